// What tests of moving need: folders of version 0.1.0, and a business on stores that were moved.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runEmbedded } from '@dure/embedded';
import type { BoundedContext } from '@dure/domain';
import type { Host, Incident } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { sha256Of } from '../backup/manifest.ts';
import { openStore } from '../deployment/stores.ts';
import type { StoreOf } from '../deployment/stores.ts';
import { AdjustableClock } from '../start/clock.ts';
import { comesToRest } from '../start/opened-to-look.ts';
import { worldOf } from '../world.ts';

const kept = join(import.meta.dirname, '../../../../examples/older-data/0.1.0');
const QUIET_MS = 60_000;
const ASK_MS = 3_000;

/** A folder with the data of version 0.1.0 of these businesses. */
export const unpacked = (businesses: readonly string[]): string => {
  const data = mkdtempSync(join(tmpdir(), 'dure-move-'));
  for (const business of businesses) {
    mkdirSync(join(data, business));
    for (const file of readdirSync(join(kept, business))) {
      const bytes = gunzipSync(readFileSync(join(kept, business, file)));
      writeFileSync(join(data, business, basename(file, '.gz')), bytes);
    }
  }
  return data;
};

export const sumsOf = async (folder: string): Promise<readonly string[]> => {
  const files = readdirSync(folder).filter((file) => /\.db/.test(file));
  return Promise.all(files.toSorted().map((file) => sha256Of(join(folder, file))));
};

/** Where each store of a business is. */
export type Where = (context: BoundedContext) => StoreOf;

export const at =
  (system: Rehearsed, url: string): Where =>
  (context) => ({ url, business: system.name, context, password: undefined });

export type Running = {
  readonly host: Host;
  readonly clock: AdjustableClock;
  readonly incidents: readonly Incident[];
};

/** A business in this process, on stores that are there. */
export const runningOn = async (system: Rehearsed, where: Where): Promise<Running> => {
  const incidents: Incident[] = [];
  const clock = new AdjustableClock();
  const host = await runEmbedded({
    system,
    storeOf: (context) => openStore({ ...where(context), mustBeThere: true }),
    clock,
    externals: {},
    settings: {},
    // Other programs may have the processors for a while; what the data was left with is overdue.
    limits: { askTimeoutMs: ASK_MS, deadlineGraceMs: 0 },
    report: (incident) => void incidents.push(incident),
  });
  return { host, clock, incidents };
};

/** What is wrong with a business on stores, once it has come to rest there. */
export const wrongOn = async (system: Rehearsed, where: Where): Promise<readonly string[]> => {
  const { host, clock, incidents } = await runningOn(system, where);
  try {
    const isQuiet = await comesToRest({ running: host, clock }, QUIET_MS);
    const world = await worldOf(host, Date.now());
    const broken = system.invariants.flatMap(({ broken: of }) => of(world));
    const none = world.events.length === 0 ? ['There are no events.'] : [];
    const reported = incidents.map(({ what, cause }) => `${what} ${String(cause)}`);
    return [...(isQuiet ? [] : ['It did not come to rest.']), ...none, ...broken, ...reported];
  } finally {
    await host.stop();
  }
};

export const wrongAt = (system: Rehearsed, url: string): Promise<readonly string[]> =>
  wrongOn(system, at(system, url));
