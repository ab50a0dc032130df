// One business, opened: its stores, its clock, and its history up to now.

import { join } from 'node:path';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { lookUpsIn } from '@dure/domain';
import type { BoundedContext } from '@dure/domain';
import type { DemoStep, Rehearsed } from '@dure/rehearsal';
import { runEmbedded } from '@dure/embedded';
import type { Host, Limits } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import { demoIsThere } from './alimtalk.ts';
import type { Externals } from './alimtalk.ts';
import { AdjustableClock } from './clock.ts';
import { passUntil, playSteps } from './demo.ts';
import type { Stage } from './demo.ts';
import { droppedIn, storesOf } from '../copies/there.ts';
import type { Logger } from './logger.ts';
import { lockFolder } from './lock.ts';
import { PENDING_FILE } from '../personal/pending.ts';

export type HostOptions = {
  readonly system: Rehearsed;
  /** Where the files lie; nothing, where all is kept in memory. */
  readonly folder: string | undefined;
  readonly settings: { readonly [name: string]: unknown };
  readonly isReplay: boolean;
  readonly withDemo: boolean;
  readonly logger: Logger;
  /** Real external systems, which no demo may reach. */
  readonly externals?: Externals | undefined;
  /** Other ones than those of the kernel. */
  readonly limits?: Partial<Limits>;
  /** Calls the opening off, which then rejects. */
  readonly signal?: AbortSignal | undefined;
};

export type BusinessHost = {
  readonly running: Host;
  readonly clock: AdjustableClock;
  /** Whether the demo was played, now or by an earlier start. */
  readonly hasDemo: boolean;
  readonly close: () => Promise<void>;
};

/** A replay has a history of its own, in another year. */
export const folderOf = (data: string, name: string, isReplay: boolean): string =>
  join(data, isReplay ? `${name}.replay` : name);

const storeIn = async (
  { system: { name }, folder }: Pick<HostOptions, 'system' | 'folder'>,
  context: BoundedContext,
): Promise<Store> => {
  if (folder === undefined) {
    const { memoryStore } = await import('@dure/store-memory');
    return memoryStore();
  }
  const { openSqliteStore } = await import('@dure/store-sqlite');
  const owner = { business: name, context: context.name };
  const file = join(folder, `${context.name}.db`);
  return openSqliteStore({ file, owner, indexes: lookUpsIn(context) });
};

/** The instant of the last thing that happened; nothing, when nothing has. */
const latestIn = async (stores: readonly Store[]): Promise<number | undefined> => {
  const instants: number[] = [];
  for (const store of stores) {
    for (let partition = 0; partition < store.partitions; partition += 1) {
      const { sequence } = await store.head(partition);
      const [last] = await store.readLog(partition, sequence - 1, 1);
      if (last) instants.push(last.at);
    }
  }
  return instants.length === 0 ? undefined : Math.max(...instants);
};

const NOTE_FILE = 'demo.json';

/** What the first start has noted down of the demo, so that a second one can finish it. */
type Note = { readonly now: number; readonly isPlayed: boolean };

const noteIn = (folder: string | undefined): Note | undefined => {
  if (folder === undefined || !existsSync(join(folder, NOTE_FILE))) return undefined;
  // `keepNote` wrote it.
  return JSON.parse(readFileSync(join(folder, NOTE_FILE), 'utf8')) as Note;
};

const keepNote = (folder: string | undefined, note: Note): void => {
  if (folder !== undefined) writeFileSync(join(folder, NOTE_FILE), JSON.stringify(note));
};

type Script = {
  readonly steps: readonly DemoStep[];
  readonly begins: number;
  readonly ends: number;
};

/** What is to be played: the demo up to now, or the documents' day. */
const scriptOf = ({ system, isReplay }: HostOptions, now: number): Script => {
  if (isReplay) {
    const { now: day = now, steps: before = () => [] } = system.replay ?? {};
    const steps = before(day);
    return { steps, begins: Math.min(day, ...steps.map(({ at }) => at)), ends: day };
  }
  const steps = system.demo?.steps(now) ?? [];
  return { steps, begins: Math.min(now, ...steps.map(({ at }) => at)), ends: now };
};

