// What becomes of turns whose transaction SQLite has taken back, as it does where the disk fails.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'node:test';
import { nothing } from '@dure/testing/conformance';
import { setUp } from './connection.ts';
import { DiskFile } from './disk-file.ts';
import { createSchema } from './schema.ts';
import { SharedTransactions } from './shared-transactions.ts';
import { Statements } from './statements.ts';
import { ownTables } from './tables.ts';
import { SqliteTurn } from './turn.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-taken-back-'));
after(() => rmSync(folder, { recursive: true }));

const open = (name: string) => {
  const file = join(folder, name);
  const writer = new DatabaseSync(file);
  setUp(writer);
  createSchema(writer, 1);
  const transactions = new SharedTransactions(new DiskFile(file), writer);
  const statements = new Statements(writer, ownTables);
  /** A turn that writes, if it has an id, once something else has happened. */
  const inTurn = (before: () => Promise<void>, id?: string): Promise<void> =>
    transactions.run(
      () => new SqliteTurn(file, statements, 0),
      async (turn) => {
        await before();
        if (id === undefined) return;
        await turn.write({ ...nothing, put: [{ collection: 'claim', id, body: '' }] });
      },
    );
  const put = (id: string): Promise<void> => inTurn(async () => {}, id);
  const onDisk = (): readonly unknown[] => {
    const reader = new DatabaseSync(file, { readOnly: true });
    const rows = reader.prepare('SELECT id FROM drawer_claim ORDER BY id').all();
    reader.close();
    return rows.map(({ id }) => id);
  };
  return { file, writer, transactions, put, inTurn, onDisk };
};

describe('Turns whose transaction was taken back', () => {
  it('are written again in their order, and then those that came behind them', async () => {
    const { writer, transactions, put, onDisk } = open('again.db');
    await put('a');
    await put('b');
    writer.exec('ROLLBACK');
    const durable = transactions.durable();
    assert.ok(durable);
    await durable;
    assert.deepEqual(onDisk(), ['a', 'b']);
    await put('c');
    await transactions.durable();
    assert.deepEqual(onDisk(), ['a', 'b', 'c']);
    const { turns } = writer.prepare('SELECT turns FROM heads').get() ?? {};
    assert.equal(turns, 3);
    await transactions.close();
    writer.close();
  });

  it('are written again before the next one begins, which sees them', async () => {
    const { writer, transactions, put, onDisk } = open('next.db');
    await put('a');
    await put('b');
    writer.exec('ROLLBACK');
    await put('c');
    await transactions.durable();
    assert.deepEqual(onDisk(), ['a', 'b', 'c']);
    const { turns } = writer.prepare('SELECT turns FROM heads').get() ?? {};
    assert.equal(turns, 3);
    await transactions.close();
    writer.close();
  });

  it('are written again where it was while the next one read, which is refused', async () => {
    const { file, writer, transactions, put, onDisk, inTurn } = open('under-way.db');
    await put('a');
    const takenBack = async (): Promise<void> => writer.exec('ROLLBACK');
    await assert.rejects(inTurn(takenBack), /does not read or write/);
    await assert.rejects(inTurn(takenBack, 'b'), /does not read or write/);
    await put('c');
    await transactions.durable();
    assert.deepEqual(onDisk(), ['a', 'c']);
    await assert.rejects(inTurn(takenBack, 'alone'), /does not read or write/);
    assert.equal(transactions.trouble, undefined, `nothing of ${file} waits for the disk`);
    await transactions.close();
    writer.close();
  });

  it('are given up where another process has had a turn meanwhile', async () => {
    const { file, writer, transactions, put, onDisk } = open('overtaken.db');
    await put('a');
    await transactions.durable();
    await put('lost');
    writer.exec('ROLLBACK');
    const other = new DatabaseSync(file);
    other.exec('UPDATE heads SET turns = turns + 1');
    other.close();
    await assert.rejects(
      transactions.durable() ?? Promise.resolve(),
      /Another program has written/,
    );
    await assert.rejects(put('b'), /End both programs/);
    assert.equal(transactions.durable(), undefined);
    assert.deepEqual(onDisk(), ['a']);
    await transactions.close();
    writer.close();
  });

  it('are not waited for any more once it is closed', async () => {
    const { file, writer, transactions, put } = open('closed.db');
    await put('lost');
    writer.exec('ROLLBACK');
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const refused = assert.rejects(transactions.durable() ?? Promise.resolve());
    await transactions.close();
    await refused;
    other.close();
    writer.close();
  });
});
