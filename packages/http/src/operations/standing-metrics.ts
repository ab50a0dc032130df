// Figures of what each context stands at, looked up when they are asked for: whether it can serve,
// how far it is behind, what it leaves alone, and what waits for people.

import { readinessOf } from '@dure/access';
import type { Business } from '@dure/access';
import type { Figures, Kernel, ParkedGroup } from '@dure/kernel';
import type { Registry } from '@prometheus-io/client';
import { addLookedUp } from './looked-up.ts';
import type { Shown } from './looked-up.ts';
import { replicasOf } from './services.ts';

const MS_PER_S = 1_000;
const WORK_PAGE = 1_000;
const WORK_PAGES_MAX = 20;

type Condition = {
  readonly isUp: boolean;
  readonly troubles: number;
  readonly replicas: number;
};

const conditionOf = async (kernel: Kernel): Promise<Condition> => ({
  troubles: kernel.troubles().length,
  replicas: replicasOf(kernel).length,
  isUp: (await readinessOf(kernel)) === 'up',
});

const conditions: readonly Shown<Condition>[] = [
  {
    name: 'dure_context_up',
    help: 'Whether the context can serve: 1, or 0.',
    values: ({ isUp }) => [[{}, Number(isUp)]],
  },
  {
    name: 'dure_context_troubles',
    help: 'Logs that are not what was followed: the context waits for a person.',
    values: ({ troubles }) => [[{}, troubles]],
  },
  {
    name: 'dure_context_replicas',
    help: 'Processes that run the context.',
    values: ({ replicas }) => [[{}, replicas]],
  },
];

const behind: readonly Shown<Figures>[] = [
  {
    name: 'dure_lag_records',
    help: 'Records of a log that have not had their effect yet, in all partitions.',
    labels: ['source'],
    values: ({ lag }) => lag.map(({ source, behind: records }) => [{ source }, records]),
  },
  {
    name: 'dure_breaker_open',
    help: 'Callees that are left alone for the moment.',
    labels: ['callee'],
    values: ({ breakersOpen }) => breakersOpen.map((callee) => [{ callee }, 1]),
  },
  {
    name: 'dure_deadline_overdue_seconds',
    help: 'How long the earliest deadline has been due without falling due.',
    values: ({ overdueMs }) => [[{}, overdueMs / MS_PER_S]],
  },
];

const sumOf = (groups: readonly ParkedGroup[], of: 'count' | 'stopped'): number =>
  groups.reduce((sum, group) => sum + group[of], 0);

/** Those that hold their place while they ask are not among them: nothing is wrong with them. */
const parked: readonly Shown<readonly ParkedGroup[]>[] = [
  {
    name: 'dure_stopped_messages',
    help: 'Parked messages that do not move until a person does something.',
    values: (groups) => [[{}, sumOf(groups, 'stopped')]],
  },
  {
    name: 'dure_parked_messages',
    help: 'Messages that could not be handled yet, or wait behind such a one.',
    values: (groups) => [[{}, sumOf(groups, 'count')]],
  },
];

type Kinds = ReadonlyMap<string, number>;

const kindsOfWork = async (kernel: Kernel): Promise<Kinds> => {
  const kinds = new Map<string, number>();
  let after: string | undefined;
  for (let pages = 0; pages < WORK_PAGES_MAX; pages += 1) {
    const { items, next } = await kernel.work({ limit: WORK_PAGE, after });
    for (const { kind } of items) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if (next === undefined) break;
    after = next;
  }
  return kinds;
};

const work: readonly Shown<Kinds>[] = [
  {
    name: 'dure_work_entries',
    help: 'Entries of the work list, which no machine could finish.',
    labels: ['kind'],
    values: (kinds) => [...kinds].map(([kind, count]) => [{ kind }, count]),
  },
];

export const addStanding = (registry: Registry, businesses: readonly Business[]): void => {
  addLookedUp(registry, businesses, { look: conditionOf, shown: conditions });
  addLookedUp(registry, businesses, { look: (kernel) => kernel.figures('lag'), shown: behind });
  addLookedUp(registry, businesses, { look: (kernel) => kernel.groups(), shown: parked });
  addLookedUp(registry, businesses, { look: kindsOfWork, shown: work });
};
