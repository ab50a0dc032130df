// The acceptance scenarios of parcel pickup on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { Business } from '@dure/acceptance/business';
import {
  cancel,
  choi,
  confirmed,
  courier,
  customer,
  errandOf,
  freed,
  lee,
  opened,
  park,
  poolId,
  request,
  requested,
  statusOf,
  TEL,
  toldTo,
} from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';

const { AcceptOffer, CompleteCollection, DeclineOffer, ReportPosition, StartCollection } =
  Pickupassign.command;

const first = errandOf(1);

const workerOf = async (city: Business, number = 1) =>
  String((await city.row('PickupStatus', `pickupcall-${number}`))?.['workerid']);

const courierStatusOf = async (city: Business, workerid: string) =>
  (await city.row('CourierBoard', workerid))?.['courierStatus'];

describe('A pickup', () => {
  it('S1, PIC-F1, PIC-F4: is taken as documented, and the customer learns who comes', async () => {
    const city = await opened();
    const line = request({ status: '호출', location: '이수', cost: 10_000 });
    const outcome = await city.issue(line, customer(TEL));
    assert.partialDeepStrictEqual(outcome.is === 'done' && outcome.data, {
      status: '호출',
      tel: TEL,
      parcelType: '10KG_UNDER',
      cost: 5600,
    });
    assert.partialDeepStrictEqual(await city.row('PickupStatus', 'pickupcall-1'), {
      pickupStatus: '호출확정',
      assignStatus: '할당확정',
      workerid: 'P1',
      worker: '이준영',
    });
    assert.deepEqual(await toldTo(city, `customer:${TEL}`), [
      '[픽업] 택배기사 이준영(01041110001)가 배정되었습니다. 위치 이수, 10KG_UNDER, 요금 5,600원',
    ]);
    assert.deepEqual(await toldTo(city, 'courier:P1'), [
      `[픽업] 이수 10KG_UNDER 픽업이 배정되었습니다. 연락처 ${TEL}`,
    ]);
    await city.holds();
  });

  it('S2: is served by another courier than the one before', async () => {
    const city = await confirmed();
    await requested(city, 2, { location: '사당', cost: 20_000 });
    assert.deepEqual(
      [await statusOf(city, 2), await workerOf(city), await workerOf(city, 2)],
      ['호출확정', 'P1', 'P3'],
    );
    assert.equal((await city.row('Pickupcalls', 'pickupcall-2'))?.['cost'], 6100);
    await city.holds();
  });

  it('S3: is not taken as anything but new', async () => {
    const city = await opened();
    const outcome = await city.issue(request({ status: '호출확정' }), customer(TEL));
    assert.equal(outcome.is, 'invalid');
    assert.deepEqual(await city.rows('Pickupcalls'), []);
    assert.deepEqual(await city.rows('Pickupassigns'), []);
    await city.holds();
  });

  it('S4, PIC-F1: of a heavy parcel is for who can carry it', async () => {
    const city = await confirmed({ parcelType: '10KG_OVER' }, { couriers: [lee, park] });
    assert.equal(await workerOf(city), 'P2');
    assert.equal((await city.row('Pickupcalls', 'pickupcall-1'))?.['cost'], 11_200);
    await city.holds();
  });

  it('S5, PIC-F2: is for the nearest', async () => {
    const city = await confirmed({}, { couriers: [park, lee] });
    assert.equal(await workerOf(city), 'P1');
    await city.holds();
  });

  it('S6: of a light parcel passes a heavy one that waits, with whom that cannot use', async () => {
    const city = await opened({ couriers: [lee, park] });
    await requested(city, 1, { parcelType: '10KG_OVER' });
    await requested(city, 2, { parcelType: '10KG_OVER' });
    await requested(city, 3);
    assert.deepEqual(
      [await workerOf(city, 1), await statusOf(city, 2), await workerOf(city, 3)],
      ['P2', '호출중', 'P1'],
    );
    await city.done(StartCollection(first), courier('P2'));
    await city.done(CompleteCollection(first), courier('P2'));
    assert.deepEqual([await statusOf(city, 2), await workerOf(city, 2)], ['호출확정', 'P2']);
    await city.holds();
  });

  it('S13, PIC-F3: is one of fifty that get the only courier', async () => {
    const city = await opened({ couriers: [park] });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        requested(city, index + 1, { parcelType: '10KG_OVER' }),
      ),
    );
    const count = async (status: string) =>
      (await city.rows('Pickupcalls')).filter((row) => row['status'] === status).length;
    assert.deepEqual([await count('호출확정'), await count('호출중')], [1, 49]);
    const [given] = (await city.rows('Pickupassigns')).filter((row) => row['workerid']);
    const number = Number(String(given?.['pickupId']).replace('pickupcall-', ''));
    await city.done(AcceptOffer(errandOf(number)), courier('P2'));
    await city.pass(16 * MINUTE_MS);
    assert.deepEqual([await count('호출확정'), await count('호출실패')], [1, 49]);
    const inbox = await city.rows('Inbox');
    const failures = inbox.filter((row) => row['template'] === 'pickup.호출실패');
    assert.equal(failures.length, 49);
    await city.holds();
  });

  it('S14: is open once for a phone', async () => {
    const city = await confirmed();
    const again = request({ pickupId: 'pickupcall-2' });
    assert.deepEqual(await city.issue(again, customer(TEL)), {
      is: 'refused',
      rejection: { type: 'OpenPickupExists', tel: TEL, pickupId: 'pickupcall-1' },
    });
    await city.done(cancel, customer(TEL));
    await city.done(request({ pickupId: 'pickupcall-3' }), customer(TEL));
    await city.pass(MINUTE_MS);
    await city.holds();
  });

  it('S17: that is not handed over is cancelled for nothing, after its window', async () => {
    const city = await opened();
    const at = (hours: number) => isoOf(city.clock.now() + hours * HOUR_MS);
    await city.done(request({ wishedFrom: at(1), wishedTo: at(2) }), customer(TEL));
    await city.done(AcceptOffer(first), courier('P1'));
    await city.pass(2.5 * HOUR_MS - MINUTE_MS);
    assert.equal(await statusOf(city), '호출확정');
    await city.pass(2 * MINUTE_MS);
    const row = await city.row('Pickupcalls', 'pickupcall-1');
    assert.partialDeepStrictEqual(row, { status: '호출취소', lateCancelFee: 0 });
    assert.equal(await courierStatusOf(city, 'P1'), '대기');
    await city.holds();
  });

  it('S17: without a window is cancelled two hours after it got a courier', async () => {
    const city = await confirmed();
    await city.done(AcceptOffer(first), courier('P1'));
    await city.pass(2 * HOUR_MS + MINUTE_MS);
    assert.equal(await statusOf(city), '호출취소');
    await city.holds();
  });

  it('PIC-F8: goes from request to centre, and the next is served from there', async () => {
    const city = await confirmed({}, { couriers: [lee] });
    await requested(city, 2);
    await city.done(StartCollection(first), courier('P1'));
    assert.equal(await statusOf(city), '수거중');
    assert.equal(await courierStatusOf(city, 'P1'), '수거');
    await city.done(CompleteCollection(first), courier('P1'));
    assert.deepEqual([await statusOf(city), await statusOf(city, 2)], ['수거완료', '호출확정']);
    assert.equal((await city.row('CourierBoard', 'P1'))?.['location'], '용산구');
    const told = await toldTo(city, `customer:${TEL}`);
    assert.equal(told.at(-1), '[픽업] 택배가 픽업센터에 도착했습니다. 요금 5,600원');
    await city.holds();
  });

  it('goes on to the next nearest where a courier does not answer, and tells both', async () => {
    const city = await confirmed();
    await city.pass(5 * MINUTE_MS);
    assert.partialDeepStrictEqual(await city.row('PickupStatus', 'pickupcall-1'), {
      pickupStatus: '호출확정',
      workerid: 'P3',
      worker: '최가은',
    });
    const told = await toldTo(city, `customer:${TEL}`);
    assert.equal(told.length, 3);
    assert.match(String(told[1]), /다른 기사를 찾고 있습니다/);
    assert.match(String((await toldTo(city, 'courier:P1'))[1]), /응답 없음\). 현재 상태: 대기/);
    await city.done(AcceptOffer(first), courier('P3'));
    await city.pass(30 * MINUTE_MS);
    assert.equal(await statusOf(city), '호출확정');
    await city.holds();
  });

  it('sends a courier off duty who answers no offer', async () => {
    const city = await confirmed({}, { couriers: [lee] });
    await requested(city, 2);
    await city.pass(5 * MINUTE_MS);
    assert.deepEqual([await statusOf(city), await statusOf(city, 2)], ['호출중', '호출확정']);
    await city.pass(5 * MINUTE_MS);
    assert.equal(await courierStatusOf(city, 'P1'), '휴무');
    await freed(city, choi);
    assert.deepEqual([await statusOf(city), await statusOf(city, 2)], ['호출확정', '호출중']);
    await city.done(DeclineOffer(first), courier('P3'));
    assert.deepEqual([await statusOf(city), await statusOf(city, 2)], ['호출중', '호출확정']);
    await city.holds();
  });

  it('waits for whoever comes, and for none who moves about', async () => {
    const city = await opened({ couriers: [] });
    await requested(city, 1);
    await freed(city, choi);
    assert.equal(await workerOf(city), 'P3');
    await city.done(ReportPosition({ poolId, workerid: 'P3', location: '이수' }), courier('P3'));
    assert.equal((await city.row('CourierBoard', 'P3'))?.['location'], '이수');
    await city.holds();
  });
});

