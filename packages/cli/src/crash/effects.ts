// What the logs must hold of what was answered: everything, and nothing else, once.

import type { ContextRecord } from '../log/records.ts';
import { isDone, orderIn } from './customers.ts';
import type { Exchange, Finding } from './customers.ts';

/** The reservations that were accepted. */
export const acceptedIn = (exchanges: readonly Exchange[]): readonly Exchange[] =>
  exchanges.filter(({ request, answer }) => request.what === 'reserve' && isDone(answer));

const countBy = (
  records: readonly ContextRecord[],
  type: string,
  field: string,
): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { kind, type: of, data } of records) {
    const value = data[field];
    if (kind !== 'event' || of !== type || typeof value !== 'string') continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
};

type Owed = ReadonlyMap<string, string>;

/** Accepted reservations that are not there exactly once. */
const missing = (placed: ReadonlyMap<string, number>, owed: Owed): readonly Finding[] =>
  [...owed].flatMap(([orderId, key]) => {
    const times = placed.get(orderId) ?? 0;
    const words = `${orderId} was accepted, and placed ${times} times.`;
    return times === 1 ? [] : [{ words, caseId: orderId, key }];
  });

/** Reservations that no answer has named: what was refused or unavailable has left something. */
const unasked = (
  placed: ReadonlyMap<string, number>,
  owed: Owed,
  known: ReadonlySet<string>,
): readonly Finding[] =>
  [...placed.keys()].flatMap((orderId) => {
    const words = `${orderId} was placed, and nobody was told that it was accepted.`;
    return owed.has(orderId) || known.has(orderId) ? [] : [{ words, caseId: orderId }];
  });

const sentAgain = (records: readonly ContextRecord[]): readonly Finding[] =>
  [...countBy(records, 'MessageSent', 'messageKey')].flatMap(([messageKey, times]) => {
    const words = `The message ${messageKey} was sent ${times} times.`;
    return times === 1 ? [] : [{ words, caseId: messageKey.split('/')[0] }];
  });

/**
 * One reservation for each accepted key, none that no answer has named, and each message once.
 * @param known reservations that were there before the first request.
 */
export const wrongEffects = (
  records: readonly ContextRecord[],
  exchanges: readonly Exchange[],
  known: ReadonlySet<string>,
): readonly Finding[] => {
  const accepted = acceptedIn(exchanges);
  const owed = new Map(
    accepted.map(({ answer, request }) => [orderIn(answer) ?? '', request.key] as const),
  );
  const placed = countBy(records, 'ReservationPlaced', 'orderId');
  const shared = { words: 'Two keys were answered with one reservation.' };
  return [
    ...(owed.size === accepted.length ? [] : [shared]),
    ...missing(placed, owed),
    ...unasked(placed, owed, known),
    ...sentAgain(records),
  ];
};
