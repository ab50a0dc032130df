// What has changed between two records of a business, and whom it breaks.

import type { Between } from './between.ts';
import { eventFindings } from './diff-events.ts';
import { commandFindings, rejectionFindings, stateFindings, viewFindings } from './diff-others.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Needs } from './needs.ts';
import type { ContractRecord, RecordedContext } from './record.ts';
import { words } from './words.ts';

/**
 * What is added, what breaks whom, and what is harmless, in the order of the contexts.
 * @param needs what consumers in other repositories say that they need.
 */
export const diffRecords = (
  released: ContractRecord,
  now: ContractRecord,
  needs: readonly Needs[] = [],
): readonly Finding[] => {
  const before = new Map(released.contexts.map((of) => [of.context, of]));
  const after = new Map(now.contexts.map((of) => [of.context, of]));
  const gone = released.contexts.filter(({ context }) => !after.has(context));
  return [
    ...gone.flatMap((context) => contextGone(context, now, needs)),
    ...now.contexts.flatMap((context) => {
      const was = before.get(context.context);
      if (!was) return [finding('added', context.context, words.contextAdded)];
      return between({ before: was, now: context, all: now, needs });
    }),
  ];
};

const between = (of: Between): readonly Finding[] => [
  ...commandFindings(of),
  ...eventFindings(of, 'events'),
  ...eventFindings(of, 'reminders'),
  ...rejectionFindings(of),
  ...viewFindings(of),
  ...stateFindings(of),
];

/** A context that is gone takes all of its notes with it; those that moved are found elsewhere. */
const contextGone = (
  before: RecordedContext,
  all: ContractRecord,
  needs: readonly Needs[],
): readonly Finding[] => {
  const nothing = {
    commands: {},
    events: {},
    reminders: {},
    rejections: {},
    views: {},
    states: {},
  };
  const now = { ...before, ...nothing, former: {}, removed: {} };
  return [
    { ...finding('breaking', before.context, words.contextGone), todo: words.keepContext },
    ...between({ before, now, all, needs }),
  ];
};

/** Whether something of it breaks others. */
export const isBroken = (findings: readonly Finding[]): boolean =>
  findings.some(({ is }) => is === 'breaking');
