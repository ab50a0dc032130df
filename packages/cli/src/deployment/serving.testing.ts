// Processes of a deployment for tests: real ones, each with a file of its own.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host, Order } from '@dure/kernel';
import { freePort } from '@dure/servers';
import { written } from './written.testing.ts';

const main = join(import.meta.dirname, '../main.ts');
export const SECRET = 'a secret of these tests, long enough';

export type Started = {
  readonly child: ChildProcess;
  readonly url: string;
  readonly said: () => string;
  readonly until: (words: RegExp) => Promise<void>;
  /** Resolves with its exit code. */
  readonly ended: Promise<unknown>;
};

export type Starting = {
  readonly folder: string;
  /** Of its file. */
  readonly lines: readonly string[];
  readonly env: { readonly [name: string]: unknown };
  readonly port?: number | undefined;
};

/** `dure serve` of one context. Whoever starts it ends it. */
export const startService = async (
  context: string,
  { folder, lines, env, port: wanted }: Starting,
): Promise<Started> => {
  const port = wanted ?? (await freePort());
  const file = written(join(folder, `${port}.yaml`), lines);
  const args = [main, 'serve', context, '--file', file, '--port', String(port)];
  const child = spawn(process.execPath, [...args, '--data', folder], {
    // Its values are texts, as they are written by the tests.
    env: { ...process.env, LC_ALL: 'C', DURE_SECRET: SECRET, ...(env as NodeJS.ProcessEnv) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let all = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (all += chunk));
  }
  const until = async (words: RegExp): Promise<void> => {
    while (!words.test(all) && child.exitCode === null) await sleep(20);
    assert.match(all, words);
  };
  const ended = once(child, 'close').then(() => child.exitCode);
  return { child, url: `http://127.0.0.1:${port}`, said: () => all, until, ended };
};

/** Registers a place of lodging under the key, until that is taken. */
export const placed = async (host: Host, key: string): Promise<string> => {
  const fields = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };
  const by = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;
  const command = { type: 'RegisterPlace', ...fields, instantConfirmation: true };
  const order: Order = { command, by, key };
  for (;;) {
    const outcome = await host.issue(order).catch(() => undefined);
    if (outcome?.is === 'done') return outcome.key;
    await sleep(20);
  }
};
