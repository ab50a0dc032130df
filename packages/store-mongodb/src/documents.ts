// Items and records as documents. Bodies are text, so that they come back as they went in, whatever
// the names of their fields; what is looked for stands beside them.

import type { Collection, Head, Item, ItemId, Json, LogRecord } from '@dure/kernel/ports';
import type { Document } from './driver.ts';

const ESCAPE = '\u0001';
// oxlint-disable-next-line no-control-regex
const odd = /[\0\u0001]|\p{Cs}/gu;
// oxlint-disable-next-line no-control-regex
const escaped = /\u0001([0-9a-f]{4})/g;

/** UTF-8 knows no half of a surrogate pair, and others end a text at a NUL. */
export const toKept = (text: string): string =>
  text.replace(odd, (one) => ESCAPE + one.charCodeAt(0).toString(16).padStart(4, '0'));

export const fromKept = (text: string): string =>
  text.replace(escaped, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

export const placeOf = ({ collection, id }: ItemId): string => `${collection}/${toKept(id)}`;

export const documentOf = (partition: number, item: Item): Document => {
  const { collection, id, tag, at, body } = item;
  return {
    _id: placeOf(item),
    collection,
    id: toKept(id),
    partition,
    ...(tag === undefined ? {} : { tag: toKept(tag) }),
    ...(at === undefined ? {} : { at }),
    text: JSON.stringify(body),
  };
};

/** Documents of the collections below are written by this file alone. */
export const itemOf = (document: Document): Item => {
  const { collection, id, tag, at, text } = document as {
    readonly collection: Collection;
    readonly id: string;
    readonly tag?: string;
    readonly at?: number;
    readonly text: string;
  };
  return {
    collection,
    id: fromKept(id),
    body: JSON.parse(text) as Json, // It was written as JSON.
    ...(tag === undefined ? {} : { tag: fromKept(tag) }),
    ...(at === undefined ? {} : { at }),
  };
};

export const recordDocument = (partition: number, record: LogRecord): Document => ({
  _id: `${partition}/${record.sequence}`,
  partition,
  sequence: record.sequence,
  caseId: toKept(record.caseId),
  at: record.at,
  text: JSON.stringify(record),
});

/** As above. */
export const recordOf = ({ text }: Document): LogRecord => JSON.parse(String(text)) as LogRecord;

export const headOf = (document: Document | null): Head => {
  if (!document) return { sequence: 0, turns: 0, facts: {} };
  const { sequence, turns, facts } = document;
  // As above.
  const read = JSON.parse(String(facts)) as Head['facts'];
  return { sequence: Number(sequence), turns: Number(turns), facts: read };
};
