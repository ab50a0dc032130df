// A saga, as the process that the kernel runs.

import { dataOf, keyOf } from './data.ts';
import type { AnyCommandMessage, AnyMessage } from './notes.ts';
import type { AnyHappening, PolicyKnown, Process, Saga } from './policies.ts';

export type SagaMemory = {
  /** The step that the case stands at. */
  readonly step: number;
  readonly status: 'running' | 'completed' | 'ended';
  /** The event that started it; nothing, while only later ones have come. */
  readonly begun?: AnyMessage;
  /** What came before its turn: contexts are not in order with one another. */
  readonly early?: readonly string[];
  /** The case ended while what was sent for its step was under way. */
  readonly isUnderWay?: true;
};

/** What the kernel runs for a saga: its memory is where the case stands. */
export const sagaProcess = (saga: Saga): Process<SagaMemory> => ({
  name: saga.name,
  follows: followed(saga),
  caseOf: (event) => keyOf(dataOf(event)[saga.followedBy]),
  step: (memory, event, known) => {
    const before: SagaMemory = memory ?? { step: 0, status: 'running' };
    const after = fold(saga, before, event);
    return { memory: after, sends: sent(saga, { before, after }, known) };
  },
});

const followed = (saga: Saga): readonly AnyHappening[] => {
  const notes = [
    saga.startedBy,
    ...saga.steps.flatMap(({ until, unless }) => [until, ...(unless ?? [])]),
  ];
  return notes.filter((note, index) => notes.findIndex(({ type }) => type === note.type) === index);
};

const fold = (saga: Saga, memory: SagaMemory, event: AnyMessage): SagaMemory => {
  if (event.type === saga.startedBy.type && !memory.begun) return { ...memory, begun: event };
  if (memory.status !== 'running') return afterEnd(saga, memory, event);
  // Who sends nothing sees the case as far as the latest event has brought it.
  const reached = isDriving(saga) ? -1 : stepUntil(saga, memory.step, event.type);
  if (reached >= 0) return settled(saga, { ...memory, step: reached + 1 });
  const early = [...(memory.early ?? []), event.type];
  const after = settled(saga, { ...memory, early });
  return isCutShort(saga, { before: memory, after }) ? { ...after, isUnderWay: true } : after;
};

const isCutShort = (saga: Saga, { before, after }: Change): boolean =>
  after.status === 'ended' &&
  after.step === before.step &&
  before.begun !== undefined &&
  saga.steps[after.step]?.send !== undefined;

/** What was sent before the end may be done after it: then it is one more step to take back. */
const afterEnd = (saga: Saga, memory: SagaMemory, event: AnyMessage): SagaMemory => {
  const { isUnderWay, ...rest } = memory;
  const isDone = isUnderWay && saga.steps[memory.step]?.until.type === event.type;
  return isDone ? { ...rest, step: memory.step + 1 } : memory;
};

const isDriving = (saga: Saga): boolean => saga.steps.some(({ send }) => send !== undefined);

const stepUntil = (saga: Saga, from: number, type: string): number =>
  saga.steps.findIndex(({ until }, index) => index >= from && until.type === type);

/** Where the case stands, after all that has come and was not yet of use. */
const settled = (saga: Saga, memory: SagaMemory): SagaMemory => {
  const { early = [], ...rest } = memory;
  const step = saga.steps[rest.step];
  if (!step) return { ...rest, status: 'completed' };
  if (step.unless?.some(({ type }) => early.includes(type))) return { ...rest, status: 'ended' };
  if (early.includes(step.until.type)) {
    const left = early.filter((type) => type !== step.until.type);
    return settled(saga, { ...rest, step: rest.step + 1, early: left });
  }
  const awaited = [...new Set(early.filter((type) => isAwaited(saga, rest.step + 1, type)))];
  return awaited.length > 0 ? { ...rest, early: awaited } : rest;
};

const isAwaited = (saga: Saga, from: number, type: string): boolean =>
  saga.steps
    .slice(from)
    .some(({ until, unless = [] }) => [until, ...unless].some((note) => note.type === type));

type Change = { readonly before: SagaMemory; readonly after: SagaMemory };

const sent = (
  saga: Saga,
  { before, after }: Change,
  known: PolicyKnown,
): readonly AnyCommandMessage[] => {
  const isNew = after.step !== before.step || after.status !== before.status || !before.begun;
  const { begun, status } = after;
  if (!begun || !isNew) return [];
  if (status === 'ended') return takenBack(saga, { before, after }, known);
  const { send } = saga.steps[after.step] ?? {};
  return send ? [send(begun, known)] : [];
};

const takenBack = (
  saga: Saga,
  { before, after }: Change,
  known: PolicyKnown,
): readonly AnyCommandMessage[] => {
  const { begun } = after;
  if (!begun) return [];
  return saga.steps
    .slice(before.isUnderWay ? before.step : 0, after.step)
    .toReversed()
    .flatMap(({ undo }) => (undo ? [undo(begun, known)] : []));
};
