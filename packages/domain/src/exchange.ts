// What a context sends, and what it follows: enough to know who needs whose log.

import type { BoundedContext } from './context.ts';
import type { AnyNote } from './notes.ts';
import type { AnyHappening } from './policies.ts';

const once = <N extends AnyNote>(notes: readonly N[]): readonly N[] => [
  ...new Map(notes.map((note) => [`${note.context}/${note.type}`, note])).values(),
];

/**
 * The commands and reminders that a context may write to its log, for others or for itself: those
 * of policies, processes, sagas and deadlines, and what takes an ask back. An ask itself is a call.
 */
export const sendsOf = ({
  aggregates,
  policies,
  processes,
  sagas,
  deadlines,
}: BoundedContext): readonly AnyNote[] =>
  once([
    ...Object.values(policies).flatMap(({ sends }) => sends),
    ...Object.values(processes).flatMap(({ sends }) => sends),
    ...Object.values(sagas).flatMap(({ steps }) =>
      steps.flatMap(({ sends, undoes }) => [...sends, ...undoes]),
    ),
    ...Object.values(deadlines).flatMap(({ sends }) => sends),
    ...Object.values(aggregates).flatMap(({ asks }) =>
      asks.flatMap(({ ask }) => (ask.isExternal ? [] : ask.undoes)),
    ),
  ]);

/** What a context takes from logs, its own among them: for policies, processes, sagas and views. */
export const followsOf = ({
  policies,
  processes,
  sagas,
  views,
}: BoundedContext): readonly AnyHappening[] =>
  once([
    ...Object.values(policies).flatMap(({ whenever }) => whenever),
    ...Object.values(processes).flatMap(({ follows }) => follows),
    ...Object.values(sagas).flatMap(({ startedBy, steps }) => [
      startedBy,
      ...steps.flatMap(({ until, unless = [] }) => [until, ...unless]),
    ]),
    ...Object.values(views).flatMap(({ follows }) => follows),
  ]);
