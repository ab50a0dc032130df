// What a case waits for in one context: deadlines that run, and where its sagas stand.

import type { SagaMemory } from '@dure/domain';
import type { Engine } from '../engine.ts';
import type { Pending } from '../turn/messages.ts';
import type { Awaited } from './contract.ts';

/** So many deadlines are looked at in each partition, the next ones first. */
const DEADLINES_MAX = 10_000;

/** @throws {StoreUnavailable} the store does not answer. */
export const awaitedIn = async (engine: Engine, caseId: string): Promise<Awaited> => {
  const [deadlines, sagas] = await Promise.all([
    deadlinesOf(engine, caseId),
    sagasOf(engine, caseId),
  ]);
  return { deadlines, sagas };
};

const deadlinesOf = async ({ store }: Engine, caseId: string): Promise<Awaited['deadlines']> => {
  const partitions = Array.from({ length: store.partitions }, (_, number) => number);
  const due = await Promise.all(
    partitions.map((number) => store.due(number, 'deadline', Infinity, DEADLINES_MAX)),
  );
  return due.flat().flatMap(({ body, at = 0 }) => {
    // Items of the collection are written by `deadlinesAfter`.
    const { caseId: of, name, subject } = body as unknown as Pending;
    return of === caseId ? [{ name, subject, at }] : [];
  });
};

const sagasOf = async ({ store, registry }: Engine, caseId: string): Promise<Awaited['sagas']> => {
  const items = await store.read({ ids: [], tags: [{ collection: 'process', tag: caseId }] });
  return items.flatMap(({ id, body }) => {
    const saga = registry.sagas.get(id.slice(0, id.indexOf('/')));
    if (!saga) return [];
    const { at: step, status } = body as SagaMemory; // `sagaProcess` made it.
    return [{ saga: saga.name, status, ...(step === undefined ? {} : { step }) }];
  });
};
