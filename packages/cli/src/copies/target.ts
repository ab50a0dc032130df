// The stores that a copy is written into. Until all of them are whole, each says that it belongs to
// a copy, so that nothing starts on it, and one that was broken off can be gone on with.

import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BoundedContext } from '@dure/domain';
import type { Store, StoreIdentity, StoreOwner, StoreSnapshot } from '@dure/kernel/ports';
import { UserError } from '../command.ts';
import { folderIn, isServer, openStore } from '../deployment/stores.ts';
import type { StoreOf } from '../deployment/stores.ts';
import { headsOf } from './pages.ts';

export type Wanted = {
  readonly of: StoreOf;
  readonly original: StoreSnapshot;
  readonly partitions: number;
};

export type Target = {
  readonly store: Store;
  /** An earlier try has finished this one. */
  readonly isDone: boolean;
  /** It belongs to its context, and has the identity of its original. */
  readonly finish: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const notEmpty = ({ business, context, url }: StoreOf): UserError => {
  const name = `${business}/${context.name}`;
  const place = isServer(url) ? new URL(url).host : folderIn(url);
  return new UserError({
    ko: `${place}에 이미 ${name}의 저장소가 있습니다. 빈 곳을 주거나 그것을 비워 주세요`,
    en: `${place} has a store of ${name} already. Give an empty place, or empty that one`,
  });
};

const ownerOf = ({ business, context }: StoreOf): StoreOwner => ({
  business,
  context: context.name,
});

const copyOwner = ({ of, original }: Wanted): StoreOwner => ({
  business: of.business,
  context: `${of.context.name} (copy of ${original.identity.logId})`,
});

/** Beside the place where the files go, so that a renaming puts them there. */
const BESIDE = '.moving';

const fileOf = (url: string, business: string, { name }: BoundedContext): string =>
  join(folderIn(url), business, `${name}.db`);

const isUnused = async (store: StoreSnapshot): Promise<boolean> =>
  (await headsOf(store)).every(({ turns, sequence }) => turns === 0 && sequence === 0);

const sameHeads = async (one: StoreSnapshot, other: StoreSnapshot): Promise<boolean> => {
  const [ends, others] = [await headsOf(one), await headsOf(other)];
  const turns = (of: typeof ends) => of.map((head) => [head.sequence, head.turns]);
  return isDeepStrictEqual(turns(ends), turns(others.slice(0, ends.length)));
};

const isFinished = async (store: Store, { of, original }: Wanted): Promise<boolean> =>
  isDeepStrictEqual(store.identity, { ...original.identity, owner: ownerOf(of) }) &&
  (await sameHeads(original, store));

const openOnServer = async (wanted: Wanted): Promise<Target> => {
  const { of, partitions } = wanted;
  const looked = await openStore({ ...of, partitions, owner: null });
  try {
    const { owner } = looked.identity;
    if (await isFinished(looked, wanted)) return done(wanted);
    const isOurs = isDeepStrictEqual(owner, copyOwner(wanted));
    const isFree = owner === undefined && (await isUnused(looked));
    if (!isOurs && !isFree) throw notEmpty(of);
  } finally {
    await looked.close();
  }
  const store = await openStore({ ...of, partitions, owner: copyOwner(wanted) });
  return {
    store,
    isDone: false,
    finish: async () => store.become?.(identityOf(wanted)),
    close: () => store.close(),
  };
};

const identityOf = ({ of, original }: Wanted): StoreIdentity => ({
  logId: original.identity.logId,
  owner: ownerOf(of),
});

const done = async ({ of }: Wanted): Promise<Target> => {
  const store = await openStore(of);
  return { store, isDone: true, finish: async () => {}, close: () => store.close() };
};

const isFinishedFile = async (wanted: Wanted): Promise<boolean> => {
  const there = await openStore(wanted.of);
  try {
    return await isFinished(there, wanted);
  } finally {
    await there.close();
  }
};

const openInFolder = async (wanted: Wanted): Promise<Target> => {
  const { of, partitions } = wanted;
  const { business, context } = of;
  const place = fileOf(of.url, business, context);
  if (existsSync(place)) {
    if (await isFinishedFile(wanted)) return done(wanted);
    throw notEmpty(of);
  }
  const url = `sqlite:${join(folderIn(of.url), business, BESIDE)}`;
  const beside = fileOf(url, business, context);
  for (const end of ['', '-wal', '-shm']) rmSync(`${beside}${end}`, { force: true });
  const store = await openStore({ ...of, url, partitions, owner: copyOwner(wanted) });
  const finish = async (): Promise<void> => {
    await store.become?.(identityOf(wanted));
    await store.close();
    renameSync(beside, place);
  };
  return { store, isDone: false, finish, close: () => store.close() };
};

/** @throws {UserError} {StoreCannotOpen} it is not empty, or cannot be made. */
export const openTarget = (wanted: Wanted): Promise<Target> =>
  isServer(wanted.of.url) ? openOnServer(wanted) : openInFolder(wanted);

/** What was needed beside the files is gone when all are in their place. */
export const clearBeside = ({ url, business }: StoreOf): void => {
  if (!isServer(url))
    rmSync(join(folderIn(url), business, BESIDE), { recursive: true, force: true });
};