const play = async (options: HostOptions, stage: Stage, script: Script): Promise<void> => {
  await playSteps(stage, script.steps);
  await passUntil(stage, Math.max(script.ends, stage.clock.now()));
  if (!options.isReplay) stage.clock.release();
};

/**
 * Where the clock stands at the start: after all that has happened, in the year of the replay,
 * or where the demo begins.
 */
const setClock = (
  clock: AdjustableClock,
  options: HostOptions,
  of: { readonly script: Script | undefined; readonly latest: number | undefined },
): void => {
  const { script, latest = -Infinity } = of;
  const replayedAt = options.isReplay ? options.system.replay?.now : undefined;
  const begins = script?.begins ?? replayedAt;
  if (begins !== undefined) clock.set(Math.max(begins, latest));
};

/** The script, if this is the first start, or the first one did not come to its end. */
const unplayed = (options: HostOptions, isNew: boolean): [Script, Note] | undefined => {
  const note = noteIn(options.folder);
  const isWanted = options.isReplay || options.withDemo;
  if (note ? note.isPlayed : !isNew || !isWanted) return undefined;
  const now = note?.now ?? Date.now();
  return [scriptOf(options, now), { now, isPlayed: false }];
};

const openStores = async ({ system, folder }: HostOptions): Promise<Map<string, Store>> => {
  const stores = new Map<string, Store>();
  const left = folder === undefined ? new Set<string>() : droppedIn(system, folder);
  try {
    for (const context of system.contexts) {
      if (left.has(context.name)) continue;
      stores.set(context.name, await storeIn({ system, folder }, context));
    }
    return stores;
  } catch (cause) {
    for (const store of stores.values()) await store.close();
    throw cause;
  }
};

const settingsOf = ({ system, isReplay, settings }: HostOptions) => ({
  ...(isReplay ? system.replay?.settings : {}),
  ...settings,
});

const runOn = async (
  options: HostOptions,
  stores: ReadonlyMap<string, Store>,
): Promise<Pick<BusinessHost, 'running' | 'clock'>> => {
  const { system, logger, externals = {}, limits = {} } = options;
  const latest = await latestIn([...stores.values()]);
  const [script, note] = unplayed(options, latest === undefined) ?? [];
  if (note) keepNote(options.folder, note);
  const clock = new AdjustableClock();
  setClock(clock, options, { script, latest });
  const running = await runEmbedded({
    system,
    ...storesOf(system, stores),
    clock,
    externals,
    settings: settingsOf(options),
    limits,
    report: (incident) => logger.incident(system.name, incident),
  });
  running.listen((notice) => logger.happened(system.name, notice));
  if (script && note) {
    const stage = { running, clock, refused: refusedTo(logger, system), signal: options.signal };
    await play(options, stage, script).catch(async (cause: unknown) => {
      await running.stop();
      throw cause;
    });
    keepNote(options.folder, { ...note, isPlayed: true });
  }
  return { running, clock };
};

const refusedTo =
  (logger: Logger, { name }: Rehearsed): Stage['refused'] =>
  ({ command }, outcome) =>
    logger.warn({ business: name, command: command.type, outcome }, 'A demo step was refused.');

/** Whoever was being erased when a crash came is gone before anything is read. */
const finishErasureIn = async ({ folder, system }: HostOptions): Promise<void> => {
  if (folder === undefined || !existsSync(join(folder, PENDING_FILE))) return;
  const { finishErasure } = await import('../personal/erasure.ts');
  await finishErasure({ folder, system });
};

/** Opens a business. Its history is there and it takes commands when this resolves. */
export const openBusinessHost = async (options: HostOptions): Promise<BusinessHost> => {
  const { folder, externals } = options;
  if (folder !== undefined && externals && noteIn(folder)) throw demoIsThere(folder);
  const unlock = folder === undefined ? () => {} : lockFolder(folder);
  try {
    await finishErasureIn(options);
    const stores = await openStores(options);
    const { running, clock } = await runOn(options, stores);
    const hasDemo = folder === undefined ? options.withDemo : noteIn(folder) !== undefined;
    const close = async (): Promise<void> => {
      await running.stop();
      unlock();
    };
    return { running, clock, hasDemo, close };
  } catch (cause) {
    unlock();
    throw cause;
  }
};
