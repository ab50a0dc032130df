// After the storm the world comes to rest, and is looked at while it rests.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import { Clients } from './clients.ts';
import { drawPlan } from './plan.ts';
import { mendStopped, settle } from './run-out.ts';
import { calm, setWeather } from './strike.ts';
import { World } from './world.ts';

it('G4: no time passes between last look and comparison, so nothing falls due in it', async () => {
  const plan = drawPlan({ system: bakery, traffic: bakeryTraffic }, 1);
  const world = new World({ system: bakery, plan });
  setWeather(world, calm);
  world.start();
  const { timeline } = world;
  let changes = 0;
  // Something happens in every millisecond but those in which the world is let be.
  const tick = (): void => void timeline.after(1, () => ((changes += 1), tick()));
  tick();
  assert.equal(await settle(world, new Clients(world)), true);
  assert.equal(changes, timeline.elapsedMs);
  assert.equal(changes % 200, 0);
  await mendStopped(world, () => undefined);
  assert.equal(timeline.elapsedMs, changes);
});
