// What goes along with a command beside its fields: the client's key, the trace, the correlation.

import { invalidPart } from './refusals.ts';
import type { Refusal } from './refusals.ts';

const KEY_LENGTH_MAX = 200;

const bareKeyPattern = /^[\x21\x23-\x7e][\x21-\x7e]*$/;
/** A String of structured fields, RFC 9651, with parameters that say nothing here. */
const quotedKeyPattern = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])+)"(?:\s*;.*)?$/;
const tracePattern = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const correlationPattern = /^[\w.:/@~-]{1,128}$/;

/** The client's key, if there is one, or what is wrong with it. */
export type ReadKey = { readonly key?: string; readonly refusal?: Refusal };

const noKey: ReadKey = {};

const badKey: ReadKey = {
  refusal: invalidPart(
    'Idempotency-Key',
    `ASCII ${KEY_LENGTH_MAX}자까지, 공백이 있으면 따옴표 안에`,
    `At most ${KEY_LENGTH_MAX} printable ASCII characters, in quotes where there are blanks`,
  ),
};

type HeaderValue = string | readonly string[] | undefined;

/** Node joins a header that is sent twice, or keeps a list of it. */
const textOf = (value: HeaderValue): string | undefined =>
  typeof value === 'string' || value === undefined ? value : value.join(',');

/** Quoted, it is read as its draft standard has it; bare, it is itself. Both are one key. */
const keyIn = (text: string): string | undefined => {
  if (!text.startsWith('"')) return bareKeyPattern.test(text) ? text : undefined;
  return quotedKeyPattern.exec(text)?.[1]?.replace(/\\(.)/g, '$1');
};

export const readKey = (value: HeaderValue): ReadKey => {
  const text = textOf(value);
  if (text === undefined) return noKey;
  const key = keyIn(text.trim());
  return key === undefined || key.length > KEY_LENGTH_MAX ? badKey : { key };
};

/** A trace that is not well-formed is dropped, as its standard says. */
export const readTrace = (value: HeaderValue): string | undefined => {
  const trace = textOf(value);
  return trace !== undefined && tracePattern.test(trace) ? trace : undefined;
};

/** The client's own correlation id, or a new one. */
export const correlationOf = (value: HeaderValue): string => {
  const given = textOf(value);
  return given !== undefined && correlationPattern.test(given) ? given : crypto.randomUUID();
};
