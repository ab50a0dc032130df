import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openSharedFile } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-killed-together-'));
after(() => rmSync(folder, { recursive: true }));

const writing = join(import.meta.dirname, 'writing-together.testing.ts');
const LIVES = 10;

/** Writes until it is killed, so long after its first commit; the sequences that it told. */
const writeUntilKilled = (file: string, afterMs: number): Promise<readonly number[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<readonly number[]>();
  const child = spawn(process.execPath, ['--no-warnings', writing, file]);
  let told = '';
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (told === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    told += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.on('error', reject);
  child.on('close', (_code, signal) => {
    if (signal !== 'SIGKILL') return reject(new Error(`It ended by itself: ${said}`));
    // What comes after the last line break was not told in full.
    resolve(told.split('\n').slice(0, -1).map(Number));
  });
  return promise;
};

describe('A process that is killed while two contexts share a commit', () => {
  it('keeps all it told, and no context is ahead of another', { timeout: 120_000 }, async () => {
    const file = join(folder, 'shop.db');
    let last = 0;
    for (let life = 0; life < LIVES; life += 1) {
      const told = await writeUntilKilled(file, 10 + Math.random() * 200);
      assert.ok((told[0] ?? 0) > last, 'It goes on where the last one was killed.');
      const shared = openSharedFile({ file });
      const owner = { business: 'shop', context: 'orders' };
      const orders = await shared.storeOf({ owner });
      const stock = await shared.storeOf({ owner: { ...owner, context: 'stock' } });
      const { sequence } = await orders.head(0);
      const { facts } = await stock.head(0);
      assert.ok(sequence >= (told.at(-1) ?? 0), 'Nothing that was told is lost.');
      const log = await orders.readLog(0, 0, sequence + 1);
      assert.ok(log.every((record, index) => record.sequence === index + 1));
      // What is lost is the end of one sequence: an order, and then that it was followed.
      const behind = sequence - Number(facts['seen']);
      assert.ok(behind === 0 || behind === 1, `The stock is ${behind} behind the orders.`);
      last = sequence;
      await shared.close();
    }
  });
});
