// The pool of taxis of a class: who waits, who is free, and who may join.

import { hasPassed, inTurn, placeAt, unknownPlace } from '@dure/dispatch';
import type { Offered } from '@dure/dispatch';
import { invalid, isOthers, together } from '@dure/domain';
import type { By } from '@dure/domain';
import { wrong } from './labels.ts';
import type { Taxi, Waiting } from './states.ts';

type Taxis = ReadonlyMap<string, Taxi>;
type Calls = ReadonlyMap<`taxicall-${string}`, Waiting>;

/** Any taxi of a class will do for any call of it, unless it has had the offer of that call. */
export const poolAt = (now: number, of: { readonly Assignment: Calls; readonly Taxi: Taxis }) => ({
  waiting: inTurn(
    [...of.Assignment].map(([callId, call]) => ({ ...call, callId, id: callId })),
    now,
  ),
  free: [...of.Taxi].flatMap(([taxiid, taxi]) =>
    taxi.is === 'free' ? [{ ...taxi, taxiid, id: taxiid }] : [],
  ),
  fits: ({ taxiid }: { readonly taxiid: string }, call: Offered) => !hasPassed(taxiid, call),
});

/** Drivers command their own taxi only. */
export const isAnothers = (taxiid: string, by: By): boolean =>
  isOthers(by, { actor: 'Driver', claim: 'taxiid', value: taxiid });

/** What is wrong with a place; nothing, where it is known. */
export const mistakeAt = (location: string) =>
  placeAt(location) ? undefined : invalid('location', unknownPlace);

const pools: readonly string[] = ['서울/일반', '서울/고급', '서울/대형'];

type Register = { readonly poolId: string; readonly location: string };

/** What is wrong with a taxi to be registered. */
export const mistakeIn = ({ poolId, location }: Register, taxis: Taxis, most: number) =>
  together(
    !pools.includes(poolId) && wrong.pool,
    taxis.size >= most && wrong.full,
    mistakeAt(location) ?? false,
  );
