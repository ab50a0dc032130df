// Copies that have come to rest: whoever follows a log has followed it to its end, and noted so.
//
// A process notes only now and then how far it is in a log in which nothing concerns it, so what is
// noted says too little. In copies of its stores a business is started once with a clock that
// stands still, outside systems that do not answer, and readers that note every record. If anything
// happens there that would have been more than noting, the business was not at rest.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runEmbedded } from '@dure/embedded';
import { retiredFor } from '@dure/kernel';
import type { Host } from '@dure/kernel';
import type { Calls, Clock, Head, Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { UserError } from '../command.ts';
import { openStore } from '../deployment/stores.ts';
import { copyStore } from './copy-store.ts';
import { behindIn } from './heads.ts';
import { headsOf, numbersOf } from './pages.ts';
import { storesOf } from './there.ts';

export type Rested = {
  readonly stores: ReadonlyMap<string, Store>;
  readonly close: () => Promise<void>;
};

const QUIET_TRIES_MAX = 6_000;
const QUIET_POLL_MS = 20;
/** What waits for longer waits for the world, and not for this process. */
const OWN_WAITS_MS = 1_000;

const notAtRest = (what: { readonly ko: string; readonly en: string }): UserError =>
  new UserError({
    ko: `${what.ko}. 사업을 시작해 모두 가라앉은 뒤 끝내고 다시 해 주세요`,
    en: `${what.en}. Start the business, let it come to rest, end it, then do this again`,
  });

const latestIn = async (store: Store): Promise<number> => {
  let latest = 0;
  for (const partition of numbersOf(store)) {
    const { sequence } = await store.head(partition);
    const [last] = await store.readLog(partition, sequence - 1, 1);
    latest = Math.max(latest, last?.at ?? 0);
  }
  return latest;
};

/** It stands where the last record was written: nothing falls due. */
const stillAt = (now: number): Clock => ({
  now: () => now,
  random: () => 0.5,
  soon: (run) => void setImmediate(run),
  after: (delayMs, run) => {
    if (delayMs > OWN_WAITS_MS) return () => {};
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
});

/** By the names of their contexts. */
type Heads = ReadonlyMap<string, readonly Head[]>;

const allHeads = async (stores: ReadonlyMap<string, Store>): Promise<Heads> => {
  const heads = new Map<string, readonly Head[]>();
  for (const [name, store] of stores) heads.set(name, await headsOf(store));
  return heads;
};

const checkNothingHappened = (before: Heads, after: Heads): void => {
  for (const [name, heads] of after) {
    const was = before.get(name) ?? [];
    const isMoved = heads.some(({ sequence }, number) => sequence !== was[number]?.sequence);
    if (!isMoved) continue;
    throw notAtRest({
      ko: `${name}에서 아직 일이 되고 있습니다`,
      en: `${name} has work under way`,
    });
  }
  // Who was retired follows nothing more.
  const retired = retiredFor([...after.values()].flat().map(({ facts }) => facts));
  const behind = behindIn(after).find(({ follower }) => !retired.has(follower));
  if (!behind) return;
  const { follower, source, records } = behind;
  throw notAtRest({
    ko: `${follower}이(가) ${source}의 기록 ${records}개를 아직 따라가지 못했습니다`,
    en: `${follower} has ${records} records of ${source} left to follow`,
  });
};

/** Its clock stands still, so it is asked again and again. */
const isSoonQuiet = async (running: Host): Promise<boolean> => {
  for (let tries = 0; tries < QUIET_TRIES_MAX; tries += 1) {
    if (await running.quiet(0)) return true;
    await sleep(QUIET_POLL_MS);
  }
  return false;
};

const settle = async (system: Rehearsed, stores: ReadonlyMap<string, Store>): Promise<void> => {
  let isAsked = false;
  const silent: Calls = {
    call: () => {
      isAsked = true;
      return Promise.reject(new Error('Nothing is asked while data is copied.'));
    },
  };
  const latest = await Promise.all([...stores.values()].map(latestIn));
  const running = await runEmbedded({
    system,
    ...storesOf(system, stores),
    externals: Object.fromEntries(system.externals.map(({ name }) => [name, silent])),
    clock: stillAt(Math.max(...latest)),
    limits: { readMax: 1 },
  });
  const isQuiet = await isSoonQuiet(running);
  await running.stop();
  if (isQuiet && !isAsked) return;
  throw notAtRest({ ko: '아직 하던 일이 있습니다', en: 'There is work under way' });
};

/**
 * Copies of stores, at rest.
 * @throws {UserError} they are not at rest.
 */
export const restedCopies = async (
  system: Rehearsed,
  originals: ReadonlyMap<string, Store>,
): Promise<Rested> => {
  const scratch = mkdtempSync(join(tmpdir(), 'dure-rest-'));
  const open = async (): Promise<Map<string, Store>> => {
    const stores = new Map<string, Store>();
    for (const context of system.contexts) {
      const original = originals.get(context.name);
      if (!original) continue;
      const { partitions } = original;
      const at = { url: `sqlite:${scratch}`, business: system.name, password: undefined };
      stores.set(context.name, await openStore({ ...at, context, partitions, owner: null }));
    }
    return stores;
  };
  const made = await open();
  for (const [name, to] of made) {
    const from = originals.get(name);
    if (!from) continue;
    await copyStore({ from, to, copied: () => {} });
    await to.become?.(from.identity);
    await to.close();
  }
  const stores = await open();
  try {
    const before = await allHeads(stores);
    await settle(system, stores);
    const rested = await open();
    checkNothingHappened(before, await allHeads(rested));
    const close = async (): Promise<void> => {
      for (const store of rested.values()) await store.close();
      rmSync(scratch, { recursive: true });
    };
    return { stores: rested, close };
  } catch (cause) {
    for (const store of stores.values()) await store.close();
    throw cause;
  }
};
