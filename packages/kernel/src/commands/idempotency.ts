// The answer to a command is kept under its Idempotency-Key, so that a repeated command is answered
// as the first one was.

import { hash } from 'node:crypto';
import type { AnyMessage, AnyNote } from '@dure/domain';
import type { Outcome } from '../api.ts';
import type { TurnTools } from '../engine.ts';
import type { Json, LogRecord } from '../ports.ts';
import { fieldOf } from '../turn/messages.ts';
import type { Data } from '../turn/messages.ts';
import { doneBy } from './outcome.ts';

/** What is kept under a command's key. */
export type Kept = {
  /** Tells one content from another. */
  readonly content: string;
} & (
  | { readonly done: KeptDone }
  | { readonly outcome: Outcome }
  /** Nothing is answered yet: an ask is under way. */
  | { readonly underWay: UnderWay }
);

export type UnderWay = {
  /** The ask's attempt. */
  readonly attempt: string;
  /** The instant at which the ask must have ended, in epoch milliseconds. */
  readonly until: number;
};

/** What was answered. */
export type KeptAnswer = Exclude<Kept, { readonly underWay: UnderWay }>;

/** What was done, without what its records say: they are in the log. */
type KeptDone = {
  /** The sequence of the last record, and how many there are. */
  readonly sequence: number;
  readonly records: number;
  readonly data: Data;
  /** Where the records do not say it. */
  readonly caseId?: string;
};

/** So many characters of a digest tell apart all that will ever be asked: 132 bits. */
const DIGEST_LENGTH = 22;

const namesByNote = new WeakMap<AnyNote, readonly string[]>();

/** The name and the fields of a note, in one order, without what must never be stored. */
const toldFieldsOf = (note: AnyNote): readonly string[] => {
  const known = namesByNote.get(note);
  if (known) return known;
  const fields = Object.entries(note.fields).filter(([, { isSecret }]) => !isSecret);
  const names = ['type', ...fields.map(([name]) => name).toSorted()];
  namesByNote.set(note, names);
  return names;
};

/** A digest of what a command says, by its note. */
export const contentOf = (command: AnyMessage, note: AnyNote): string => {
  const text = JSON.stringify(toldFieldsOf(note).map((name) => fieldOf(command, name)));
  return hash('sha256', text, 'base64url').slice(0, DIGEST_LENGTH);
};

const isSaidIn = (records: readonly LogRecord[], name: string): boolean => {
  for (const { data } of records) if (Object.hasOwn(data, name)) return true;
  return false;
};

/** What records do not say. */
const unsaid = (data: Data, records: readonly LogRecord[]): Data => {
  const rest: { [field: string]: Json } = {};
  for (const name in data) if (!isSaidIn(records, name)) rest[name] = data[name] ?? null;
  return rest;
};

/** An outcome as it is kept, beside the records that it left. */
export const keptOf = (
  content: string,
  outcome: Outcome,
  records: readonly LogRecord[],
): KeptAnswer => {
  const last = records.at(-1);
  if (outcome.is !== 'done' || !last) return { content, outcome };
  const { sequence } = last;
  const done = { sequence, records: records.length, data: unsaid(outcome.data, records) };
  const { caseId } = outcome;
  return { content, done: caseId === last.caseId ? done : { ...done, caseId } };
};

/** The outcome that was kept, with what its records say. */
export const outcomeOf = async (kept: KeptAnswer, turn: TurnTools): Promise<Outcome> => {
  if ('done' in kept) return recalled(kept.done, turn);
  const { outcome } = kept;
  if (outcome.is !== 'done' || outcome.events.length === 0) return outcome;
  // So answers were kept by the first versions.
  const { data, events, position, caseId } = outcome;
  return recalled({ sequence: position.sequence, records: events.length, data, caseId }, turn);
};

const recalled = async (done: KeptDone, turn: TurnTools): Promise<Outcome> => {
  const { workspace, engine, partition } = turn;
  const before = done.sequence - done.records;
  const { sequence } = workspace.head;
  const records =
    before < sequence
      ? await engine.store.readLog(partition, before, done.records)
      : workspace.appended.slice(before - sequence, before - sequence + done.records);
  const outcome = doneBy(turn, { ...done, records });
  if (!outcome) throw new Error(`The log of ${engine.context} lacks what was answered.`);
  return outcome;
};
