// What people do with taxis all day, driven by chance: more of them want one than there are.

import type { AnyMessage } from '@dure/domain';
import { anyId, byHabit, pick, rowsWith } from '@dure/domain/traffic';
import type { Random, Seen, Step, Traffic } from '@dure/domain/traffic';
import { resolveGivenUp } from '@dure/notification';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';

type Row = { readonly [field: string]: unknown };

const classes = ['일반', '고급'] as const;
const places = ['마포', '신촌', '강남', '서울역', '37.5172,127.0473', '홍대'] as const;
const phones = [1, 2, 3, 4, 5, 6, 7].map((digit) => `010${String(digit).repeat(8)}`);

/** Two of a class are few for seven phones. */
const fleet = classes.flatMap((taxiClass, index) =>
  [1, 2].map((number) => ({
    poolId: `서울/${taxiClass}`,
    taxiid: `서울33바${index + 1}10${number}`,
    location: number === 1 ? '마포구' : '강남구',
    drivertel: `0103111${index + 1}10${number}`,
  })),
);

const asCustomer = (tel: string, command: AnyMessage): Step => ({
  as: 'Customer',
  claims: { tel, recipient: `customer:${tel}` },
  command,
});

const asDriver = (taxiid: string, command: AnyMessage): Step => ({
  as: 'Driver',
  claims: { taxiid, recipient: `driver:${taxiid}` },
  command,
});

const asManager = (command: AnyMessage): Step => ({ as: 'TaxiManager', claims: {}, command });

/** One call in thirty goes where no taxi can. */
const request = (random: Random): Step => {
  const tel = pick(random, phones, '01011111111');
  const destination = random() < 1 / 30 ? '달' : pick(random, places, '강남');
  const call = Taxicall.command.RequestCall({
    callId: anyId(random, 'taxicall'),
    tel,
    location: pick(random, places, '마포'),
    taxiClass: pick(random, classes, '일반'),
    ...(random() < 0.5 ? { destination } : {}),
  });
  return asCustomer(tel, call);
};

const isCall = (id: unknown): id is `taxicall-${string}` =>
  typeof id === 'string' && id.startsWith('taxicall-');

const rowsIn = rowsWith('status');

/** Somebody cancels his call, in time or too late; now and then, what is another's. */
const cancel = (random: Random, seen: Seen): Step => {
  const rows = rowsIn(seen, 'Taxicalls', '호출', '호출중', '호출확정', '운행중', '호출취소중');
  const row = pick<Row>(random, rows, {});
  if (!isCall(row['callId'])) return request(random);
  const tel = random() < 0.1 ? pick(random, phones, '01011111111') : String(row['tel']);
  return asCustomer(tel, Taxicall.command.CancelCall({ callId: row['callId'] }));
};

/** A driver takes somebody on board, or brings him where he goes; now and then, another's guest. */
const drive = (random: Random, seen: Seen): Step => {
  const row = pick<Row>(random, rowsIn(seen, 'Taxiassigns', '할당확정', '운행중'), {});
  const { callId, poolId } = row;
  if (!isCall(callId)) return goOnDuty(random);
  const ride = { callId, poolId: String(poolId) };
  if (row['status'] === '할당확정') {
    const stranger = pick(random, fleet, fleet[0]);
    const taxiid = random() < 0.1 ? String(stranger?.taxiid) : String(row['taxiid']);
    return asDriver(taxiid, Taxiassign.command.StartRide(ride));
  }
  const complete = Taxiassign.command.CompleteRide(ride);
  return random() < 0.1 ? asManager(complete) : asDriver(String(row['taxiid']), complete);
};

const anyTaxi = (random: Random) => pick(random, fleet, fleet[0]) ?? nobody;
const nobody = { poolId: '서울/일반', taxiid: '서울33바1101', location: '마포구' } as const;

const goOnDuty = (random: Random): Step => {
  const { poolId, taxiid } = anyTaxi(random);
  const location = pick(random, places, '마포');
  return asDriver(taxiid, Taxiassign.command.GoOnDuty({ poolId, taxiid, location }));
};

const goOffDuty = (random: Random): Step => {
  const { poolId, taxiid } = anyTaxi(random);
  return asDriver(taxiid, Taxiassign.command.GoOffDuty({ poolId, taxiid }));
};

const report = (random: Random): Step => {
  const { poolId, taxiid } = anyTaxi(random);
  const location = pick(random, places, '마포');
  return asDriver(taxiid, Taxiassign.command.ReportPosition({ poolId, taxiid, location }));
};

/** Every ride comes to its end. */
const complete = (seen: Seen): readonly Step[] =>
  rowsIn(seen, 'Taxiassigns', '운행중').flatMap(({ callId, poolId }) =>
    isCall(callId)
      ? [asManager(Taxiassign.command.CompleteRide({ callId, poolId: String(poolId) }))]
      : [],
  );

/** Of a hundred steps, how many are of each kind. */
const doing = byHabit([
  [35, request],
  [12, cancel],
  [30, drive],
  [10, goOnDuty],
  [3, goOffDuty],
  [10, report],
]);

export const traffic: Traffic = {
  // So few that the limit is met.
  settings: { MANAGE_OPEN_MAX: 6 },
  setUp: () => [
    ...fleet.map((taxi) => asManager(Taxiassign.command.RegisterTaxi(taxi))),
    ...fleet.map((taxi) => asDriver(taxi.taxiid, Taxiassign.command.GoOnDuty(taxi))),
  ],
  next: doing,
  finish: (seen) => [...complete(seen), ...resolveGivenUp(seen)],
};
