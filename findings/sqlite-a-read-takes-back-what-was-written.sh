#!/usr/bin/env bash
# SQLite 3.53 (node:sqlite of Node 24): a SELECT within a transaction that has written can take back all that it has written, and what comes
# next succeeds without it.
#
# Changed pages are kept in memory until the commit, as many as `cache_size` allows. A statement that only reads needs room for its own pages, and has
# changed ones written to the write-ahead log for it. If the disk refuses that, the SELECT fails with SQLITE_IOERR_WRITE, and the whole
# transaction is rolled back, not the statement alone: its documentation names the errors for which this may be done, and leaves it to the
# program to find out (sqlite3_get_autocommit). Nothing else says so: the connection is as it was, `SAVEPOINT` opens a transaction of its own and its
# RELEASE commits it, and whoever begins anew with "BEGIN, unless a transaction is open" goes on with the state from before. Once the disk
# has room again, each statement succeeds. A program that shares one transaction among several units of work (group commit) so calls durable
# what is nowhere, though each INSERT had succeeded and no COMMIT has failed.
# What to do: after each error in a transaction, and before the next unit of work, look whether the transaction is still open
# (`isTransaction`, sqlite3_get_autocommit), and do all of it again where it is not; know that the smaller the cache, the sooner a read writes.
#
# Needs Node 24.12 on Linux, and prlimit (util-linux), which stands for a disk that is full: no file may grow beyond a size, and then it may again.
# Says what it sees; fails when that changes.
set -euo pipefail
folder=$(mktemp -d /tmp/finding-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/finding.mjs" <<'J'
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
const ROWS = 12_000;
const CHANGED = 1_500;
const file = join(process.argv[2], 'orders.db');
const database = new DatabaseSync(file);
database.exec('PRAGMA journal_mode = WAL; PRAGMA cache_size = -4000; PRAGMA wal_autocheckpoint = 0');
database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, body TEXT)');
const body = 'x'.repeat(3_000);
const insert = database.prepare('INSERT INTO orders VALUES (?, ?)');
database.exec('BEGIN');
for (let id = 0; id < ROWS; id += 1) insert.run(id, body);
database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
const limit = (bytes) => execFileSync('prlimit', ['--pid', `${process.pid}`, `--fsize=${bytes}:unlimited`]);
const paid = () => database.prepare("SELECT count(*) AS n FROM orders WHERE body LIKE 'paid%'").get().n;

database.exec('BEGIN IMMEDIATE');
const update = database.prepare('UPDATE orders SET body = ? WHERE id = ?');
let changed = 0;
for (let id = 0; id < CHANGED; id += 1) changed += update.run(`paid ${body}`, id * 4).changes;
limit(statSync(`${file}-wal`).size);
let failure = 'none';
try {
  const read = database.prepare('SELECT body FROM orders WHERE id = ?');
  for (let id = 0; id < ROWS; id += 1) read.get(id);
} catch (error) {
  failure = `${error.errcode}: ${error.message}`;
}
limit('unlimited');
const isOpen = database.isTransaction;
database.exec('SAVEPOINT next');
database.prepare('UPDATE orders SET body = ? WHERE id = 1').run('next');
database.exec('RELEASE next');
const [version] = Object.values(database.prepare('SELECT sqlite_version()').get());
console.log(`SQLite ${version}: ${changed} rows were changed in a transaction, each without an error`);
console.log(`a SELECT in it failed (${failure}); the transaction is ${isOpen ? 'open' : 'gone'}`);
console.log(`the next savepoint was released without an error; of ${changed} rows ${paid()} are changed`);
const left = paid();
database.close();
if (isOpen || changed !== CHANGED || left !== 0 || !failure.startsWith('778')) process.exit(1);
J
node "$folder/finding.mjs" "$folder"
