// The pool of couriers: who waits, who is free, who can carry what, and who serves whom.

import { isOlder, placeAt, serve } from '@dure/dispatch';
import { instantOf, isOthers, together } from '@dure/domain';
import type { By } from '@dure/domain';
import { CITY_POOL } from '../fields.ts';
import { wrong } from './labels.ts';
import type { Courier, Waiting } from './states.ts';

type PickupId = `pickupcall-${string}`;
type Pickup = Omit<Waiting, 'is'> & { readonly pickupId: PickupId };
type Couriers = ReadonlyMap<string, Courier>;
type Queue = ReadonlyMap<PickupId, Waiting>;

/** Whoever carries little goes before whoever carries all, where both can. */
const ranks = { LIGHT: 0, FULL: 1 } as const;

const freeIn = (couriers: Couriers) =>
  [...couriers].flatMap(([workerid, courier]) => {
    const at = courier.is === 'free' ? placeAt(courier.location) : undefined;
    if (courier.is !== 'free' || !at) return [];
    const { capability, freeSince, worker, workertel } = courier;
    const who = { workerid, worker, workertel, capability };
    return [{ ...who, id: workerid, at, freeSince: instantOf(freeSince), rank: ranks[capability] }];
  });

type Free = ReturnType<typeof freeIn>[number];

const fits = ({ capability }: Free, { parcelType }: Pickup): boolean =>
  capability === 'FULL' || parcelType === '10KG_UNDER';

/** Each of the pickups, in their order, with the nearest that is still free and can carry it. */
const given = (pickups: readonly Pickup[], free: readonly Free[]) => {
  const wishes = pickups.flatMap((pickup) => {
    const at = placeAt(pickup.location);
    return at ? [{ at, pickup }] : [];
  });
  return serve(wishes, free, (courier, { pickup }) => fits(courier, pickup)).map(
    ({ wish, resource: { workerid, worker, workertel }, metres }) => ({
      ...wish.pickup,
      workerid,
      worker,
      workertel,
      distanceM: metres,
    }),
  );
};

const turnOf = ({ pickupId: id, until }: Pickup) => ({ id, until });

const waitingAt = (now: number, queue: Queue): readonly Pickup[] =>
  [...queue]
    .map(([pickupId, pickup]) => ({ ...pickup, pickupId }))
    .filter(({ until }) => now < instantOf(until));

type Pool = { readonly Assignment: Queue; readonly Courier: Couriers };

/** Those who still wait, the oldest first, as far as couriers are free. */
export const served = (now: number, pool: Pool) => {
  const waiting = waitingAt(now, pool.Assignment);
  const inTurn = waiting.toSorted((a, b) => (isOlder(turnOf(a), turnOf(b)) ? -1 : 1));
  return given(inTurn, freeIn(pool.Courier));
};

/** A new pickup with its courier: it passes an older one only with whom that cannot use. */
export const servedAtOnce = (pickup: Pickup, now: number, pool: Pool) => {
  const older = waitingAt(now, pool.Assignment).filter((other) =>
    isOlder(turnOf(other), turnOf(pickup)),
  );
  const spare = freeIn(pool.Courier).filter(
    (courier) => !older.some((other) => fits(courier, other)),
  );
  return given([pickup], spare)[0];
};

/** A courier commands for himself only. */
export const isAnothers = (workerid: string, by: By): boolean =>
  isOthers(by, { actor: 'Courier', claim: 'workerid', value: workerid });

/** What is wrong with a place; nothing, where it is known. */
export const mistakeAt = (location: string) => together(!placeAt(location) && wrong.place);

type Register = { readonly poolId: string; readonly location: string };

/** What is wrong with a courier to be registered. */
export const mistakeIn = ({ poolId, location }: Register, couriers: Couriers, most: number) =>
  together(
    poolId !== CITY_POOL && wrong.pool,
    couriers.size >= most && wrong.full,
    !placeAt(location) && wrong.place,
  );
