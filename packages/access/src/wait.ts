// Reading one's own write: a view is asked to have seen a command first.

import type { Position } from '@dure/kernel';
import { recordId } from '@dure/kernel/ids';
import type { Business, ViewEntry } from './catalogue.ts';
import { invalidPart, refusal } from './refusals.ts';
import type { Refusal } from './refusals.ts';

const SEEN_TIMEOUT_MS = 2_000;
/** A context that is switched off says nothing, not even that the time is over. */
const SILENCE_MS = 500;
const RETRY_AFTER_S = 1;

const tokenPattern = /^([^\s.]{1,64})\.(\d{1,6})\.(\d{1,15})$/;

const badToken = invalidPart(
  'Dure-Position',
  '명령의 응답에 있는 값이어야 합니다: place.0.123',
  "Must be the value from a command's answer: place.0.123",
);

const notYetSeen = refusal('NotYetSeen', { retryAfter: RETRY_AFTER_S });

/** A position as a client carries it from a command to a question: `place.0.123`. */
export const tokenOf = ({ context, partition, sequence }: Position): string =>
  recordId(context, partition, sequence);

const positionIn = (token: string, { running }: Business): Position | undefined => {
  const [, context = '', partition, sequence] = tokenPattern.exec(token) ?? [];
  const kernel = Object.hasOwn(running.kernels, context) ? running.kernels[context] : undefined;
  if (!kernel || Number(partition) >= kernel.partitions) return undefined;
  return { context, partition: Number(partition), sequence: Number(sequence) };
};

const inTime = async (seen: Promise<boolean>): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), SEEN_TIMEOUT_MS + SILENCE_MS);
  try {
    return await Promise.race([seen, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Waits until the view has seen the position, if there is one. A view that has not caught up in
 * time is unavailable for the moment: it will catch up, and nothing is wrong meanwhile.
 */
export const caughtUp = async (
  token: string | undefined,
  view: ViewEntry,
  business: Business,
): Promise<Refusal | undefined> => {
  if (token === undefined || token === '') return undefined;
  const position = positionIn(token, business);
  if (!position) return badToken;
  const seen = view.kernel.seen(position, SEEN_TIMEOUT_MS);
  return (await inTime(seen)) ? undefined : notYetSeen;
};
