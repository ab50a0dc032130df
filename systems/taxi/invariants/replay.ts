// The log of taxi call, read pool by pool, for its invariants.

import type { Happened, World } from '@dure/rehearsal';
import { word } from '@dure/rehearsal/log';

export type Taxi = {
  readonly taxiid: string;
  readonly is: 'off' | 'free' | 'assigned' | 'riding';
  readonly location: string;
};

export type Waiting = { readonly callId: string; readonly until: string };

/** A pool as its own events tell it. */
export type Pool = {
  readonly poolId: string;
  readonly taxis: Map<string, Taxi>;
  readonly waiting: Map<string, Waiting>;
  /** The taxi of each call that is assigned or riding. */
  readonly given: Map<string, string>;
};

const put = ({ taxis }: Pool, { data }: Happened, is: Taxi['is']): void => {
  const taxiid = word(data, 'taxiid');
  if (taxiid === '') return;
  const before = taxis.get(taxiid)?.location ?? '';
  taxis.set(taxiid, { taxiid, is, location: before });
};

const placed = (pool: Pool, event: Happened, is?: Taxi['is']): void => {
  const taxiid = word(event.data, 'taxiid');
  const before = pool.taxis.get(taxiid);
  const location = word(event.data, 'location');
  pool.taxis.set(taxiid, { taxiid, is: is ?? before?.is ?? 'off', location });
};

const callOf = ({ data }: Happened): string => word(data, 'callId');

const give = (pool: Pool, event: Happened): void => {
  pool.waiting.delete(callOf(event));
  pool.given.set(callOf(event), word(event.data, 'taxiid'));
  put(pool, event, 'assigned');
};

const cancel = (pool: Pool, event: Happened): void => {
  pool.waiting.delete(callOf(event));
  pool.given.delete(callOf(event));
  put(pool, event, 'free');
};

const end = (pool: Pool, event: Happened): void => {
  pool.given.delete(callOf(event));
  placed(pool, event, 'free');
};

const steps: { readonly [type: string]: (pool: Pool, event: Happened) => void } = {
  TaxiRegistered: (pool, event) => placed(pool, event, 'off'),
  TaxiWentOnDuty: (pool, event) => placed(pool, event, 'free'),
  TaxiWentOffDuty: (pool, event) => put(pool, event, 'off'),
  TaxiMoved: (pool, event) => placed(pool, event),
  TaxiassignQueued: ({ waiting }, event) =>
    waiting.set(callOf(event), { callId: callOf(event), until: word(event.data, 'until') }),
  TaxiassignCompleted: give,
  TaxiassignFailed: ({ waiting }, event) => waiting.delete(callOf(event)),
  TaxiassignCancelled: cancel,
  RideStarted: (pool, event) => put(pool, event, 'riding'),
  RideCompleted: end,
};

/** Reads the log of all pools; before each event, `look` sees what its pool was. */
export const poolsIn = (
  { events }: World,
  look: (pool: Pool, event: Happened) => void = () => {},
): readonly Pool[] => {
  const pools = new Map<string, Pool>();
  for (const event of events) {
    const poolId = word(event.data, 'poolId');
    const step = steps[event.type];
    if (!step) continue;
    const fresh = { poolId, taxis: new Map(), waiting: new Map(), given: new Map() };
    const pool = pools.get(poolId) ?? fresh;
    pools.set(poolId, pool);
    look(pool, event);
    step(pool, event);
  }
  return [...pools.values()];
};
