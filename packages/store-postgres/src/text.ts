// Texts as PostgreSQL can keep them: it takes no NUL, and UTF-8 knows no half of a surrogate pair.
// Both are written as something else, so that whatever comes in comes back. The order stays that
// of code points.

import type { Json } from '@dure/kernel/ports';

const ESCAPE = '\u0001';
const NUL = `${ESCAPE}\u0001`;
const ESCAPED = `${ESCAPE}\u0002`;
const HALF = `${ESCAPE}\u0003`;

// oxlint-disable-next-line no-control-regex
const control = /[\0\u0001]/;
// oxlint-disable-next-line no-control-regex
const kept = /[\0\u0001]|\p{Cs}/gu;
// oxlint-disable-next-line no-control-regex
const written = /\u0001(?:\u0001|\u0002|\u0003([0-9a-f]{4}))/g;
/** How JSON writes what has to be looked at. */
const suspect = /\\u(?:000[01]|d[89a-f])/;

const keptAs = (character: string): string => {
  if (character === '\0') return NUL;
  if (character === ESCAPE) return ESCAPED;
  return HALF + character.charCodeAt(0).toString(16).padStart(4, '0');
};

/** A text as it is kept. */
export const toKept = (text: string): string =>
  control.test(text) || !text.isWellFormed() ? text.replace(kept, keptAs) : text;

/** The text that was kept. */
export const fromKept = (text: string): string => {
  if (!text.includes(ESCAPE)) return text;
  return text.replace(written, (found, half?: string) => {
    if (half !== undefined) return String.fromCharCode(parseInt(half, 16));
    return found === NUL ? '\0' : ESCAPE;
  });
};

/**
 * JSON in which PostgreSQL can look for fields. Bodies that nobody looks into are kept as
 * `JSON.stringify` writes them.
 */
export const toKeptJson = (body: Json): string => {
  const json = JSON.stringify(body);
  return suspect.test(json) ? JSON.stringify(mapped(body, toKept)) : json;
};

export const fromKeptJson = (json: string): Json => {
  const body = JSON.parse(json) as Json; // It was written as JSON.
  return json.includes('\\u0001') ? mapped(body, fromKept) : body;
};

const isList = (body: Json): body is readonly Json[] => Array.isArray(body);

const mapped = (body: Json, map: (text: string) => string): Json => {
  if (typeof body === 'string') return map(body);
  if (isList(body)) return body.map((one) => mapped(one, map));
  if (typeof body !== 'object' || body === null) return body;
  const fields = Object.entries(body).map(([name, value]) => [map(name), mapped(value, map)]);
  return Object.fromEntries(fields) as Json; // Its values are JSON again.
};
