// The log of parcel pickup, read pool by pool, for its invariants.

import type { Happened, World } from '@dure/rehearsal';
import { word } from '@dure/rehearsal/log';

export type Courier = {
  readonly workerid: string;
  readonly is: 'off' | 'free' | 'assigned' | 'collecting';
  /** LIGHT or FULL. */
  readonly capability: string;
  readonly location: string;
};

export type Waiting = {
  readonly pickupId: string;
  readonly until: string;
  readonly parcelType: string;
};

/** A pool as its own events tell it. */
export type Pool = {
  readonly poolId: string;
  readonly couriers: Map<string, Courier>;
  readonly waiting: Map<string, Waiting>;
  /** The courier of each pickup that is assigned or collecting. */
  readonly given: Map<string, string>;
};

const put = ({ couriers }: Pool, { data }: Happened, is: Courier['is']): void => {
  const workerid = word(data, 'workerid');
  if (workerid === '') return;
  const { location = '', capability = '' } = couriers.get(workerid) ?? {};
  couriers.set(workerid, { workerid, is, capability, location });
};

const placed = (pool: Pool, event: Happened, is?: Courier['is']): void => {
  const workerid = word(event.data, 'workerid');
  const before = pool.couriers.get(workerid);
  const location = word(event.data, 'location');
  const capability = before?.capability ?? word(event.data, 'capability');
  pool.couriers.set(workerid, { workerid, is: is ?? before?.is ?? 'off', capability, location });
};

const pickupOf = ({ data }: Happened): string => word(data, 'pickupId');

const give = (pool: Pool, event: Happened): void => {
  pool.waiting.delete(pickupOf(event));
  pool.given.set(pickupOf(event), word(event.data, 'workerid'));
  put(pool, event, 'assigned');
};

const cancel = (pool: Pool, event: Happened): void => {
  pool.waiting.delete(pickupOf(event));
  pool.given.delete(pickupOf(event));
  put(pool, event, 'free');
};

const end = (pool: Pool, event: Happened): void => {
  pool.given.delete(pickupOf(event));
  placed(pool, event, 'free');
};

const steps: { readonly [type: string]: (pool: Pool, event: Happened) => void } = {
  CourierRegistered: (pool, event) => placed(pool, event, 'off'),
  CourierWentOnDuty: (pool, event) => placed(pool, event, 'free'),
  CourierWentOffDuty: (pool, event) => put(pool, event, 'off'),
  CourierMoved: (pool, event) => placed(pool, event),
  PickupassignQueued: ({ waiting }, event) =>
    waiting.set(pickupOf(event), {
      pickupId: pickupOf(event),
      until: word(event.data, 'until'),
      parcelType: word(event.data, 'parcelType'),
    }),
  PickupassignCompleted: give,
  PickupassignFailed: ({ waiting }, event) => waiting.delete(pickupOf(event)),
  PickupassignCancelled: cancel,
  CollectionStarted: (pool, event) => put(pool, event, 'collecting'),
  CollectionCompleted: end,
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
    const fresh = { poolId, couriers: new Map(), waiting: new Map(), given: new Map() };
    const pool = pools.get(poolId) ?? fresh;
    pools.set(poolId, pool);
    look(pool, event);
    step(pool, event);
  }
  return [...pools.values()];
};
