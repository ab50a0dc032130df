// The pool of couriers: who waits, who is free, who can carry what, and who may join.

import { hasPassed, inTurn, isOlder, placeAt, unknownPlace } from '@dure/dispatch';
import type { Offered } from '@dure/dispatch';
import { invalid, isOthers, together } from '@dure/domain';
import type { By } from '@dure/domain';
import { CITY_POOL } from '../fields.ts';
import { wrong } from './labels.ts';
import type { Courier, Waiting } from './states.ts';

type PickupId = `pickupcall-${string}`;
type Couriers = ReadonlyMap<string, Courier>;
type Pool = { readonly Assignment: ReadonlyMap<PickupId, Waiting>; readonly Courier: Couriers };

/** Whoever carries little goes before whoever carries all, where both can. */
const ranks = { LIGHT: 0, FULL: 1 } as const;

type Carrier = { readonly workerid: string; readonly capability: keyof typeof ranks };
type Parcel = Offered & Pick<Waiting, 'parcelType'>;

/** Whoever can carry it, unless they have had the offer of that pickup. */
const fits = ({ workerid, capability }: Carrier, parcel: Parcel): boolean =>
  (capability === 'FULL' || parcel.parcelType === '10KG_UNDER') && !hasPassed(workerid, parcel);

export const poolAt = (now: number, of: Pool) => ({
  waiting: inTurn(
    [...of.Assignment].map(([pickupId, pickup]) => ({ ...pickup, pickupId, id: pickupId })),
    now,
  ),
  free: [...of.Courier].flatMap(([workerid, courier]) => {
    if (courier.is !== 'free') return [];
    return [{ ...courier, workerid, id: workerid, rank: ranks[courier.capability] }];
  }),
  fits,
});

type Turn = { readonly pickupId: PickupId; readonly until: string };

/** The pool for a new pickup: of those who wait, it yields to the older ones alone. */
export const poolBefore = ({ pickupId: id, until }: Turn, now: number, of: Pool) => {
  const { waiting, ...pool } = poolAt(now, of);
  return { ...pool, waiting: waiting.filter((other) => isOlder(other, { id, until })) };
};

/** Couriers command for themselves only. */
export const isAnothers = (workerid: string, by: By): boolean =>
  isOthers(by, { actor: 'Courier', claim: 'workerid', value: workerid });

/** What is wrong with a place; nothing, where it is known. */
export const mistakeAt = (location: string) =>
  placeAt(location) ? undefined : invalid('location', unknownPlace);

type Register = { readonly poolId: string; readonly location: string };

/** What is wrong with a courier to be registered. */
export const mistakeIn = ({ poolId, location }: Register, couriers: Couriers, most: number) =>
  together(
    poolId !== CITY_POOL && wrong.pool,
    couriers.size >= most && wrong.full,
    mistakeAt(location) ?? false,
  );
