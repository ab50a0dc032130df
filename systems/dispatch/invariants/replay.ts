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

/** What each event of a pool does to it, by the type of the event. */
const stepsOf = ({ caseId, resourceId, serving, pool: of }: Dispatcher) => {
  const caseOf = ({ data }: Happened): string => word(data, caseId);

  /** An event that names no resource touches none. */
  const become =
    (is: string | undefined, moves = false): Step =>
    ({ resources }, { data }) => {
      const id = word(data, resourceId);
      if (id === '') return;
      const before = resources.get(id) ?? { id, is: 'off', location: '', registered: data };
      const location = moves ? word(data, 'location') : before.location;
      resources.set(id, { ...before, is: is ?? before.is, location });
    };

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
    [of.registered.type, [become('off', true)]],
    [of.wentOnDuty.type, [become('free', true)]],
    [of.wentOffDuty.type, [become('off')]],
    [of.moved.type, [become(undefined, true)]],
    [of.queued.type, [waits]],
    [of.assigned.type, [leaves, gives, become('assigned')]],
    [of.failed.type, [leaves]],
    [of.cancelled.type, [leaves, ends, become('free')]],
    [of.started.type, [become(serving)]],
    [of.completed.type, [ends, become('free', true)]],
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
