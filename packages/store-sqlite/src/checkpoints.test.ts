import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import type { Changes } from '@dure/kernel/ports';
import { nothing } from '@dure/testing/conformance';
import { Checkpoints } from './checkpoints.ts';
import { openSqliteStore } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-checkpoints-'));
after(() => rmSync(folder, { recursive: true }));

let files = 0;

/** A file whose log holds a row that the file itself does not have yet. */
const written = () => {
  const file = join(folder, `written-${(files += 1)}.db`);
  const writer = new DatabaseSync(file);
  writer.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  writer.exec('CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
  return { file, writer };
};

/** What lies in the file alone, without its log. */
const tablesIn = (file: string): number => {
  const copy = `${file}.copy`;
  copyFileSync(file, copy);
  const database = new DatabaseSync(copy);
  const tables = database.prepare('SELECT name FROM sqlite_schema').all();
  database.close();
  return tables.length;
};

const ROWS = 3;

describe('the log of a file', () => {
  it('is folded into it by another thread after so many rows', async () => {
    const { file, writer } = written();
    const checkpoints = new Checkpoints(file, ROWS);
    checkpoints.wrote(ROWS - 1);
    await checkpoints.ended();
    assert.equal(tablesIn(file), 0);
    checkpoints.wrote(1);
    await checkpoints.ended();
    assert.equal(tablesIn(file), 1);
    writer.close();
  });

  it('is left alone where another file was put in its place', async () => {
    const { file, writer } = written();
    const { file: other, writer: another } = written();
    const checkpoints = new Checkpoints(file, 1);
    const kept = `${file}.kept`;
    renameSync(file, kept);
    // What is at the place of the file has no log beside it that is its own.
    copyFileSync(other, file);
    rmSync(`${file}-wal`);
    checkpoints.wrote(1);
    await checkpoints.ended();
    assert.equal(existsSync(`${file}-wal`), false);
    assert.equal(tablesIn(file), 0);
    writer.close();
    another.close();
  });

  it('is not made anew where the file is gone', async () => {
    const { file, writer } = written();
    const checkpoints = new Checkpoints(file, 1);
    writer.close();
    rmSync(file);
    checkpoints.wrote(1);
    await checkpoints.ended();
    assert.equal(existsSync(file), false);
  });
});

const TURNS = 40;
const ITEMS = 100;

const claims = (turn: number): Changes['put'] =>
  Array.from({ length: ITEMS }, (_, number) => ({
    collection: 'claim' as const,
    id: `claim-${turn}-${number}`,
    body: 'x'.repeat(ITEMS),
  }));

describe('a store', () => {
  it('has its log folded while turns go on, and is closed with nothing beside it', async () => {
    const file = join(folder, 'orders.db');
    const store = openSqliteStore({ file });
    const before = statSync(file).size;
    for (let turn = 0; turn < TURNS; turn += 1) {
      await store.turn(0, (open) => open.write({ ...nothing, put: claims(turn) }));
    }
    await store.close();
    assert.ok(statSync(file).size > before);
    assert.equal(existsSync(`${file}-wal`), false);
    const again = openSqliteStore({ file });
    assert.equal((await again.list('claim', '', TURNS * ITEMS + 1)).length, TURNS * ITEMS);
    await again.close();
  });
});
