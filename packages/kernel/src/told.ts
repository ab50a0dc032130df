// What the sender of a command is told.

import { placeOf } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { dataOver } from './answers.ts';
import type { Data } from './fields.ts';
import type { Loaded } from './instances.ts';
import type { Ended, Met } from './met.ts';
import type { Json, LogRecord } from './ports.ts';

type Seen = Pick<Loaded, 'aggregate' | 'instance'>;

/** The command was accepted: what its instance is now, and what its events say. */
export const told = (met: Met, records: readonly LogRecord[]): Ended => {
  const { turn, loaded, command, caseId } = met;
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
const rowOf = ({ aggregate, instance, key }: Loaded, command: AnyMessage): Data => {
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
  const { register, entry } = placeOf(aggregate, command);
  const { is } = instance.state(register, entry);
  return Object.entries(register.decide).flatMap(([name, rule]) =>
    typeof rule === 'function' || is in rule || '*' in rule ? [name] : [],
  );
};
