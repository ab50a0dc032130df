// Whether a command costs the same when the log is long: its CPU at 10⁴, 10⁵, … events.

import { runEmbedded } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import type { By } from '@dure/domain';
import { openSqliteStore } from '@dure/store-sqlite';
import { countGiven, fileIn, folderGiven, inParallel, median, tell } from './program.ts';
import { addStamps, StampCards } from './stamps.ts';

const AT_ONCE = 256;
const WINDOW = 5_000;
const WINDOWS = 5;
const FIRST = 10_000;

const by: By = { kind: 'actor', name: 'Shop', claims: {} };
const folder = folderGiven();
const events = countGiven();

const AT_FIRST = 60_000;

const open = (file: string) =>
  runEmbedded({ system: StampCards, storeOf: () => openSqliteStore({ file }) });

let done = 0;

const grow = async (running: Host, count: number): Promise<void> => {
  await inParallel(count, AT_ONCE, async () => {
    done += 1;
    const { is } = await running.issue({ command: addStamps(done), by });
    if (is !== 'done') throw new Error(`A command was ${is}.`);
  });
  await running.quiet();
};

const cost = async (running: Host): Promise<number> => {
  const windows: number[] = [];
  for (let window = 0; window < WINDOWS; window += 1) {
    const before = process.cpuUsage();
    await grow(running, WINDOW);
    const { user, system } = process.cpuUsage(before);
    windows.push((user + system) / WINDOW);
  }
  return median(windows);
};

// The compiler of Node does its work on another log, and is not measured.
const other = await open(fileIn(folder, 'other'));
await grow(other, AT_FIRST);
await other.stop();
done = 0;

const running = await open(fileIn(folder, 'stamps'));
const steps: { readonly events: number; readonly cpuUs: number }[] = [];
for (let at = FIRST; at <= events; at *= 10) {
  await grow(running, Math.max(0, at - done));
  steps.push({ events: done, cpuUs: await cost(running) });
}
await running.stop();
tell({ steps });
