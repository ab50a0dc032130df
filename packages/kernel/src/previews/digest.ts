// What of a decision a person has agreed to, in short: events and asks with their fields, but for
// ids that are made anew each time, and for instants, which go on while a person reads.

import { hash } from 'node:crypto';
import type { AnyAggregate, Asked, Fields } from '@dure/domain';
import type { Asking } from '../commands/decide.ts';
import { fieldOf } from '../turn/messages.ts';
import type { Json, LogRecord } from '../ports.ts';

/** Whether a value was made for this decision alone. */
type IsNew = (value: unknown) => boolean;

const isInstant = (fields: Fields, name: string): boolean => {
  const schema: { readonly format?: unknown } = fields[name]?.schema ?? {};
  return schema.format === 'date-time';
};

const agreedIn = (data: object, fields: Fields, isNew: IsNew): object => {
  const entries = Object.entries(data);
  const agreed = entries.filter(([name, value]) => !isInstant(fields, name) && !isNew(value));
  return Object.fromEntries(agreed.toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

const digestOf = (agreed: unknown): string => hash('sha256', JSON.stringify(agreed), 'base64url');

type Facts = { readonly [name: string]: Json };

const ordinalIn = (facts: Facts, kind: string): number => Number(facts[`next:${kind}`] ?? 1);

/** Ids count up by kind: those between two moments were made between them. */
export const madeBetween =
  (before: Facts, after: Facts): IsNew =>
  (value) => {
    const [, kind, digits] = /^([a-z][a-zA-Z0-9]*)-(\d{1,15})$/.exec(String(value)) ?? [];
    if (kind === undefined) return false;
    const ordinal = Number(digits);
    return ordinal >= ordinalIn(before, kind) && ordinal < ordinalIn(after, kind);
  };

export const digestOfEvents = (
  records: readonly Pick<LogRecord, 'type' | 'data'>[],
  { emits }: Pick<AnyAggregate, 'emits'>,
  isNew: IsNew,
): string =>
  digestOf(
    records.map(({ type, data }) => [type, agreedIn(data, emits[type]?.fields ?? {}, isNew)]),
  );

/** The same when it is asked once more, with the ids that it had. */
export const digestOfAsk = ({ asked, context }: Asking): string => {
  const { unit, command, loaded, minted } = context;
  const { identifiedBy } = loaded.aggregate;
  const isNamed = fieldOf(unit.command, identifiedBy) !== undefined;
  const made = new Set<unknown>(isNamed ? minted : [...minted, fieldOf(command, identifiedBy)]);
  return digestOf([asked.ask.name, messageAgreed(asked, (value) => made.has(value))]);
};

const messageAgreed = ({ ask, message }: Asked<unknown>, isNew: IsNew): object =>
  agreedIn(message, ask.of.fields, isNew);
