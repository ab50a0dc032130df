// Copies all stores of a business as they are at one instant, wherever they are, while it goes on.
//
// While all stores are held still no context is in the middle of a turn: a snapshot of each that is
// begun then is of one instant. The stores are let go at once, and files are written from the
// snapshots.

import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { BoundedContext, System } from '@dure/domain';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store, StoreSnapshot } from '@dure/kernel/ports';
import { UserError } from '../command.ts';
import { compareCopy } from '../copies/compare.ts';
import { copyStore } from '../copies/copy-store.ts';
import type { Place } from '../copies/places.ts';
import { openThere } from '../copies/there.ts';
import { openStore } from '../deployment/stores.ts';
import { sha256Of } from './manifest.ts';
import type { Copied } from './manifest.ts';
import { heldInFile } from './positions.ts';

/** A replica that stands still in a turn loses it within this many tries. */
const TRIES_MAX = 4;
/** One holds the store, and others look around. */
const CONNECTIONS = 2;

type Opened = { readonly name: string; readonly store: Store };

export type CutOfStores = {
  /** Epoch milliseconds, while nothing could be written. */
  readonly at: number;
  readonly snapshots: ReadonlyMap<string, StoreSnapshot>;
};

const openAll = async (system: System, place: Place, opened: Opened[]): Promise<void> => {
  // Always in the same order, so that two who do this do not wait for each other.
  const contexts = system.contexts.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const open = async (context: BoundedContext): Promise<Store> => {
    const of = { ...place.storeOf(context), mustBeThere: true, connections: CONNECTIONS };
    const store = await openStore(of);
    opened.push({ name: context.name, store });
    // No other store is held while the way to this one is made.
    await store.turn(0, () => Promise.resolve());
    return store;
  };
  await openThere(contexts, open, new Map());
};

const snapshotIn = async ({ name, store }: Opened): Promise<readonly [string, StoreSnapshot]> => {
  const snapshot = await store.snapshot?.();
  if (!snapshot) throw new Error(`The store of ${name} has no snapshots.`);
  return [name, snapshot];
};

/** Runs the work while no store has a turn, one held within the other. */
const holding = <T>([first, ...others]: readonly Opened[], work: () => Promise<T>): Promise<T> => {
  if (!first) return work();
  const { name, store } = first;
  if (!store.still) throw new Error(`The store of ${name} cannot be held.`);
  return store.still(() => holding(others, work));
};

const closeAll = async (all: Iterable<Pick<Store, 'close'>>): Promise<void> => {
  for (const one of all) await one.close();
};

const cut = (opened: readonly Opened[]): Promise<CutOfStores> =>
  holding(opened, async () => {
    const at = Date.now();
    const made = await Promise.allSettled(opened.map(snapshotIn));
    const snapshots = new Map(
      made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])),
    );
    const failed = made.find((one) => one.status === 'rejected');
    if (!failed) return { at, snapshots };
    await closeAll(snapshots.values());
    throw failed.reason;
  });

const cutAgain = async (opened: readonly Opened[]): Promise<CutOfStores> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await cut(opened);
    } catch (cause) {
      if (!(cause instanceof StoreUnavailable) || tries >= TRIES_MAX) throw cause;
    }
  }
};

const differs = (name: string, where: string): UserError =>
  new UserError({
    ko: `${name}: 백업이 저장소와 다릅니다(${where}). 다시 해 주세요`,
    en: `${name}: the backup differs from the store (${where}). Do it again`,
  });

export type Copy = {
  readonly system: System;
  readonly place: Place;
  /** That of the backup, which is there. */
  readonly folder: string;
};

const copyInto = async (
  { system, folder }: Copy,
  name: string,
  from: StoreSnapshot,
): Promise<Copied> => {
  const context = system.contexts.find((of) => of.name === name);
  if (!context) throw new Error(`There is no context ${name}.`);
  const of = { url: `sqlite:${folder}`, business: system.name, context, password: undefined };
  const to = await openStore({ ...of, owner: null, partitions: from.partitions });
  try {
    await copyStore({ from, to, copied: () => {} });
    const compared = await compareCopy(from, to);
    if (compared.differs !== undefined) throw differs(`${system.name}/${name}`, compared.differs);
    await to.become?.(from.identity);
  } finally {
    await to.close();
  }
  const file = join(system.name, `${name}.db`);
  const path = join(folder, file);
  return { ...heldInFile(path), file, bytes: statSync(path).size, sha256: await sha256Of(path) };
};

/**
 * Writes a file for each context, of one instant.
 * @throws {StoreCannotOpen} {StoreUnavailable} {UserError} a store is not there or does not answer.
 */
export const copyStores = async (
  copy: Copy,
): Promise<{ readonly at: number; readonly contexts: { readonly [context: string]: Copied } }> => {
  const opened: Opened[] = [];
  let taken: CutOfStores | undefined;
  try {
    await openAll(copy.system, copy.place, opened);
    taken = await cutAgain(opened);
    const contexts: { [context: string]: Copied } = {};
    for (const [name, from] of taken.snapshots) contexts[name] = await copyInto(copy, name, from);
    return { at: taken.at, contexts };
  } finally {
    await closeAll(taken?.snapshots.values() ?? []);
    await closeAll(opened.map(({ store }) => store));
  }
};
