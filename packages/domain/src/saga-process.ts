// A saga, as the process that the kernel runs.

import { dataOf, keyOf } from './data.ts';
import type { AnyCommandMessage, AnyMessage } from './notes.ts';
import type { AnyHappening, PolicyKnown, Process, Saga } from './policies.ts';
import { memoryNow } from './saga-memory.ts';
import type { SagaMemory } from './saga-memory.ts';
import { versionIn } from './versions.ts';

/** What the kernel runs for a saga: its memory is where the case stands. */
export const sagaProcess = (saga: Saga): Process<SagaMemory> => ({
  name: saga.name,
  follows: followed(saga),
  ...(saga.from === undefined ? {} : { from: saga.from }),
  sends: saga.steps.flatMap(({ sends, undoes }) => [...sends, ...undoes]),
  caseOf: (event) => keyOf(dataOf(event)[saga.followedBy]),
  step: (memory, event, known) => {
    const before = memoryNow(saga, memory);
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

/** The place of the step at which a case stands; behind the last one, when none is left. */
const placeIn = (saga: Saga, { at }: SagaMemory): number => {
  const place = saga.steps.findIndex(({ name }) => name === at);
  return place < 0 ? saga.steps.length : place;
};

const stepIn = (saga: Saga, memory: SagaMemory) => saga.steps[placeIn(saga, memory)];

/**
 * The case with its step done, and those that were passed over on the way to it. What was done
 * before, when the steps had another order, is not done again.
 */
const past = (saga: Saga, memory: SagaMemory, reached: number): SagaMemory => {
  const passed = saga.steps.slice(placeIn(saga, memory), reached + 1).map(({ name }) => name);
  const done = [...new Set([...memory.done, ...passed])];
  const { at: _at, ...rest } = memory;
  const next = saga.steps.slice(reached + 1).find(({ name }) => !done.includes(name));
  return { ...rest, ...(next ? { at: next.name } : {}), done };
};

const begin = (saga: Saga, memory: SagaMemory, begun: AnyMessage): SagaMemory => {
  const version = versionIn(saga.startedBy.vocabulary, begun.type);
  return { ...memory, begun, ...(version === 1 ? {} : { version }) };
};

const fold = (saga: Saga, memory: SagaMemory, event: AnyMessage): SagaMemory => {
  const starting = event.type === saga.startedBy.type ? startIn(saga, memory) : undefined;
  if (starting) return begin(saga, starting, event);
  if (memory.status !== 'running') return afterEnd(saga, memory, event);
  return further(saga, memory, event);
};

/** The case that a start begins: what starts it again after its end begins a new run of it. */
const startIn = (saga: Saga, memory: SagaMemory): SagaMemory | undefined => {
  if (!memory.begun) return memory;
  return memory.status === 'running' ? undefined : memoryNow(saga, undefined);
};

const further = (saga: Saga, memory: SagaMemory, event: AnyMessage): SagaMemory => {
  // Who sends nothing sees the case as far as the latest event has brought it.
  const reached = isDriving(saga) ? -1 : stepUntil(saga, memory, event.type);
  if (reached >= 0) return settled(saga, past(saga, memory, reached));
  const early = [...(memory.early ?? []), event.type];
  const after = settled(saga, { ...memory, early });
  return isCutShort(saga, { before: memory, after }) ? { ...after, isUnderWay: true } : after;
};

const isCutShort = (saga: Saga, { before, after }: Change): boolean =>
  after.status === 'ended' &&
  after.at === before.at &&
  before.begun !== undefined &&
  stepIn(saga, after)?.send !== undefined;

/** What was sent before the end may be done after it: then it is one more step to take back. */
const afterEnd = (saga: Saga, memory: SagaMemory, event: AnyMessage): SagaMemory => {
  const { isUnderWay, ...rest } = memory;
  const isDone = isUnderWay && stepIn(saga, memory)?.until.type === event.type;
  return isDone ? past(saga, rest, placeIn(saga, rest)) : memory;
};

const isDriving = (saga: Saga): boolean => saga.steps.some(({ send }) => send !== undefined);

const stepUntil = (saga: Saga, memory: SagaMemory, type: string): number => {
  const from = placeIn(saga, memory);
  return saga.steps.findIndex(({ until }, index) => index >= from && until.type === type);
};

/** Where the case stands, after all that has come and was not yet of use. */
const settled = (saga: Saga, memory: SagaMemory): SagaMemory => {
  const { early = [], ...rest } = memory;
  const place = placeIn(saga, rest);
  const step = saga.steps[place];
  if (!step) return { ...rest, status: 'completed' };
  if (step.unless?.some(({ type }) => early.includes(type))) return { ...rest, status: 'ended' };
  if (early.includes(step.until.type)) {
    const left = early.filter((type) => type !== step.until.type);
    return settled(saga, { ...past(saga, rest, place), early: left });
  }
  const awaited = [...new Set(early.filter((type) => isAwaited(saga, place + 1, type)))];
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
  const { begun, status } = after;
  const isNew = after.at !== before.at || status !== before.status || begun !== before.begun;
  if (!begun || !isNew) return [];
  if (status === 'ended') return takenBack(saga, { before, after }, known);
  const { send } = stepIn(saga, after) ?? {};
  return send ? [send(begun, known)] : [];
};

const takenBack = (
  saga: Saga,
  { before, after }: Change,
  known: PolicyKnown,
): readonly AnyCommandMessage[] => {
  const { begun } = after;
  if (!begun) return [];
  const done = new Set(after.done.slice(before.isUnderWay ? before.done.length : 0));
  return saga.steps
    .filter(({ name }) => done.has(name))
    .toReversed()
    .flatMap(({ undo }) => (undo ? [undo(begun, known)] : []));
};
