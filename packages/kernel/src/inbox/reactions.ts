// What an event sets in motion: it moves sagas and processes, and lets policies send commands.

import { needPlain } from '@dure/domain';
import type { AnyMessage, Saga, SagaMemory } from '@dure/domain';
import type { TurnTools } from '../engine.ts';
import { policyKnownFor } from '../commands/knowledge.ts';
import { ContextRetired } from '../ports.ts';
import type { Item, LogRecord } from '../ports.ts';
import { isSame } from '../turn/same.ts';
import { asJson, dataOf, keyIn, messageIn, NotOnWall, versionOf } from '../turn/messages.ts';
import type { Laned, ProcessUnit } from '../turn/messages.ts';
import {
  commandLane,
  partitionOf,
  processId,
  recordId,
  routingKeyOf,
  workId,
  isUndoCause,
  undoCause,
} from '../ids.ts';
import { needAddress } from './opening.ts';
import { retirementIn } from './retired.ts';
import { putWork } from './work-list.ts';

/**
 * Folds an event into the memory of its case, and writes the commands that follow to the log.
 * Those to this very partition come back: they are handled in the same turn.
 */
export const runProcess = (turn: TurnTools, unit: ProcessUnit): readonly Laned[] => {
  const { engine, workspace } = turn;
  const process = engine.registry.processes.get(unit.process);
  if (!process) throw new NotOnWall('process', unit.process);
  const id = processId(unit.process, unit.key);
  const { delivered } = unit;
  const before = workspace.get('process', id);
  const memory = before?.body;
  const known = policyKnownFor(turn, delivered.record.at);
  const stepped = process.step(memory, messageIn(delivered), known);
  const saga = engine.registry.sagas.get(unit.process);
  // The memory of a saga holds names and the event that started it: only what it sends is made.
  needPlain(`The step of ${unit.process}`, saga ? stepped.sends : stepped);
  const { memory: after, sends } = stepped;
  if (!isSame(memory, after)) remember(turn, { id, saga, unit, before, memory: after });
  // A saga that has ended sends nothing but what takes its steps back.
  const isUndo = saga !== undefined && (after as SagaMemory).status === 'ended';
  return sends.flatMap((message) => send(turn, { ...unit, subject: id, isUndo }, message));
};

type Remembered = {
  readonly id: string;
  readonly saga: Saga | undefined;
  readonly unit: ProcessUnit;
  readonly before: Item | undefined;
  readonly memory: unknown;
};

const remember = (turn: TurnTools, { id, saga, unit, before, memory }: Remembered): void => {
  const stalls = saga && isMachineStep(saga, memory);
  const at = turn.now + turn.engine.limits.sagaStalledMs;
  turn.workspace.put({
    collection: 'process',
    id,
    body: asJson(memory),
    tag: unit.delivered.record.caseId,
    ...(stalls ? { at } : {}),
  });
  // What stands still is due no more: `noteStalled` has taken its instant away.
  const mayStand = before !== undefined && before.at === undefined;
  if (mayStand) turn.workspace.remove({ collection: 'work', id: workId('stalled', id) });
  if (stalls) turn.wakeAt(at);
};

/** Whether the step that the saga stands at waits for a machine, which should not take long. */
const isMachineStep = (saga: Saga, memory: unknown): boolean => {
  const { at, status } = memory as SagaMemory; // `sagaProcess` made it.
  const step = saga.steps.find(({ name }) => name === at);
  return status === 'running' && step?.waitsFor === undefined;
};

type Sender = Pick<ProcessUnit, 'process' | 'delivered'> & {
  readonly subject: string;
  readonly isUndo: boolean;
};

const send = (turn: TurnTools, sender: Sender, message: AnyMessage): readonly Laned[] => {
  const { registry } = turn.engine;
  const target = registry.contextOf(message.type);
  if (target === undefined) throw new Error(`No context takes ${message.type}.`);
  if (retirementIn(turn.workspace.facts, target)) throw new ContextRetired(target);
  needAddress(registry, message);
  const { record, id } = sender.delivered;
  const kind = registry.sagas.has(sender.process) ? 'saga' : 'policy';
  const isHere = isOurs(turn, message);
  const written = turn.workspace.append({
    kind: 'command',
    type: message.type,
    subject: sender.subject,
    caseId: record.caseId,
    at: turn.now,
    data: dataOf(message),
    causedBy: sender.isUndo ? undoCause(id) : id,
    actor: `${kind}:${sender.process}`,
    // What is handled at once is addressed to no one any more.
    ...(isHere ? {} : { target }),
    ...versionOf(registry, target, message.type),
    ...(record.traceparent === undefined ? {} : { traceparent: record.traceparent }),
  });
  return isHere ? [sentHere(turn, { kind, name: sender.process, message }, written)] : [];
};

const keyOf = ({ engine }: TurnTools, message: AnyMessage): string | undefined => {
  const field = engine.registry.deciders.get(message.type)?.identifiedBy;
  return field === undefined ? undefined : keyIn(message, field);
};

/** Whether a command goes to an instance of this partition. */
const isOurs = (turn: TurnTools, message: AnyMessage): boolean => {
  const key = keyOf(turn, message);
  const { partitions } = turn.engine.store;
  return key !== undefined && partitionOf(key, partitions) === turn.partition;
};

type Sent = {
  readonly kind: 'saga' | 'policy';
  readonly name: string;
  readonly message: AnyMessage;
};

const sentHere = (turn: TurnTools, { kind, name, message }: Sent, record: LogRecord): Laned => {
  const { context, registry } = turn.engine;
  const id = recordId(context, turn.partition, record.sequence);
  const by = { kind, name, claims: {} } as const;
  const { causedBy, traceparent } = record;
  const sent = { to: 'command', id, command: message, by, causedBy: id, traceparent } as const;
  const unit = isUndoCause(causedBy) ? ({ ...sent, isUndo: true } as const) : sent;
  const aggregate = registry.deciders.get(message.type);
  const key = keyOf(turn, message) ?? '';
  return { lane: commandLane(context, aggregate?.name ?? '', key), key, unit };
};

/** Puts a saga that stands still on the work list. */
export const noteStalled = (turn: TurnTools, item: Item): void => {
  const { at: _at, ...rest } = item;
  turn.workspace.put(rest);
  putWork(turn, workId('stalled', item.id), {
    kind: 'stalled',
    key: routingKeyOf(item),
    caseId: item.tag ?? item.id,
    type: item.id,
  });
};
