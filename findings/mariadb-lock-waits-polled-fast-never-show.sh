#!/usr/bin/env bash
# MariaDB 10.11: information_schema.innodb_lock_waits that is read often goes on showing what was, for ever.
#
# INNODB_TRX, INNODB_LOCKS and INNODB_LOCK_WAITS are read from a cache, which is filled anew only when none of them has been read
# for 100 ms. Who asks "does anyone wait for a lock by now?" every 20 ms, and began before anyone did, is told "no" as long as
# they go on asking, even by a connection of another program. Slower questions, or a wait that was there before the first one,
# hide it: a test that waits in such a loop hangs on a slow machine alone.
# What to do: leave more than 100 ms between two reads (of all programs together), or read
# `SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'`, which is counted as it happens.
#
# Needs MariaDB's programs (Debian: mariadb-server) and npm. Says what it sees; fails when that changes.
# Output seen with mariadb 3.5.4, MariaDB 10.11.19:
#   innodb_lock_waits, every 20 ms: not seen in 5 s
#   innodb_lock_waits, every 150 ms: seen
#   Innodb_row_lock_current_waits, every 20 ms: seen
set -euo pipefail
daemon=$(command -v mariadbd || echo /usr/sbin/mariadbd)
folder=$(mktemp -d /tmp/finding-XXXXXX)
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid mysql --regid mysql --init-groups)
trap 'kill "$server" 2> /dev/null && wait "$server" || true; rm -rf "$folder"' EXIT
[ "$(id -u)" != 0 ] || chown mysql: "$folder"
chmod 755 "$folder"
(cd "$folder" && "${as[@]}" env TMPDIR="$folder" mariadb-install-db --no-defaults --datadir="$folder/data" \
  --auth-root-authentication-method=normal > "$folder.log" 2>&1) || { cat "$folder.log"; exit 1; }
rm "$folder.log"
port=$(node -e "const s=require('net').createServer().listen(0,()=>{console.log(s.address().port);s.close()})")
"${as[@]}" "$daemon" --no-defaults --datadir="$folder/data" --tmpdir="$folder" --socket="$folder/socket" --port="$port" \
  --bind-address=127.0.0.1 --skip-grant-tables --skip-networking=0 2> /dev/null &
server=$!
until mariadb-admin --no-defaults -h 127.0.0.1 -P "$port" ping > /dev/null 2>&1; do sleep 0.1; done
mkdir "$folder/client"
cd "$folder/client"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mariadb@3.5.4
cat > finding.mjs <<'J'
import { createConnection } from 'mariadb';
import { setTimeout as sleep } from 'node:timers/promises';
const options = { host: '127.0.0.1', port: Number(process.argv[2]), user: 'root' };
const [owner, waiting, observer] = await Promise.all([1, 2, 3].map(() => createConnection(options)));
await owner.query('create database rooms');
await owner.query('create table rooms.room (id int primary key) engine = innodb');
await owner.query('insert into rooms.room values (1)');
const take = 'select * from rooms.room where id = 1 for update';
const waitsInTable = 'select count(*) as n from information_schema.innodb_lock_waits';
const waitsCounted = "show global status like 'Innodb_row_lock_current_waits'";
const read = async (statement) => {
  const [row] = await observer.query(statement);
  return Number(row.n ?? row.Value);
};
const isSeen = async (statement, pauseMs) => {
  for (const end = performance.now() + 5_000; performance.now() < end; await sleep(pauseMs)) {
    if ((await read(statement)) > 0) return true;
  }
  return false;
};
for (const [name, statement, pauseMs] of [
  ['innodb_lock_waits, every 20 ms', waitsInTable, 20],
  ['innodb_lock_waits, every 150 ms', waitsInTable, 150],
  ['Innodb_row_lock_current_waits, every 20 ms', waitsCounted, 20],
]) {
  await sleep(300);
  for (const connection of [owner, waiting]) await connection.query('begin');
  await owner.query(take);
  await read(statement);
  const taken = waiting.query(take);
  await sleep(pauseMs);
  console.log(`${name}: ${(await isSeen(statement, pauseMs)) ? 'seen' : 'not seen in 5 s'}`);
  await owner.query('commit');
  await taken;
  await waiting.query('commit');
}
for (const connection of [owner, waiting, observer]) await connection.end();
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='innodb_lock_waits, every 20 ms: not seen in 5 s
innodb_lock_waits, every 150 ms: seen
Innodb_row_lock_current_waits, every 20 ms: seen'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
