import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { openSharedFile } from './index.ts';
import { writeUntilKilled } from './killed.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-killed-together-'));
after(() => rmSync(folder, { recursive: true }));

const PROGRAM = 'writing-together.testing.ts';
const LIVES = 10;

describe('A process that is killed while two contexts share a commit', () => {
  it('keeps all it told, and no context is ahead of another', { timeout: 120_000 }, async () => {
    const file = join(folder, 'shop.db');
    let last = 0;
    for (let life = 0; life < LIVES; life += 1) {
      const told = await writeUntilKilled(PROGRAM, file, 10 + Math.random() * 200);
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
