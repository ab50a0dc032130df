import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { openSqliteStore } from './index.ts';
import { writeUntilKilled } from './killed.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-killed-'));
after(() => rmSync(folder, { recursive: true }));

const PROGRAM = 'writing.testing.ts';
const READ_MAX = 1_000_000;

const check = async (file: string, told: readonly number[]): Promise<number> => {
  const store = openSqliteStore({ file });
  const { sequence, facts } = await store.head(0);
  assert.ok(sequence >= (told.at(-1) ?? 0), 'Nothing that was told is lost.');
  const log = await store.readLog(0, 0, READ_MAX);
  assert.ok(log.every((record, index) => record.sequence === index + 1));
  assert.equal(log.length, sequence);
  assert.deepEqual(facts, { last: sequence });
  const [order] = await store.due(0, 'instance', sequence, 1);
  assert.deepEqual(order?.body, { last: sequence });
  const answers = await store.list('answer', '', READ_MAX);
  const lasts = new Set(answers.map(({ id }) => Number(id.slice('answer-'.length))));
  assert.ok(told.every((one) => lasts.has(one)));
  await store.close();
  return sequence;
};

describe('A process that is killed while it writes', () => {
  it('leaves all that it told, whole turns only, and no gap', { timeout: 120_000 }, async () => {
    const file = join(folder, 'orders.db');
    let last = 0;
    for (let life = 0; life < 12; life += 1) {
      const told = await writeUntilKilled(PROGRAM, file, 20 + Math.random() * 380);
      assert.ok(told.length > 0);
      assert.ok((told[0] ?? 0) > last, 'It goes on where the last one was killed.');
      last = await check(file, told);
    }
    const database = new DatabaseSync(file);
    assert.deepEqual(database.prepare('PRAGMA integrity_check').all().map(Object.values), [['ok']]);
    database.close();
  });

  it('holds up no other writer', { timeout: 120_000 }, async () => {
    const file = join(folder, 'shared.db');
    const store = openSqliteStore({ file });
    const ends = Array.from({ length: 3 }, () => writeUntilKilled(PROGRAM, file, 300));
    const told = (await Promise.all(ends)).flat();
    assert.equal(new Set(told).size, told.length, 'No sequence was given twice.');
    await check(file, told);
    await store.turn(0, (turn) =>
      turn.write({ append: [], insert: [], put: [], remove: [], facts: turn.head.facts }),
    );
    await store.close();
  });
});
