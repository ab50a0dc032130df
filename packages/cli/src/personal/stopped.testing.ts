// A business that was stopped in the middle of its cases, and goes on, on a clock of a test.

import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY_MS, MINUTE_MS } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { Host, ViewRow } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import type { TestClock } from '@dure/testing/clock';
import { worldOf } from '../world.ts';
import { withParts } from './folder.ts';

const NOON = Date.parse('2026-03-02T12:00:00+09:00');
const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 10_000 } as const;

export type Opened = {
  readonly running: Host;
  readonly clock: TestClock;
  readonly incidents: readonly string[];
};

export const openIn = async (folder: string, system: Rehearsed, at: number): Promise<Opened> => {
  const clock = testClock(at);
  const incidents: string[] = [];
  const running = await runEmbedded({
    system,
    storeOf: ({ name }) =>
      openSqliteStore({
        file: join(folder, `${name}.db`),
        owner: { business: system.name, context: name },
      }),
    clock,
    limits: { safetyPollMs: 4_000 * DAY_MS },
    report: ({ what, cause }) => incidents.push(`${what} ${String(cause)}`),
  });
  return { running, clock, incidents };
};

/** The demo up to noon, with the cases that are open then; a little of what follows is not done. */
export const stoppedAtNoon = async (system: Rehearsed): Promise<string> => {
  const folder = join(mkdtempSync(join(tmpdir(), 'dure-erase-')), system.name);
  const steps = (system.demo?.steps(NOON) ?? []).toSorted((one, other) => one.at - other.at);
  const { running, clock } = await openIn(folder, system, Math.min(NOON, steps[0]?.at ?? NOON));
  for (const { at, as, claims, command } of steps) {
    await clock.advance(Math.max(0, at - clock.now()));
    const issued = running.issue({ command, by: { kind: 'actor', name: as, claims } });
    await clock.settle();
    await issued;
  }
  await clock.advance(Math.max(0, NOON - clock.now()));
  await running.stop();
  return folder;
};

export type Ended = {
  readonly broken: readonly string[];
  readonly parked: number;
  readonly incidents: readonly string[];
  /** Rows of every view as they were drawn, and drawn anew. */
  readonly views: readonly (readonly [view: string, before: Rows, after: Rows])[];
};

type Rows = { readonly [key: string]: ViewRow['row'] };

const rowsOf = async (running: Host, view: string): Promise<Rows> => {
  const page = await running.kernelOf({ view })?.rows(view, all);
  return Object.fromEntries((page?.rows ?? []).map(({ key, row }) => [key, row]));
};

const drawnAnew = async ({ running, clock }: Opened): Promise<Ended['views']> => {
  const views: (readonly [string, Rows, Rows])[] = [];
  for (const kernel of Object.values(running.kernels)) {
    for (const view of Object.keys(kernel.context.views)) {
      const before = await rowsOf(running, view);
      const rebuilt = kernel.rebuild(view);
      await clock.advance(MINUTE_MS);
      await rebuilt;
      views.push([view, before, await rowsOf(running, view)]);
    }
  }
  return views;
};

/** Goes on from noon for so many days, and then looks at everything. */
export const goOn = async (folder: string, system: Rehearsed, days: number): Promise<Ended> => {
  const opened = await openIn(folder, system, NOON);
  const { running, clock, incidents } = opened;
  await clock.advance(days * DAY_MS);
  const world = await worldOf(running, clock.now());
  const broken = system.invariants.flatMap(({ id, broken: of }) =>
    of(world).map((words) => `${id}: ${words}`),
  );
  const parked = await Promise.all(Object.values(running.kernels).map((of) => of.parked()));
  const views = await drawnAnew(opened);
  await running.stop();
  return { broken, parked: parked.flatMap(({ items }) => items).length, incidents, views };
};

/** Everything in the files of a folder, in the order in which it lies there. */
export const everythingIn = (folder: string) =>
  withParts(folder, true, (parts) =>
    parts.map(({ context, file }) => ({
      context,
      records: [...file.records()],
      items: [...file.items()].toSorted((one, other) =>
        `${one.collection} ${one.id}` < `${other.collection} ${other.id}` ? -1 : 1,
      ),
    })),
  );

/** What is a file, and is still there: servers delete theirs when they like. */
const bytesOf = (path: string): Buffer => {
  try {
    return statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
  } catch (cause) {
    if (existsSync(path)) throw cause;
    return Buffer.alloc(0);
  }
};

/** The files below a folder whose bytes hold one of the texts. */
export const filesWith = (folder: string, texts: readonly string[]): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const bytes = bytesOf(join(folder, name));
    return texts.filter((text) => bytes.includes(text)).map((text) => `${name}: ${text}`);
  });
