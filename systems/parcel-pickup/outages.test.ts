// What parcel pickup does while a part of it is away or has too much to do.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import {
  cancel,
  confirmed,
  courier,
  customer,
  errandOf,
  manager,
  opened,
  request,
  requested,
  statusOf,
  TEL,
  toldTo,
} from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import { rehearsal } from './rehearsal.ts';

const { CompleteCollection, StartCollection } = Pickupassign.command;

const first = errandOf(1);

describe('While management is away', () => {
  it('S7, PIC-N1: no pickup is taken, and none is left behind', async () => {
    const city = await opened();
    city.running.fault('pickupmanage', 'down');
    assert.equal(await city.refused(request(), customer(TEL)), 'PickupUnavailable');
    assert.deepEqual(await city.rows('Pickupcalls'), []);
    city.running.fault('pickupmanage', 'none');
    await city.pass(MINUTE_MS);
    await city.done(request({ pickupId: 'pickupcall-2' }), customer(TEL));
    assert.equal(await statusOf(city, 2), '호출확정');
    await city.holds();
  });

  it('S15, PIC-N1: what it accepts too late is withdrawn, and no courier is sent', async () => {
    const city = await opened({ chance: 0.99 });
    city.running.fault('pickupmanage', 'slow');
    assert.equal(await city.refused(request(), customer(TEL)), 'PickupUnavailable');
    city.running.fault('pickupmanage', 'none');
    await city.pass(HOUR_MS);
    const { states, events } = await city.world();
    assert.equal(states('Pickupmanage').get('pickupcall-1')?.['is'], 'withdrawn');
    assert.ok(!events.some(({ type }) => type === 'PickupassignCompleted'));
    await city.holds();
  });

  it('PIC-N3: with too many pickups open, others are asked to come back', async () => {
    const city = await opened({ settings: { MANAGE_OPEN_MAX: 2 } });
    await requested(city, 1);
    await requested(city, 2);
    const third = request({ pickupId: 'pickupcall-3' });
    assert.deepEqual(await city.issue(third, customer(TEL)), {
      is: 'refused',
      rejection: { type: 'PickupBusy', retryAfter: 10 },
    });
    assert.equal(await city.row('Pickupcalls', 'pickupcall-3'), undefined);
    await city.pass(MINUTE_MS);
    await city.holds();
  });
});

describe('While assignment is away', () => {
  it('S8, PIC-N2: pickups are taken, and served later', async () => {
    const city = await opened();
    await city.startedAgain({ down: ['pickupassign'] });
    await city.done(request(), customer(TEL));
    assert.equal(await statusOf(city), '호출중');
    await city.pass(4 * MINUTE_MS);
    assert.deepEqual(await toldTo(city, `customer:${TEL}`), [
      '[픽업] 배정이 늦어지고 있습니다. 기다리거나 취소하실 수 있습니다',
    ]);
    await city.startedAgain();
    await city.pass(2 * MINUTE_MS);
    assert.equal(await statusOf(city), '호출확정');
    await city.holds();
  });

  it('S8: those that waited too long fail when it is back', async () => {
    const city = await opened();
    await city.startedAgain({ down: ['pickupassign'] });
    await city.done(request(), customer(TEL));
    await city.pass(16 * MINUTE_MS);
    await city.startedAgain();
    await city.pass(2 * MINUTE_MS);
    assert.equal(await statusOf(city), '호출실패');
    await city.holds();
  });

  it('S16, PIC-F6: a cancellation waits for it', async () => {
    const city = await opened();
    await city.startedAgain({ down: ['pickupassign'] });
    await city.done(request(), customer(TEL));
    await city.done(cancel, customer(TEL));
    assert.equal(await statusOf(city), '호출취소중');
    await city.startedAgain();
    await city.pass(5 * MINUTE_MS);
    assert.equal(await statusOf(city), '호출취소');
    await city.holds();
  });
});

describe('While nobody is told anything', () => {
  it('S18, PIC-F7, PIC-N4: all goes on, and each message comes once afterwards', async () => {
    const city = await opened();
    await city.startedAgain({ down: ['customer'] });
    await city.done(request(), customer(TEL));
    await city.done(StartCollection(first), courier('P1'));
    await city.done(CompleteCollection(first), courier('P1'));
    assert.equal(await statusOf(city), '수거완료');
    await city.startedAgain();
    await city.pass(10 * MINUTE_MS);
    const row = await city.row('PickupStatus', 'pickupcall-1');
    assert.partialDeepStrictEqual(row, { pickupStatus: '수거완료', assignStatus: '수거완료' });
    assert.equal((await toldTo(city, `customer:${TEL}`)).length, 2);
    assert.equal((await toldTo(city, 'courier:P1')).length, 1);
    await city.holds();
  });
});

describe('Whoever waits for whom', () => {
  it('PIC-N5: is a request for management alone; the rest agree in the end', async () => {
    const asked = rehearsal.contexts.flatMap(({ name, aggregates }) =>
      Object.values(aggregates).flatMap(({ asks }) =>
        asks.flatMap(({ ask }) => (ask.isExternal ? [] : [[name, ask.callee]])),
      ),
    );
    assert.deepEqual(asked, [['pickupcall', 'pickupmanage']]);
    const city = await opened();
    await city.startedAgain({ down: ['pickupassign', 'customer'] });
    await city.done(request(), customer(TEL));
    await city.startedAgain();
    await city.pass(2 * MINUTE_MS);
    const row = await city.row('PickupStatus', 'pickupcall-1');
    assert.partialDeepStrictEqual(row, { pickupStatus: '호출확정', assignStatus: '할당확정' });
    await city.holds();
  });

  it('is a courier who takes long for the manager, who completes the collection', async () => {
    const city = await confirmed();
    await city.done(StartCollection(first), courier('P1'));
    await city.pass(5 * HOUR_MS);
    const work = (await city.running.kernels['pickupassign']?.work())?.items ?? [];
    assert.deepEqual(
      work.map(({ kind, caseId }) => [kind, caseId]),
      [['reminder', 'pickupcall-1']],
    );
    await city.done(CompleteCollection(first), manager);
    assert.equal(await statusOf(city), '수거완료');
  });
});
