// Policies, processes and sagas: when this happens, those commands are sent.

import { deepStrictEqual } from 'node:assert/strict';
import { sagaProcess } from '@dure/domain';
import type { AnyCommandMessage, AnyMessage, Policy, Process, Saga } from '@dure/domain';
import { policyKnownOf } from './known.ts';
import type { KnownData } from './known.ts';
import { ending } from './then.ts';
import type { Then } from './then.ts';

type Reacts = {
  /** Then: the commands in their order; none, when nothing is sent. */
  readonly when: (event: AnyMessage) => Then<readonly AnyCommandMessage[]>;
};

/** `policy(shipPaidOrder).when(paid).then(ship)` */
export const policy = (played: Policy, data: KnownData = {}): Reacts => ({
  when: (event) =>
    ending((...commands) => deepStrictEqual(reaction(played, event, data), commands)),
});

const reaction = (
  { whenever, when, react }: Policy,
  event: AnyMessage,
  data: KnownData,
): readonly AnyMessage[] => {
  const known = policyKnownOf(data);
  const follows = whenever.some(({ type }) => type === event.type);
  if (!follows || (when && !known.setting(when))) return [];
  const sent = react(event, known);
  return sent === undefined ? [] : [sent].flat();
};

/** Where a case stands after an event, and what it has sent for it. */
type Stands = Then<readonly AnyCommandMessage[]> & {
  /** What the process remembers, of which other parts may be left out. */
  readonly remembers: (memory: object) => void;
};

type Follows = { readonly when: (event: AnyMessage) => Stands };

type Played = Follows & {
  /** What happened to the case before; what was sent for it is of no concern. */
  readonly given: (...past: readonly AnyMessage[]) => Follows;
};

/** `processOf(FulfilOrder).given(placed, reserved).when(short).then(cancel)` */
export const processOf = (played: Process | Saga, data: KnownData = {}): Played => {
  const process: Process = 'steps' in played ? sagaProcess(played) : played;
  const when = (past: readonly AnyMessage[], event: AnyMessage): Stands => {
    const last = () => ranThrough(process, [...past, event], data);
    return {
      ...ending((...commands) => deepStrictEqual(last().sends, commands)),
      remembers: (memory) => {
        const remembered = rememberedBy(played, last().memory);
        const parts = Object.keys(memory).map((part) => [part, remembered[part]]);
        deepStrictEqual(Object.fromEntries(parts), memory);
      },
    };
  };
  return {
    given: (...past) => ({ when: (event) => when(past, event) }),
    when: (event) => when([], event),
  };
};

/** What is remembered; for a saga, with the place of its step, counted from 0, as `step`. */
const rememberedBy = (played: Process | Saga, memory: unknown): Remembered => {
  const remembered = Object(memory) as Remembered;
  if (!('steps' in played)) return remembered;
  const place = played.steps.findIndex(({ name }) => name === remembered['at']);
  return { ...remembered, step: place < 0 ? played.steps.length : place };
};

type Remembered = { readonly [part: string]: unknown };

/** The memory after the last event, and what was sent for it. */
const ranThrough = (process: Process, events: readonly AnyMessage[], data: KnownData) => {
  const memories = new Map<string, unknown>();
  let sends: readonly AnyMessage[] = [];
  let memory: unknown;
  for (const event of events) {
    const of = process.follows.some(({ type }) => type === event.type)
      ? process.caseOf(event)
      : undefined;
    sends = [];
    if (of === undefined) continue;
    ({ memory, sends } = process.step(memories.get(of), event, policyKnownOf(data)));
    memories.set(of, memory);
  }
  return { memory, sends };
};
