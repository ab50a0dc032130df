// Figures of a context that are looked up in its store when someone asks: what is in flight, what
// falls due, and how far it is behind the logs that it follows.

import { HOUR_MS, DAY_MS } from '@dure/domain';
import type { SagaMemory } from '@dure/domain';
import type { Engine } from '../engine.ts';
import { deadlineNameIn } from '../ids.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Item } from '../ports.ts';
import type { DeadlineFigures, Figures } from './contract.ts';

/** So many items are looked at; where there are more, the figures are of a part. */
const ITEMS_MAX = 10_000;
const PAGE = 1_000;

type Found<T> = { readonly found: T; readonly isPartial: boolean };

/** @throws {StoreUnavailable} the store does not answer. */
export const figuresOf = async (engine: Engine, inbox: Inbox, only?: 'lag'): Promise<Figures> => {
  const [lag, overdueMs, sagas, deadlines] = await Promise.all([
    inbox.lag(),
    overdueIn(engine),
    only === undefined ? sagasIn(engine) : leftOut,
    only === undefined ? deadlinesIn(engine) : leftOut,
  ]);
  const { breakers, generations, registry } = engine;
  const views = [...registry.views.keys()].map((view) => [view, generations.get(view) ?? 1]);
  return {
    lag,
    overdueMs,
    sagas: sagas.found,
    deadlines: deadlines.found,
    breakersOpen: breakers.open(),
    generations: Object.fromEntries(views),
    ...(sagas.isPartial || deadlines.isPartial ? { isPartial: true } : {}),
  };
};

const leftOut = { found: {}, isPartial: false } as const;

const overdueIn = async ({ store, clock }: Engine): Promise<number> => {
  const partitions = Array.from({ length: store.partitions }, (_, number) => number);
  const due = await Promise.all(partitions.map((number) => store.nextDue(number, 'deadline')));
  const now = clock.now();
  return Math.max(0, ...due.map((at) => now - (at ?? now)));
};

const sagasIn = async ({ store, registry }: Engine): Promise<Found<Figures['sagas']>> => {
  const steps: { [saga: string]: { [step: string]: number } } = {};
  for (const saga of registry.sagas.keys()) steps[saga] = {};
  let after = '';
  for (let looked = 0; looked < ITEMS_MAX; looked += PAGE) {
    const items = await store.list('process', after, PAGE);
    for (const item of items) countStep(steps, item);
    after = items.at(-1)?.id ?? after;
    if (items.length < PAGE) return { found: steps, isPartial: false };
  }
  return { found: steps, isPartial: true };
};

const countStep = (
  steps: { readonly [saga: string]: { [step: string]: number } },
  { id, body }: Item,
): void => {
  const saga = steps[id.slice(0, id.indexOf('/'))];
  if (!saga) return;
  const { status, at = '' } = body as SagaMemory; // `sagaProcess` made it.
  if (status === 'running') saga[at] = (saga[at] ?? 0) + 1;
};

const deadlinesIn = async ({ store, clock }: Engine): Promise<Found<Figures['deadlines']>> => {
  const now = clock.now();
  const partitions = Array.from({ length: store.partitions }, (_, number) => number);
  const due = await Promise.all(
    partitions.map((number) => store.due(number, 'deadline', now + DAY_MS, ITEMS_MAX)),
  );
  const figures: { [name: string]: DeadlineFigures } = {};
  for (const { id, at = now } of due.flat()) {
    const name = deadlineNameIn(id);
    const { hour = 0, day = 0, next = at } = figures[name] ?? {};
    const isSoon = at <= now + HOUR_MS;
    figures[name] = { hour: hour + Number(isSoon), day: day + 1, next: Math.min(next, at) };
  }
  return { found: figures, isPartial: due.some(({ length }) => length === ITEMS_MAX) };
};
