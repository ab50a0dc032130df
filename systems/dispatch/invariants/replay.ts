// The log of a dispatcher, read pool by pool, for its invariants.

import { word } from '@dure/rehearsal/log';
import type { Happened, World } from '@dure/rehearsal';
import type { Data, Dispatcher } from './notes.ts';

export type Resource = {
  readonly id: string;
  readonly is: string;
  readonly location: string;
  /** What was said of it when it was registered. */
  readonly registered: Data;
  /** Offers in a row that it did not answer. */
  readonly lapses: number;
};

export type Waiting = { readonly id: string; readonly until: string; readonly wish: Data };

/** A pool as its own events report it. */
export type Pool = {
  readonly poolId: string;
  readonly resources: Map<string, Resource>;
  readonly waiting: Map<string, Waiting>;
  /** The resource of each case that is assigned or served. */
  readonly given: Map<string, string>;
};

type Step = (pool: Pool, event: Happened) => void;

/** What events do to the resource that they name; one that names none touches none. */
const changesOf = ({ resourceId }: Dispatcher) => {
  const change =
    (by: (before: Resource, data: Data) => Partial<Resource>): Step =>
    ({ resources }, { data }) => {
      const id = word(data, resourceId);
      if (id === '') return;
      const fresh = { id, is: 'off', location: '', registered: data, lapses: 0 };
      const before = resources.get(id) ?? fresh;
      resources.set(id, { ...before, ...by(before, data) });
    };
  const become = (is: string): Step => change(() => ({ is }));
  const moves = change((_before, data) => ({ location: word(data, 'location') }));
  const answers = change(() => ({ lapses: 0 }));
  const lapses = change((before, { reason }) => ({
    lapses: reason === 'NO_ANSWER' ? before.lapses + 1 : 0,
  }));

  return { become, moves, answers, lapses };
};

/** What each event of a pool does to it, by the type of the event. */
const stepsOf = (dispatcher: Dispatcher) => {
  const { caseId, resourceId, serving, pool: of } = dispatcher;
  const { become, moves, answers, lapses } = changesOf(dispatcher);
  const caseOf = ({ data }: Happened): string => word(data, caseId);

  const waits: Step = ({ waiting }, event) =>
    waiting.set(caseOf(event), {
      id: caseOf(event),
      until: word(event.data, 'until'),
      wish: event.data,
    });
  const leaves: Step = ({ waiting }, event) => waiting.delete(caseOf(event));
  const gives: Step = ({ given }, event) => given.set(caseOf(event), word(event.data, resourceId));
  const ends: Step = ({ given }, event) => given.delete(caseOf(event));

  return new Map<string, readonly Step[]>([
    [of.registered.type, [become('off'), moves]],
    [of.wentOnDuty.type, [become('free'), moves, answers]],
    [of.wentOffDuty.type, [become('off')]],
    [of.moved.type, [moves]],
    [of.queued.type, [waits]],
    [of.assigned.type, [leaves, gives, become('assigned')]],
    [of.accepted.type, [answers]],
    [of.returned.type, [waits, ends, become('free'), lapses]],
    [of.failed.type, [leaves]],
    [of.cancelled.type, [leaves, ends, become('free')]],
    [of.started.type, [become(serving), answers]],
    [of.completed.type, [ends, become('free'), moves]],
  ]);
};

/** Reads the log of all pools; before each event, `look` sees what its pool was. */
export const poolsOf = (dispatcher: Dispatcher) => {
  const steps = stepsOf(dispatcher);
  return (
    { events }: World,
    look: (pool: Pool, event: Happened) => void = () => {},
  ): readonly Pool[] => {
    const pools = new Map<string, Pool>();
    for (const event of events) {
      const stepsOfEvent = steps.get(event.type);
      if (!stepsOfEvent) continue;
      const poolId = word(event.data, 'poolId');
      const fresh = { poolId, resources: new Map(), waiting: new Map(), given: new Map() };
      const pool = pools.get(poolId) ?? fresh;
      pools.set(poolId, pool);
      look(pool, event);
      for (const step of stepsOfEvent) step(pool, event);
    }
    return [...pools.values()];
  };
};