describe('A customer', () => {
  it('S9, PIC-F5, PIC-F6, PIC-F8: cancels for nothing, and frees the courier', async () => {
    const city = await confirmed();
    await city.pass(MINUTE_MS);
    await city.done(cancel, customer(TEL));
    assert.partialDeepStrictEqual(await city.row('PickupStatus', 'pickupcall-1'), {
      pickupStatus: '호출취소',
      assignStatus: '할당취소',
      lateCancelFee: 0,
    });
    assert.equal(await courierStatusOf(city, 'P1'), '대기');
    assert.deepEqual((await toldTo(city, 'courier:P1')).slice(1), [
      '[픽업] 픽업 pickupcall-1이(가) 취소되었습니다',
    ]);
    const again = await city.issue(cancel, customer(TEL));
    assert.deepEqual(again.is === 'done' && again.events, []);
    await city.holds();
  });

  it('S10: pays for cancelling late, by parcel type', async () => {
    for (const [parcelType, lateCancelFee] of [
      ['10KG_UNDER', 2000],
      ['10KG_OVER', 3000],
    ] as const) {
      const city = await confirmed({ parcelType });
      await city.done(AcceptOffer(first), courier(await workerOf(city)));
      await city.pass(10 * MINUTE_MS);
      await city.done(cancel, customer(TEL));
      const row = await city.row('Pickupcalls', 'pickupcall-1');
      assert.partialDeepStrictEqual(row, { status: '호출취소', lateCancelFee });
      await city.holds();
    }
  });

  it('S11: does not cancel what was taken over', async () => {
    const city = await confirmed();
    await city.done(StartCollection(first), courier('P1'));
    assert.equal(await city.refused(cancel, customer(TEL)), 'AlreadyCollected');
    await city.holds();
  });

  it('S12: cancels or hands over, never both', async () => {
    const city = await confirmed();
    const [started] = await Promise.all([
      city.issue(StartCollection(first), courier('P1')),
      city.issue(cancel, customer(TEL)),
    ]);
    await city.pass(MINUTE_MS);
    assert.equal(await statusOf(city), started.is === 'done' ? '수거중' : '호출취소');
    await city.holds();
  });

  it('S12: who cancels while the parcel is taken over gets that answer', async () => {
    const city = await confirmed();
    await city.startedAgain({ down: ['pickupmanage', 'pickupassign'] });
    await city.done(cancel, customer(TEL));
    await city.startedAgain({ down: ['pickupcall', 'pickupmanage'] });
    await city.done(StartCollection(first), courier('P1'));
    await city.startedAgain();
    await city.pass(MINUTE_MS);
    assert.equal(await statusOf(city), '수거중');
    const told = await toldTo(city, `customer:${TEL}`);
    assert.ok(told.includes('[픽업] 이미 수거되어 픽업 pickupcall-1을(를) 취소할 수 없습니다'));
    await city.holds();
  });

  it('S12: who cancelled first keeps the parcel', async () => {
    const city = await confirmed();
    await city.done(cancel, customer(TEL));
    assert.equal(await city.refused(StartCollection(first), courier('P1')), 'outOfTurn');
    await city.holds();
  });

  it('hands the parcel to no one but the courier who was sent', async () => {
    const city = await confirmed();
    assert.equal(await city.refused(StartCollection(first), courier('P3')), 'forbidden');
    await city.done(StartCollection(first), courier('P1'));
    assert.equal(await city.refused(CompleteCollection(first), courier('P3')), 'forbidden');
    await city.holds();
  });
});
