// A saga, as the process that the kernel runs.

import type { AnyCommandMessage, AnyMessage } from './notes.ts';
import type { AnyHappening, PolicyKnown, Process, ProcessStep, Saga } from './policies.ts';

export type SagaMemory = {
  /** The step that the case stands at. */
  readonly step: number;
  readonly status: 'running' | 'completed' | 'ended';
  /** The event that started it; nothing, while a following saga has only seen later ones. */
  readonly begun?: AnyMessage;
};

const names = (note: AnyHappening, event: AnyMessage): boolean => note.type === event.type;

const stepUntil = (saga: Saga, event: AnyMessage): number =>
  saga.steps.findIndex(({ until }) => names(until, event));

const isUnless = (saga: Saga, step: number, event: AnyMessage): boolean =>
  saga.steps[step]?.unless?.some((note) => names(note, event)) ?? false;

const isDriving = (saga: Saga): boolean => saga.steps.some(({ send }) => send !== undefined);

type Sent = readonly AnyCommandMessage[];

const enter = (saga: Saga, memory: SagaMemory, known: PolicyKnown): Sent => {
  const { send } = saga.steps[memory.step] ?? {};
  return send && memory.begun ? [send(memory.begun, known)] : [];
};

const undone = (saga: Saga, memory: SagaMemory, known: PolicyKnown): Sent =>
  saga.steps
    .slice(0, memory.step)
    .toReversed()
    .flatMap(({ undo }) => (undo && memory.begun ? [undo(memory.begun, known)] : []));

const moved = (saga: Saga, memory: SagaMemory, step: number): SagaMemory => ({
  ...memory,
  step,
  status: step >= saga.steps.length ? 'completed' : 'running',
});

const step = (
  saga: Saga,
  memory: SagaMemory | undefined,
  event: AnyMessage,
  known: PolicyKnown,
): ProcessStep<SagaMemory> => {
  const before: SagaMemory = memory ?? { step: 0, status: 'running' };
  if (names(saga.startedBy, event) && !before.begun) {
    const begun = { ...before, begun: event };
    return { memory: begun, sends: enter(saga, begun, known) };
  }
  if (before.status !== 'running') return { memory: before, sends: [] };
  if (isUnless(saga, before.step, event)) {
    return { memory: { ...before, status: 'ended' }, sends: undone(saga, before, known) };
  }
  const reached = stepUntil(saga, event);
  const isNext = isDriving(saga) ? reached === before.step : reached >= before.step;
  if (reached < 0 || !isNext) return { memory: before, sends: [] };
  const after = moved(saga, before, reached + 1);
  return { memory: after, sends: enter(saga, after, known) };
};

const followed = (saga: Saga): readonly AnyHappening[] => {
  const notes = [
    saga.startedBy,
    ...saga.steps.flatMap(({ until, unless }) => [until, ...(unless ?? [])]),
  ];
  return notes.filter((note, index) => notes.findIndex(({ type }) => type === note.type) === index);
};

/** What the kernel runs for a saga: its memory is where the case stands. */
export const sagaProcess = (saga: Saga): Process<SagaMemory> => ({
  name: saga.name,
  follows: followed(saga),
  caseOf: (event) => {
    // An event may be read by field name.
    const key = (event as unknown as { readonly [field: string]: unknown })[saga.followedBy];
    return key === undefined || key === null ? undefined : String(key);
  },
  step: (memory, event, known) => step(saga, memory, event, known),
});
