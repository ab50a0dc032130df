// What the sender of a command is told.

import { placeOf } from '@dure/domain';
import type { AnyMessage } from '@dure/domain';
import { dataOver } from './answers.ts';
import { dataOf } from './fields.ts';
import type { Data } from './fields.ts';
import type { Loaded } from './instances.ts';
import type { Ended, Met } from './met.ts';
import type { LogRecord } from './ports.ts';

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
      sequence: workspace.head.sequence + workspace.appended.length,
    },
  };
};

/** The instance, or the entry that the command names, as a row. */
const rowOf = ({ aggregate, instance, key }: Loaded, command: AnyMessage): Data => {
  const { register, entry } = placeOf(aggregate, command);
  const state = instance.state(register, entry);
  const [status] = register.states[state.is]?.sketch.status ?? [];
  const { is: _is, ...seen } = dataOf({ type: '', ...state });
  const isWholeLedger = aggregate.isLedger && entry === undefined;
  return {
    [aggregate.identifiedBy]: key,
    ...(register.per === undefined || entry === undefined ? {} : { [register.per]: entry }),
    ...(status === undefined ? {} : { status }),
    ...(isWholeLedger ? {} : seen),
  };
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
