// What tests of moving need: folders of version 0.1.0, and a business on stores that were moved.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runEmbedded } from '@dure/embedded';
import type { Incident } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { sha256Of } from '../backup/manifest.ts';
import { openStore } from '../deployment/stores.ts';
import { AdjustableClock } from '../start/clock.ts';
import { worldOf } from '../world.ts';

const kept = join(import.meta.dirname, '../../../../examples/older-data/0.1.0');
const QUIET_MS = 60_000;

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

/** What is wrong with a business on stores at a URL, once it has come to rest there. */
export const wrongOn = async (system: Rehearsed, url: string): Promise<readonly string[]> => {
  const stores = new Map<string, Store>();
  for (const context of system.contexts) {
    const of = { url, business: system.name, context, password: undefined };
    stores.set(context.name, await openStore({ ...of, mustBeThere: true }));
  }
  const incidents: Incident[] = [];
  const clock = new AdjustableClock();
  const running = await runEmbedded({
    system,
    storeOf: ({ name }) => {
      const store = stores.get(name);
      if (!store) throw new Error(`There is no store of ${name}.`);
      return store;
    },
    clock,
    externals: {},
    settings: {},
    report: (incident) => void incidents.push(incident),
  });
  try {
    const isQuiet = await running.quiet(QUIET_MS);
    const world = await worldOf(running, clock.now());
    const broken = system.invariants.flatMap(({ broken: of }) => of(world));
    const none = world.events.length === 0 ? ['There are no events.'] : [];
    const reported = incidents.map(({ what, cause }) => `${what} ${String(cause)}`);
    return [...(isQuiet ? [] : ['It did not come to rest.']), ...none, ...broken, ...reported];
  } finally {
    await running.stop();
  }
};
