// The stores that are copied. Files are copied aside first, so that nothing of them is changed, not
// even brought forward; stores of servers are read as they are. Nothing may write meanwhile.

import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import type { BoundedContext, System } from '@dure/domain';
import { notThere } from '@dure/kernel/ports';
import type { Head, Store } from '@dure/kernel/ports';
import { heldInFile } from '../backup/positions.ts';
import { UserError } from '../command.ts';
import { folderIn, isInUse, isServer, openStore } from '../deployment/stores.ts';
import type { StoreOf } from '../deployment/stores.ts';
import { PENDING_FILE } from '../personal/pending.ts';
import { isLocked } from '../start/lock.ts';
import { headsOf } from './pages.ts';
import type { Place } from './places.ts';
import { openThere } from './there.ts';
import type { Retirements } from './there.ts';

export type Sources = {
  /** By the names of their contexts. */
  readonly stores: ReadonlyMap<string, Store>;
  /** Contexts that were retired; of those whose data was dropped there is no store. */
  readonly retired: Retirements;
  /**
   * Looks whether they are as they were when they were opened.
   * @throws {UserError} something has written there.
   */
  readonly checkStill: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const LOG_ID_DIGITS = 16;

const inUse = (place: string): UserError =>
  new UserError({
    ko: `두레가 ${place}을(를) 쓰고 있습니다. 모두 끝낸 다음 다시 해 주세요`,
    en: `A Dure is using ${place}. End all of it, then do this again`,
  });

const nothingThere = (file: string): UserError => {
  const words = {
    ko: `${file}이(가) 없습니다. 어디에서 옮길지 --from이나 --data로 알려 주세요`,
    en: `There is no ${file}. Say with --from or --data where the data is`,
  };
  return Object.assign(new UserError(words), notThere);
};

const beingErased = (folder: string): UserError =>
  new UserError({
    ko: `${folder}에 끝나지 않은 삭제가 있습니다. dure erase를 다시 해서 끝내 주세요`,
    en: `An erasure in ${folder} is not finished. Do dure erase again`,
  });

/** SQLite lets one process alone have a file like this; others keep it from that. */
const alone = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return database;
  } catch {
    database.close();
    throw inUse(file);
  }
};

/** What was committed last may still lie in the log beside the file. */
const copyAside = (of: StoreOf, scratch: string): StoreOf => {
  const folder = join(folderIn(of.url), of.business);
  const file = join(folder, `${of.context.name}.db`);
  if (!existsSync(file)) throw nothingThere(file);
  if (existsSync(join(folder, PENDING_FILE))) throw beingErased(folder);
  if (isLocked(folder)) throw inUse(folder);
  const to = join(scratch, of.business);
  mkdirSync(to, { recursive: true });
  const held = alone(file);
  try {
    for (const end of ['', '-wal']) {
      if (existsSync(`${file}${end}`))
        cpSync(`${file}${end}`, join(to, `${of.context.name}.db${end}`));
    }
  } finally {
    held.close();
  }
  return { ...of, url: `sqlite:${scratch}` };
};

/**
 * A file from before logs had ids gets one when it is opened. Each copy of it has to get the same
 * one, or a copy that is gone on with would be taken for another log.
 */
const withSteadyId = async (of: StoreOf): Promise<Store> => {
  const hadId =
    heldInFile(join(folderIn(of.url), of.business, `${of.context.name}.db`)).logId !== '';
  const store = await openStore(of);
  if (hadId) return store;
  const owner = { business: of.business, context: of.context.name };
  const known = JSON.stringify([owner, await store.readLog(0, 0, 1)]);
  const logId = createHash('sha256').update(known).digest('hex').slice(0, LOG_ID_DIGITS);
  await store.become?.({ logId, owner });
  await store.close();
  return openStore(of);
};

const openSource = async (of: StoreOf, scratch: string): Promise<Store> => {
  if (!isServer(of.url)) return withSteadyId(copyAside(of, scratch));
  if (await isInUse(of)) throw inUse(`${of.business}/${of.context.name}`);
  return openStore({ ...of, mustBeThere: true });
};

const allHeads = async (stores: ReadonlyMap<string, Store>): Promise<readonly Head[][]> => {
  const heads: Head[][] = [];
  for (const store of stores.values()) heads.push([...(await headsOf(store))]);
  return heads;
};

/** @throws {UserError} {StoreCannotOpen} one is in use, missing, or not what it should be. */
export const openSources = async (system: System, place: Place): Promise<Sources> => {
  const scratch = mkdtempSync(join(tmpdir(), 'dure-copy-'));
  const stores = new Map<string, Store>();
  const close = async (): Promise<void> => {
    for (const store of stores.values()) await store.close();
    rmSync(scratch, { recursive: true });
  };
  try {
    const open = (context: BoundedContext) => openSource(place.storeOf(context), scratch);
    const retired = await openThere(system.contexts, open, stores);
    const before = await allHeads(stores);
    const checkStill = async (): Promise<void> => {
      if (!isDeepStrictEqual(before, await allHeads(stores))) throw inUse(place.shown);
    };
    return { stores, retired, checkStill, close };
  } catch (cause) {
    await close();
    throw cause;
  }
};
