import assert from 'node:assert/strict';
import { it } from 'node:test';
import { instantAt } from '@dure/domain/korea';
import { Business } from '@dure/acceptance/business';
import { demo } from './demo.ts';
import { rehearsal } from './rehearsal.ts';

it('The demo has a pickup handed in, one cancelled, and couriers who are free', async () => {
  const now = instantAt('2026-03-04', '14:00');
  const city = await Business.opened(rehearsal, '2026-03-03', { time: '07:59' });
  for (const { at, as, claims, command } of demo.steps(now)) {
    await city.pass(at - city.clock.now());
    await city.done(command, { kind: 'actor', name: as, claims });
  }
  await city.pass(now - city.clock.now());
  const pickups = await Promise.all(
    ['pickupcall-1', 'pickupcall-2'].map((pickupId) => city.row('Pickupcalls', pickupId)),
  );
  assert.deepEqual(
    pickups.map((row) => [row?.['status'], row?.['cost'], row?.['lateCancelFee']]),
    [
      ['수거완료', 11_200, undefined],
      ['호출취소', 5600, 0],
    ],
  );
  const board = await city.rows('CourierBoard');
  assert.deepEqual(
    board
      .map((row) => [row['workerid'], row['location'], row['courierStatus']].join(' '))
      .toSorted(),
    ['P1 이수 대기', 'P2 관악구 대기', 'P3 사당 대기', 'P4 강남구 휴무', 'P5 마포구 휴무'].concat([
      'P6 송파구 휴무',
    ]),
  );
  await city.holds();
});
