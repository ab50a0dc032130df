// How a row of a messages table becomes the words that somebody reads.

import { instantOf } from '@dure/domain';
import { isoOf, parseDatetime } from '@dure/domain/korea';
import type { Label } from '@dure/domain';
import type { MessageRow, Words } from './table.ts';

export type Data = { readonly [field: string]: unknown };

export type Letter = {
  readonly recipient: string;
  readonly status: string;
  readonly textKo: string;
  readonly textEn: string;
  readonly phone?: string;
};

const placeholder = /\{(\w+)\}/g;

const namesIn = (...texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [...text.matchAll(placeholder)].flatMap(([, name]) => name ?? []));

/** The fields that a row cannot do without. */
export const needsOf = ({ status, to, ko, en }: MessageRow): readonly string[] => [
  ...new Set([...namesIn(status, ko, en), ...(to.by === undefined ? [] : [to.by])]),
];

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** Of some data, the named fields that are there. */
export const pick = (fields: readonly string[], from: Data): Data =>
  Object.fromEntries(
    fields.flatMap((field) => (isThere(from[field]) ? [[field, from[field]]] : [])),
  );

/** What an event does not say by itself must be known from another one. */
export const isReady = (row: MessageRow, data: Data): boolean =>
  needsOf(row).every((field) => field in row.on.fields || isThere(data[field]));

/** An event that could name the recipient and does not tells nobody. */
export const isForSomebody = ({ on, to }: MessageRow, said: Data): boolean =>
  to.by === undefined || !(to.by in on.fields) || isThere(said[to.by]);

/** Numbers in groups of three digits, as money is written. */
const inGroups = (value: number): string => String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');

const plain = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** An instant as a person in Seoul writes it: `2026-03-03 19:00`. */
const onTheClock = (words: string): string => {
  const instant = parseDatetime(words);
  return instant === undefined ? words : isoOf(instantOf(instant)).slice(0, 16).replace('T', ' ');
};

const called = (value: unknown, label: Label | undefined, language: 0 | 1): string =>
  typeof value === 'number' ? inGroups(value) : (label?.[language] ?? onTheClock(plain(value)));

const fill = (text: string, show: (name: string) => string): string =>
  text.replaceAll(placeholder, (_, name: string) => show(name));

export const letterOf = (row: MessageRow, data: Data, words: Words): Letter => {
  const { kind, by, phone } = row.to;
  const labelOf = (name: string) => words[name]?.[plain(data[name])];
  const inLanguage = (text: string, language: 0 | 1) =>
    fill(text, (name) => called(data[name], labelOf(name), language));
  return {
    recipient: by === undefined ? kind : `${kind}:${plain(data[by])}`,
    status: fill(row.status, (name) => plain(data[name])),
    textKo: inLanguage(row.ko, 0),
    textEn: inLanguage(row.en, 1),
    ...(phone !== undefined && isThere(data[phone]) ? { phone: plain(data[phone]) } : {}),
  };
};
