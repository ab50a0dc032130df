// What people do with couriers all day, driven by chance: more of them want one than there are.

import { HOUR_MS, isoOf, MINUTE_MS } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { anyId, below, byHabit, pick, rowsWith } from '@dure/domain/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/domain/traffic';
import { resolveGivenUp } from '@dure/notification';
import * as Pickupassign from './pickupassign/contract.ts';
import * as Pickupcall from './pickupcall/contract.ts';

type Row = { readonly [field: string]: unknown };

const poolId = '서울';
const types = ['10KG_UNDER', '10KG_OVER'] as const;
const places = ['이수', '사당', '강남', '서울역', '37.5172,127.0473', '홍대'] as const;
const phones = [1, 2, 3, 4, 5, 6, 7].map((digit) => `010${String(digit).repeat(8)}`);

/** Few for seven phones, and half of them carry little. */
const fleet = [1, 2, 3, 4].map((number) => ({
  poolId,
  workerid: `P${number}`,
  worker: `기사 ${number}`,
  workertel: `0104111000${number}`,
  capability: number % 2 === 1 ? ('LIGHT' as const) : ('FULL' as const),
  location: number < 3 ? '이수' : '강남구',
}));

const asCustomer = (tel: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { tel, recipient: `customer:${tel}` },
  command,
});

const asCourier = (workerid: string, command: AnyMessage): Step => ({
  as: 'Courier',
  claims: { workerid, recipient: `courier:${workerid}` },
  command,
});

const asManager = (command: AnyMessage): Step => ({ as: 'PickupManager', claims: {}, command });

/** A window of an hour that begins in a while; now and then too late, or over already. */
const windowOf = (random: Random, now: number) => {
  const from = now + below(random, 130) * MINUTE_MS;
  return { wishedFrom: isoOf(from), wishedTo: isoOf(from + HOUR_MS) };
};

/** One parcel in thirty waits where nobody can go. */
const request = (random: Random, { now }: Seen): Step => {
  const tel = pick(random, phones, '01011111111');
  const location = random() < 1 / 30 ? '달' : pick(random, places, '이수');
  const pickup = Pickupcall.command.RequestPickup({
    pickupId: anyId(random, 'pickupcall'),
    tel,
    location,
    parcelType: pick(random, types, '10KG_UNDER'),
    ...(random() < 0.3 ? windowOf(random, now) : {}),
  });
  return asCustomer(tel, pickup);
};

const isPickup = (id: unknown): id is `pickupcall-${string}` =>
  typeof id === 'string' && id.startsWith('pickupcall-');

const rowsIn = rowsWith('status');

/** Somebody cancels his pickup, in time or too late; now and then, what is another's. */
const cancel = (random: Random, seen: Seen): Step => {
  const rows = rowsIn(seen, 'Pickupcalls', '호출', '호출중', '호출확정', '수거중', '호출취소중');
  const row = pick<Row>(random, rows, {});
  if (!isPickup(row['pickupId'])) return request(random, seen);
  const tel = random() < 0.1 ? pick(random, phones, '01011111111') : String(row['tel']);
  return asCustomer(tel, Pickupcall.command.CancelPickup({ pickupId: row['pickupId'] }));
};

/** A courier takes a parcel over, or hands it in; now and then, another's. */
const collect = (random: Random, seen: Seen): Step => {
  const row = pick<Row>(random, rowsIn(seen, 'Pickupassigns', '할당확정', '수거중'), {});
  const { pickupId } = row;
  if (!isPickup(pickupId)) return goOnDuty(random);
  const errand = { poolId, pickupId };
  const his = String(row['workerid']);
  if (row['status'] === '할당확정') {
    const workerid = random() < 0.1 ? anyone(random) : his;
    return asCourier(workerid, Pickupassign.command.StartCollection(errand));
  }
  const complete = Pickupassign.command.CompleteCollection(errand);
  return random() < 0.1 ? asManager(complete) : asCourier(his, complete);
};

const anyone = (random: Random): string => pick(random, fleet, fleet[0])?.workerid ?? 'P1';

const goOnDuty = (random: Random): Step => {
  const workerid = anyone(random);
  const location = pick(random, places, '이수');
  return asCourier(workerid, Pickupassign.command.GoOnDuty({ poolId, workerid, location }));
};

const goOffDuty = (random: Random): Step => {
  const workerid = anyone(random);
  return asCourier(workerid, Pickupassign.command.GoOffDuty({ poolId, workerid }));
};

const report = (random: Random): Step => {
  const workerid = anyone(random);
  const location = pick(random, places, '이수');
  return asCourier(workerid, Pickupassign.command.ReportPosition({ poolId, workerid, location }));
};

/** Every parcel reaches the centre. */
const complete = (seen: Seen): readonly Step[] =>
  rowsIn(seen, 'Pickupassigns', '수거중').flatMap(({ pickupId }) =>
    isPickup(pickupId)
      ? [asManager(Pickupassign.command.CompleteCollection({ pickupId, poolId }))]
      : [],
  );

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [35, request],
  [12, cancel],
  [30, collect],
  [10, goOnDuty],
  [3, goOffDuty],
  [10, report],
]);

export const traffic: Traffic = {
  // So few that the limit is met.
  settings: { MANAGE_OPEN_MAX: 6 },
  setUp: () => [
    ...fleet.map((one) => asManager(Pickupassign.command.RegisterCourier(one))),
    ...fleet.map((one) => asCourier(one.workerid, Pickupassign.command.GoOnDuty(one))),
  ],
  next: doing,
  finish: (seen) => [...complete(seen), ...resolveGivenUp(seen)],
};
