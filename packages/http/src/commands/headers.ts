// What a command's headers say: the client's key, the trace, and the correlation.

import { randomUUID } from 'node:crypto';
import { invalidPart } from '@dure/access';
import type { Refusal } from '@dure/access';

const KEY_LENGTH_MAX = 200;

const keyPattern = /^[\x21-\x7e]+$/;
const tracePattern = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const correlationPattern = /^[\w.:/@~-]{1,128}$/;

/** The client's key, if there is one, or what is wrong with it. */
export type ReadKey = { readonly key?: string; readonly refusal?: Refusal };

const noKey: ReadKey = {};

const badKey: ReadKey = {
  refusal: invalidPart(
    'Idempotency-Key',
    `공백 없는 ASCII ${KEY_LENGTH_MAX}자까지`,
    `At most ${KEY_LENGTH_MAX} printable ASCII characters without blanks`,
  ),
};

type HeaderValue = string | readonly string[] | undefined;

/** Node joins a header that is sent twice, or keeps a list of it. */
const textOf = (value: HeaderValue): string | undefined =>
  typeof value === 'string' || value === undefined ? value : value.join(',');

export const readKey = (value: HeaderValue): ReadKey => {
  const key = textOf(value);
  if (key === undefined) return noKey;
  if (key.length > KEY_LENGTH_MAX || !keyPattern.test(key)) return badKey;
  return { key };
};

/** A trace that is not well-formed is dropped, as its standard says. */
export const readTrace = (value: HeaderValue): string | undefined => {
  const trace = textOf(value);
  return trace !== undefined && tracePattern.test(trace) ? trace : undefined;
};

/** The client's own correlation id, or a new one. */
export const correlationOf = (value: HeaderValue): string => {
  const given = textOf(value);
  return given !== undefined && correlationPattern.test(given) ? given : randomUUID();
};
