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

const placeholder = /\{(\w+)\}/;

/** What is written as it is, and between that the names of what is filled in. */
type Parts = readonly string[];

const partsByText = new Map<string, Parts>();

/** Texts are those of the tables: each is taken apart once. */
const partsOf = (text: string): Parts => {
  const known = partsByText.get(text);
  if (known) return known;
  const parts = text.split(placeholder);
  partsByText.set(text, parts);
  return parts;
};

const namesIn = (...texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => partsOf(text).filter((_, at) => at % 2 === 1));

const needsByRow = new WeakMap<MessageRow, readonly string[]>();

/** The fields that a row cannot do without. */
export const needsOf = (row: MessageRow): readonly string[] => {
  const known = needsByRow.get(row);
  if (known) return known;
  const { status, to, ko, en } = row;
  const names = [...namesIn(status, ko, en), ...(to.by === undefined ? [] : [to.by])];
  const needs = [...new Set(names)];
  needsByRow.set(row, needs);
  return needs;
};

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

/** Of some data, the named fields that are there. */
export const pick = (fields: readonly string[], from: Data): Data => {
  const picked: { [field: string]: unknown } = {};
  for (const field of fields) if (isThere(from[field])) picked[field] = from[field];
  return picked;
};

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
  partsOf(text)
    .map((part, at) => (at % 2 === 1 ? show(part) : part))
    .join('');

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
