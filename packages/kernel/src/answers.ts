// Answers to asks, and to commands that come a second time.

import { hash } from 'node:crypto';
import type { AnyMessage, AnyNote, Asked } from '@dure/domain';
import type { Outcome } from './api.ts';
import type { TurnTools } from './engine.ts';
import { fieldOf } from './fields.ts';
import type { Data } from './fields.ts';
import type { Answer, Json, LogRecord } from './ports.ts';
import type { Minted } from './known.ts';

export type Answering = Answer | { readonly is: 'unavailable'; readonly retryAfter: number };

/** An ask that came to its end: what was asked, and what was answered. */
export type Answered = {
  readonly attempt: string;
  readonly ask: string;
  /** The command as it was decided, with its minted id. */
  readonly command: AnyMessage;
  readonly message: AnyMessage;
  readonly minted: Minted;
  readonly answer: Answering;
};

/** Whether the newest state asks the very same thing of the same callee. */
export const isSameAsk = (answered: Answered, asked: Asked<unknown>): boolean =>
  answered.ask === asked.ask.name &&
  JSON.stringify(answered.message) === JSON.stringify(asked.message);

type Decide = (answer: never) => unknown;

/** Of an answer, what the ask says that it brings: the callee's own words stay with the callee. */
const brought = ({ ask }: Asked<unknown>, fields: { readonly [field: string]: Json }) =>
  Object.fromEntries(Object.keys(ask.brings).map((name) => [name, fields[name]]));

/** What the board decides with an answer; nothing, when it has no decision for it. */
export const answerIn = (
  answer: Answering,
  asked: Asked<unknown>,
): { readonly decision: unknown } | undefined => {
  const decide = (rule: Decide | undefined, given: unknown) =>
    // The rule's types are those of the callee's note, which the contract ties to the answer.
    rule ? { decision: rule(given as never) } : undefined;
  switch (answer.is) {
    case 'taken':
      return decide(asked.onTaken, brought(asked, answer.fields));
    case 'refused':
      return decide(asked.onRefused, answer.rejection);
    default:
      return decide(asked.onUnavailable, { retryAfter: answer.retryAfter });
  }
};

/** What is kept under a command's key. */
export type Kept = {
  /** Tells one content from another. */
  readonly content: string;
} & ({ readonly done: KeptDone } | { readonly outcome: Outcome });

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

/**
 * All that is known after a command: what its records say, and what else is in the row. The key
 * and the status come first, as people look for them first.
 */
export const dataOver = (records: readonly LogRecord[], row: Data): Data => {
  // This is done for every command: fields are put in their places, and no object is copied.
  const all = keyAndStatus(records, row);
  // The later record over the earlier.
  for (const { data } of records) putInto(all, data);
  for (const name in row) if (!isSaidIn(records, name)) all[name] = row[name] ?? null;
  return all;
};

/** The places of the key and the status, where there is a status. */
const keyAndStatus = (records: readonly LogRecord[], row: Data): { [field: string]: Json } => {
  const status = statusIn(records, row);
  if (status === undefined) return {};
  for (const name in records[0]?.data ?? row) return { [name]: null, status };
  return { status };
};

const putInto = (all: { [field: string]: Json }, data: Data): void => {
  for (const name in data) all[name] = data[name] ?? null;
};

const statusIn = (records: readonly LogRecord[], row: Data): Json | undefined =>
  records.findLast(({ data }) => data['status'] !== undefined)?.data['status'] ?? row['status'];

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
export const keptOf = (content: string, outcome: Outcome, records: readonly LogRecord[]): Kept => {
  const last = records.at(-1);
  if (outcome.is !== 'done' || !last) return { content, outcome };
  const { sequence } = last;
  const done = { sequence, records: records.length, data: unsaid(outcome.data, records) };
  const { caseId } = outcome;
  return { content, done: caseId === last.caseId ? done : { ...done, caseId } };
};

type Left = {
  readonly records: readonly LogRecord[];
  readonly data: Data;
  readonly caseId?: string;
};

/** What was done, by the records that it left. */
export const doneBy = (
  { engine, partition }: TurnTools,
  { records, data, caseId }: Left,
): Outcome | undefined => {
  const last = records.at(-1);
  if (!last) return undefined;
  return {
    is: 'done',
    key: last.subject.slice(last.subject.indexOf('/') + 1),
    caseId: caseId ?? last.caseId,
    data: dataOver(records, data),
    events: records.map(({ type }) => type),
    position: { context: engine.context, partition, sequence: last.sequence },
  };
};

/** The outcome that was kept, with what its records say. */
export const outcomeOf = async (kept: Kept, turn: TurnTools): Promise<Outcome> => {
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
