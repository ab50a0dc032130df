// Makes the data folder of this place: lends a tool twice, and stops while it is out. It was made
// with the code of commit 0eae684: `node examples/older-data/make.ts <folder of that code>`

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dumpOf } from './dump.ts';

const NOW = Date.parse('2026-03-02T12:00:00+09:00');

const [older = '.'] = process.argv.slice(2);
// The code of another commit, whose types are not those of this one.
const load = async (path: string): Promise<Loaded> =>
  (await import(resolve(older, path))) as Loaded;

type Running = {
  readonly issue: (order: object) => Promise<{ readonly is: string }>;
  readonly stop: () => Promise<void>;
};

type Loaded = {
  readonly runEmbedded: (parts: object) => Promise<Running>;
  readonly openSqliteStore: (opening: object) => unknown;
  readonly testClock: (start: number) => { readonly settle: () => Promise<void> };
  readonly ToolShed: { readonly contexts: readonly { readonly name: string }[] };
};

const { runEmbedded } = await load('packages/kernel/src/embedded.ts');
const { openSqliteStore } = await load('packages/store-sqlite/src/index.ts');
const { testClock } = await load('packages/testing/src/clock.ts');
const { ToolShed } = await load('examples/tool-shed/system.ts');

const folder = mkdtempSync(join(tmpdir(), 'dure-older-'));
const runtime = testClock(NOW);
const storeOf = (context: string) => openSqliteStore({ file: join(folder, `${context}.db`) });
const running = await runEmbedded({ system: ToolShed, storeOf, runtime });
const commands = [
  { type: 'AddTool', toolId: 'tool-1', name: '사다리', ownerId: 'neighbour-1' },
  { type: 'LendTool', toolId: 'tool-1', neighbourId: 'neighbour-2', days: 3 },
  { type: 'ReturnTool', toolId: 'tool-1' },
  { type: 'LendTool', toolId: 'tool-1', neighbourId: 'neighbour-3', days: 3 },
];
for (const command of commands) {
  const by = { kind: 'actor', name: 'Neighbour', claims: {} };
  const done = running.issue({ command, by });
  await runtime.settle();
  if ((await done).is !== 'done') throw new Error(`${command.type} was not done.`);
}
await running.stop();
const out = join(import.meta.dirname, 'tool-shed');
mkdirSync(out, { recursive: true });
for (const { name } of ToolShed.contexts) {
  writeFileSync(join(out, `${name}.sql`), dumpOf(join(folder, `${name}.db`)));
}
