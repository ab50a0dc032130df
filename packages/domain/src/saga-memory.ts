// What a saga remembers of a case, by the names of its steps: steps that are put in between, taken
// out, or put in another order move no case that is under way.

import type { AnyMessage } from './notes.ts';
import type { Saga } from './policies.ts';
import { lifted, messageOf, NewerVersion } from './versions.ts';

export type SagaMemory = {
  /** The name of the step that the case stands at; none, when all are done. */
  readonly at?: string;
  /** The steps that are done, or that the case has passed, in their order. */
  readonly done: readonly string[];
  readonly status: 'running' | 'completed' | 'ended';
  /** The event that started it; nothing, while only later ones have come. */
  readonly begun?: AnyMessage;
  /** The version of its shape, where that is not 1. */
  readonly version?: number;
  /** What came before its turn: contexts are not in order with one another. */
  readonly early?: readonly string[];
  /** The case ended while what was sent for its step was under way. */
  readonly isUnderWay?: true;
};

/** As memories were before steps had names in them: the number of the step. */
type Numbered = Omit<SagaMemory, 'at' | 'done'> & { readonly step: number };

const isNumbered = (memory: SagaMemory | Numbered): memory is Numbered => 'step' in memory;

const named = (saga: Saga, { step, ...rest }: Numbered): SagaMemory => {
  const names = saga.numbered ?? saga.steps.map(({ name }) => name);
  const at = names[step];
  return { ...rest, ...(at === undefined ? {} : { at }), done: names.slice(0, step) };
};

/** A memory as this version of the saga has it. */
export const memoryNow = (saga: Saga, memory: SagaMemory | undefined): SagaMemory => {
  const [first] = saga.steps;
  if (!memory) return { ...(first ? { at: first.name } : {}), done: [], status: 'running' };
  const known = isNumbered(memory) ? named(saga, memory) : memory;
  return withStart(saga, withStep(saga, known));
};

/**
 * The case at a step that there is. One that was taken out has left a successor.
 * @throws {NewerVersion} there is no such step: a newer version of the saga has it.
 */
const withStep = (saga: Saga, memory: SagaMemory): SagaMemory => {
  const { at } = memory;
  if (at === undefined || saga.steps.some(({ name }) => name === at)) return memory;
  const successor = saga.successors?.[at];
  if (successor !== undefined) return withStep(saga, { ...memory, at: successor });
  if (memory.status !== 'running') return memory;
  throw new NewerVersion(`The step ${at} of ${saga.name}`, at, 'without it');
};

/** With the event that started the case as it is read now. */
const withStart = (saga: Saga, memory: SagaMemory): SagaMemory => {
  const { begun, version, ...rest } = memory;
  if (!begun) return memory;
  const { type, ...data } = begun;
  const { vocabulary } = saga.startedBy;
  const written = version === undefined ? { type, data } : { type, data, version };
  const pieces = lifted(vocabulary, written);
  const start = pieces.find((piece) => piece.type === saga.startedBy.type) ?? pieces[0];
  if (!start || start === written) return memory;
  return {
    ...rest,
    begun: messageOf(start),
    ...(start.version === undefined ? {} : { version: start.version }),
  };
};
