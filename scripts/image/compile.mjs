// Fills the cache of compiled code that the image brings along: a pod begins with an empty disk,
// and would compile all that it runs, on its share of a core and while people wait. Run in the
// image that is being built, as the user that runs it: the cache is one of a version of Node and
// of a user.
//   NODE_COMPILE_CACHE=FOLDER node compile.mjs MAIN

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const [, , main] = process.argv;
const READY_MS = 120_000;
const LOOK_MS = 100;
const PORT = 18_090;

const folder = mkdtempSync(join(tmpdir(), 'dure-compile-'));
const env = { ...process.env, DURE_SECRET: 'known to this step alone, and long enough' };

const isReady = async () => {
  const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined);
  await answer?.arrayBuffer();
  return answer?.ok ?? false;
};

/** What is compiled is written when the process ends in order. */
const run = async (args) => {
  const child = spawn(process.execPath, [main, ...args], { env, stdio: 'inherit' });
  const ended = once(child, 'exit');
  const until = Date.now() + READY_MS;
  try {
    while (!(await isReady())) {
      const isOver = child.exitCode !== null || Date.now() > until;
      if (isOver) throw new Error(`${args.join(' ')} does not get ready.`);
      await sleep(LOOK_MS);
    }
    child.kill('SIGTERM');
    const [code] = await ended;
    if (code !== 0) throw new Error(`${args.join(' ')} has ended with ${code}.`);
  } finally {
    child.kill('SIGKILL');
  }
};

const at = ['--port', String(PORT), '--host', '127.0.0.1', '--data'];
// It plays the demo, as a replica does before it is ready where others serve.
await run(['start', 'lodging', ...at, join(folder, 'start')]);
await run(['serve', 'lodging', ...at, join(folder, 'serve')]);
rmSync(folder, { recursive: true });

// What only a deployment with servers needs.
const { resolve } = createRequire(main);
for (const name of ['store-postgres', 'store-mariadb', 'feed-kafka']) {
  await import(pathToFileURL(resolve(`@dure/${name}`)).href);
}
