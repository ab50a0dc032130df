// Deadlines: when this happens, that is due at an instant.

import { deepStrictEqual } from 'node:assert/strict';
import type { AnyMessage, Deadline } from '@dure/domain';
import { policyKnownOf } from './known.ts';
import type { KnownData } from './known.ts';
import { ending } from './then.ts';
import type { Then } from './then.ts';

/** What a deadline does when it is due. */
type Due = {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly sends?: AnyMessage;
  readonly reminds?: AnyMessage;
  /** For how long it waits until it is sent a second time. */
  readonly againAfterMs?: number;
};

type Starts = {
  /** Then: what is due, and when; nothing, where the event ends it or is of no concern to it. */
  readonly when: (event: AnyMessage) => Then<readonly [due?: Due]>;
};

type Played = Starts & {
  /** What started it before. */
  readonly given: (event: AnyMessage) => Starts;
};

/** `deadlineOf(OWNER_DECISION).when(held).then({ at: noon, sends: reject })` */
export const deadlineOf = (deadline: Deadline, data: KnownData = {}): Played => {
  const when = (event: AnyMessage, before?: AnyMessage) =>
    ending<readonly [due?: Due]>((...due) => {
      const actual = dueAfter(deadline, { event, before }, data);
      deepStrictEqual(actual ? [actual] : [], due);
    });
  return {
    when: (event) => when(event),
    given: (before) => ({ when: (event) => when(event, before) }),
  };
};

type Events = { readonly event: AnyMessage; readonly before: AnyMessage | undefined };

const isOneOf = (notes: Deadline['ends'], event: AnyMessage): boolean =>
  notes.some(({ type }) => type === event.type);

const dueAfter = (
  deadline: Deadline,
  { event, before }: Events,
  data: KnownData,
): Due | undefined => {
  if (isOneOf(deadline.starts, event)) return dueFor(deadline, event, data);
  const isOver = !before || isOneOf(deadline.ends, event);
  return isOver ? undefined : dueFor(deadline, before, data);
};

const dueFor = (deadline: Deadline, event: AnyMessage, data: KnownData): Due => {
  const { due, remind, again } = deadline;
  const at = deadline.at(event, policyKnownOf(data));
  const againAfterMs = again?.(1, policyKnownOf({ ...data, now: at }));
  return {
    at,
    ...(due ? { sends: due(event) } : {}),
    ...(remind ? { reminds: remind(event) } : {}),
    ...(againAfterMs === undefined ? {} : { againAfterMs }),
  };
};
