// `dure archive`: the records of ended cases leave the tables that turns write, and are read as
// before. Whether they are is looked at: the sum of all logs is the same afterwards.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS } from '@dure/domain';
import type { BoundedContext, System, Words } from '@dure/domain';
import type { Store } from '@dure/kernel/ports';
import { chosenBusiness } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import { numbersOf, recordsAfter } from '../copies/pages.ts';
import { placeOf } from '../copies/places.ts';
import type { Place } from '../copies/places.ts';
import { openThere } from '../copies/there.ts';
import { folderIn, isInUse, isServer, openStore } from '../deployment/stores.ts';
import type { StoreOf } from '../deployment/stores.ts';
import type { ArchiveOptions } from '../operations-options.ts';
import { lockFolder } from '../start/lock.ts';
import { endedIn } from './ended.ts';

const MISTAKEN = 2;
/** So many cases are put aside in one transaction. */
const CASES_AT_ONCE = 1_000;

const noAge = (): UserError => {
  const ko = '얼마나 지난 건을 옮길까요? 예: --older-than 90d';
  return new UserError({ ko, en: 'How old must the cases be? Such as --older-than 90d' }, MISTAKEN);
};

const daysIn = (age: string | undefined): number => {
  const [, days] = /^(\d+)d$/.exec(age ?? '') ?? [];
  if (days === undefined) throw noAge();
  return Number(days);
};

const inUse = (name: string): UserError =>
  new UserError({
    ko: `두레가 ${name}의 저장소를 쓰고 있습니다. 모두 끝낸 다음 다시 해 주세요`,
    en: `A Dure is using the store of ${name}. End all of it, then do this again`,
  });

const notThere = (file: string): UserError =>
  new UserError({
    ko: `${file} 파일이 없습니다. 데이터가 있는 폴더를 --data로 적어 주세요`,
    en: `There is no file ${file}. Name the folder of the data with --data`,
  });

const noArchive = (name: string): UserError =>
  new UserError({
    ko: `${name}의 저장소에는 보관이 없습니다`,
    en: `The store of ${name} has no archives`,
  });

const differs = (name: string): UserError =>
  new UserError({
    ko: `${name}: 옮긴 뒤의 기록이 전과 다릅니다. 백업을 복원해 주세요`,
    en: `${name}: the log is not what it was before. Restore a backup`,
  });

type Held = { readonly stores: Map<string, Store>; readonly folders: Map<string, () => void> };

/** A file is held by the lock of its folder, and by SQLite where a process has it alone. */
const holdFile = async (of: StoreOf, { folders }: Held): Promise<void> => {
  const { isOpenElsewhere } = await import('@dure/store-sqlite');
  const { business, context } = of;
  const folder = join(folderIn(of.url), business);
  const file = join(folder, `${context.name}.db`);
  if (!existsSync(file)) throw notThere(file);
  if (!folders.has(folder)) folders.set(folder, lockFolder(folder));
  if (isOpenElsewhere(file)) throw inUse(`${business}/${context.name}`);
};

const openAll = async (system: System, place: Place, held: Held): Promise<void> => {
  const open = async (context: BoundedContext): Promise<Store> => {
    const of = place.storeOf(context);
    const name = `${system.name}/${context.name}`;
    if (!isServer(of.url)) await holdFile(of, held);
    else if (await isInUse(of)) throw inUse(name);
    const store = await openStore({ ...of, mustBeThere: true });
    held.stores.set(context.name, store);
    if (!store.archive) throw noArchive(name);
    return store;
  };
  await openThere(system.contexts, open, held.stores);
};

const sumOf = async (store: Store): Promise<string> => {
  const sum = createHash('sha256');
  for (const partition of numbersOf(store)) {
    for await (const records of recordsAfter(store, partition, 0)) {
      sum.update(JSON.stringify([partition, records]));
    }
  }
  return sum.digest('hex');
};

const putAside = async (store: Store, cases: readonly string[]): Promise<number> => {
  let count = 0;
  for (let from = 0; from < cases.length; from += CASES_AT_ONCE) {
    count += (await store.archive?.(cases.slice(from, from + CASES_AT_ONCE))) ?? 0;
  }
  return count;
};

type Change = (store: Store) => Promise<number>;

/** @throws {UserError} a log is not the same afterwards. */
const changeAll = async (stores: ReadonlyMap<string, Store>, change: Change): Promise<number> => {
  let count = 0;
  for (const [name, store] of stores) {
    const before = await sumOf(store);
    count += await change(store);
    if ((await sumOf(store)) !== before) throw differs(name);
  }
  return count;
};

const areBack = (count: number): Words => ({
  ko: `기록 ${count}개를 되돌렸습니다`,
  en: `${count} records are back`,
});

const putAsideWords = (count: number, cases: number): Words => ({
  ko: `끝난 건 ${cases}개의 기록 ${count}개를 옮겼습니다. 읽는 데는 그대로입니다`,
  en: `${count} records of ${cases} ended cases were put aside, and read as before`,
});

type Work = (stores: ReadonlyMap<string, Store>) => Promise<Words>;

/** Runs work on all stores of a business, which nothing else uses meanwhile. */
const holding = async (system: System, place: Place, work: Work): Promise<Words> => {
  const held = { stores: new Map<string, Store>(), folders: new Map<string, () => void>() };
  try {
    await openAll(system, place, held);
    return await work(held.stores);
  } finally {
    for (const store of held.stores.values()) await store.close();
    for (const unlock of held.folders.values()) unlock();
  }
};

const takeBack: Work = async (stores) =>
  areBack(await changeAll(stores, async (store) => (await store.unarchive?.()) ?? 0));

/** @param days so long nothing has happened in them. */
const putEndedAside =
  (days: number): Work =>
  async (stores) => {
    const cases = await endedIn(stores, Date.now() - days * DAY_MS);
    const count = await changeAll(stores, (store) => putAside(store, cases));
    return putAsideWords(count, cases.length);
  };

export const archive: Run<ArchiveOptions> = async ({ values, operands, terminal, folder }) => {
  const { data, from = data, back } = values;
  const work = back ? takeBack : putEndedAside(daysIn(values['older-than']));
  const business = await chosenBusiness(operands[0] ?? '', folder);
  const system = await business.rehearsal();
  const written = { where: from, environment: process.env, isSource: true, folder, data };
  const place = await placeOf(written, system);
  terminal.say(terminal.in(await holding(system, place, work)));
  return 0;
};
