// The outcome of a command: what its sender is answered.

import { mayDo, placeOf } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { instanceIn } from '../ids.ts';
import type { Data } from '../turn/fields.ts';
import type { LoadedAggregate } from '../turn/aggregate-repository.ts';
import type { Ended, CommandContext } from './command-context.ts';
import type { Json, LogRecord } from '../ports.ts';
import type { Outcome } from '../api.ts';
import type { TurnTools } from '../engine.ts';

type Seen = Pick<LoadedAggregate, 'aggregate' | 'instance'>;

/** The command was accepted: what its instance is now, and what its events say. */
export const outcomeAfter = (context: CommandContext, records: readonly LogRecord[]): Ended => {
  const { turn, loaded, command, caseId } = context;
  const { workspace, partition, engine } = turn;
  const named = records.find((record) => record.caseId !== loaded.key)?.caseId;
  return {
    is: 'done',
    key: loaded.key,
    caseId: named ?? caseId,
    data: dataOver(records, rowOf(loaded, command)),
    events: records.map(({ type }) => type),
    position: {
      context: engine.context,
      partition,
      sequence: workspace.sequence,
    },
  };
};

/** The instance, or the entry that the command names, as a row. */
const rowOf = ({ aggregate, instance, key }: LoadedAggregate, command: AnyMessage): Data => {
  const { register, entry } = placeOf(aggregate, command);
  const state = instance.state(register, entry);
  const [status] = register.states[state.is]?.sketch.status ?? [];
  const row: { [field: string]: Json } = { [aggregate.identifiedBy]: key };
  if (register.per !== undefined && entry !== undefined) row[register.per] = entry;
  if (status !== undefined) row['status'] = status;
  const isWholeLedger = aggregate.isLedger && entry === undefined;
  return isWholeLedger ? row : withSeen(row, state);
};

/** What a state remembers is JSON. */
const withSeen = (row: { [field: string]: Json }, state: object): Data => {
  const seen = state as Data;
  for (const name in seen) if (name !== 'is') row[name] = seen[name] ?? null;
  return row;
};

export const statusOf = ({ aggregate, instance }: Seen, command: AnyMessage): string => {
  const { register, entry } = placeOf(aggregate, command);
  const { is } = instance.state(register, entry);
  return register.states[is]?.sketch.status[0] ?? is;
};

/** The commands that meet a rule in the present state of the same register. */
export const openCommands = (
  { aggregate, instance }: Seen,
  command: AnyMessage,
): readonly string[] => {
  const { register } = placeOf(aggregate, command);
  return Object.keys(register.decide).filter((type) => mayDo(instance, { ...command, type }));
};

/**
 * All that is known after a command: what its records say, and what else is in the row. The key
 * and the status come first, as people look for them first.
 */
const dataOver = (records: readonly LogRecord[], row: Data): Data => {
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

export const isSaidIn = (records: readonly LogRecord[], name: string): boolean => {
  for (const { data } of records) if (Object.hasOwn(data, name)) return true;
  return false;
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
    key: instanceIn(last.subject).key,
    caseId: caseId ?? last.caseId,
    data: dataOver(records, data),
    events: records.map(({ type }) => type),
    position: { context: engine.context, partition, sequence: last.sequence },
  };
};

/** The counter of each end. */
export const counterOf: { readonly [I in Outcome['is']]: string } = {
  done: 'commands_done',
  refused: 'commands_refused',
  outOfTurn: 'commands_outOfTurn',
  unavailable: 'commands_unavailable',
  conflict: 'commands_conflict',
  forbidden: 'commands_forbidden',
  invalid: 'commands_invalid',
  keyReused: 'commands_keyReused',
  failed: 'commands_failed',
};
