// A disk that is not of the time of the others is noticed before anything starts on it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import { Clients } from './clients.ts';
import { Chance } from './chance.ts';
import { drawPlan } from './plan.ts';
import { backUp, putBack, restore } from './restore.ts';
import { settle } from './run-out.ts';
import { calm, setWeather } from './strike.ts';
import { requestOf } from './traffic.ts';
import { World } from './world.ts';

const openWorld = async (broker: 'messages' | 'logs') => {
  const drawn = drawPlan({ system: bakery, traffic: bakeryTraffic }, 1);
  const plan = { ...drawn, conditions: { ...drawn.conditions, broker } };
  const world = new World({ system: bakery, plan });
  setWeather(world, calm);
  world.start();
  const clients = new Clients(world);
  await settle(world, clients);
  for (const wish of bakeryTraffic.setUp(0)) clients.send(requestOf(wish), new Chance('set up'));
  await settle(world, clients);
  const order = (amount: number) => {
    const command = { type: 'PlaceOrder', cake: 'cheese', amount, table: `table-${amount}` };
    clients.send(requestOf({ as: 'Customer', claims: {}, command }), new Chance(`${amount}`));
    return settle(world, clients);
  };
  return { world, clients, order };
};

for (const broker of ['messages', 'logs'] as const) {
  it(`an earlier disk is not started on, and the newest one is: ${broker}`, async () => {
    const { world, clients, order } = await openWorld(broker);
    backUp(world, 'counter');
    await order(1);
    assert.equal(await restore(world, { context: 'counter', isAnother: false }), true);
    await world.timeline.pass(10_000);
    assert.deepEqual(world.serving('counter'), []);
    assert.equal(world.serving('kitchen').length > 0, broker === 'messages');
    putBack(world, 'counter');
    await settle(world, clients);
    await order(2);
    assert.deepEqual(world.findings, []);
    assert.equal([...world.aggregateModel.states('Order').values()].length, 2);
  });
}

it('those who followed a log say that they follow another one no further', async () => {
  const { world, order } = await openWorld('messages');
  await order(1);
  assert.equal(await restore(world, { context: 'counter', isAnother: true }), true);
  await world.timeline.pass(2 * 60_000);
  const [kitchen] = world.serving('kitchen');
  assert.deepEqual([...new Set(kitchen?.kernel?.troubles().map(({ of }) => of))], ['counter']);
  putBack(world, 'counter');
  await world.timeline.pass(2 * 60_000);
  assert.deepEqual(kitchen?.kernel?.troubles(), []);
});

it('a disk that lacks nothing that others have followed is left alone', async () => {
  const { world, order } = await openWorld('messages');
  await order(1);
  backUp(world, 'counter');
  assert.equal(await restore(world, { context: 'counter', isAnother: false }), false);
});
