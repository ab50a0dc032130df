// The pool of taxis of a class: who waits, who is free, and who serves whom.

import { isOlder, placeAt, serve } from '@dure/dispatch';
import { instantOf, isOthers, together } from '@dure/domain';
import type { By } from '@dure/domain';
import { wrong } from './labels.ts';
import type { Taxi, Waiting } from './states.ts';

type CallId = `taxicall-${string}`;
type Call = Omit<Waiting, 'is'> & { readonly callId: CallId };
type Taxis = ReadonlyMap<string, Taxi>;

const freeIn = (taxis: Taxis) =>
  [...taxis].flatMap(([taxiid, taxi]) => {
    if (taxi.is !== 'free') return [];
    const { driver, drivertel, location, freeSince } = taxi;
    const at = placeAt(location);
    return at ? [{ id: taxiid, at, freeSince: instantOf(freeSince), driver, drivertel }] : [];
  });

const wishOf = (call: Call) => {
  const at = placeAt(call.location);
  return at ? [{ at, call }] : [];
};

/** Each of the calls, in their order, with the nearest taxi that is still free. */
export const served = (calls: readonly Call[], taxis: Taxis) =>
  serve(calls.flatMap(wishOf), freeIn(taxis)).map(({ wish, resource, metres }) => ({
    ...wish.call,
    taxiid: resource.id,
    driver: resource.driver,
    drivertel: resource.drivertel,
    distanceM: metres,
  }));

const turnOf = ({ callId: id, until }: Call) => ({ id, until });

/** Who still waits for a taxi, the oldest first: all wait equally long, so by their deadline. */
export const waitingAt = (now: number, waiting: ReadonlyMap<CallId, Waiting>): readonly Call[] =>
  [...waiting]
    .map(([callId, call]) => ({ ...call, callId }))
    .filter(({ until }) => now < instantOf(until))
    .toSorted((a, b) => (isOlder(turnOf(a), turnOf(b)) ? -1 : 1));

/** A driver commands his own taxi only. */
export const isAnothers = (taxiid: string, by: By): boolean =>
  isOthers(by, { actor: 'Driver', claim: 'taxiid', value: taxiid });

const pools: readonly string[] = ['서울/일반', '서울/고급', '서울/대형'];

/** What is wrong with a place; nothing, where it is known. */
export const mistakeAt = (location: string) => together(!placeAt(location) && wrong.place);

type Register = { readonly poolId: string; readonly location: string };

/** What is wrong with a taxi to be registered. */
export const mistakeIn = ({ poolId, location }: Register, taxis: Taxis, most: number) =>
  together(
    !pools.includes(poolId) && wrong.pool,
    taxis.size >= most && wrong.full,
    !placeAt(location) && wrong.place,
  );
