#!/usr/bin/env bash
# pg 8.23.1 on PostgreSQL 15 (any of 13 to 17): the promise of `commit` is fulfilled although nothing was committed.
#
# A client with `pipeline: true` that sends `begin`, its statements and `commit` at once, and waits for the commit alone, takes
# a transaction that was rolled back for one that was committed: the promise is fulfilled, with `command: 'ROLLBACK'`. The
# server answers so by its protocol; the driver hands it on as a success.
# What to do: compare `command` with 'COMMIT'.
#
# Needs PostgreSQL's programs (Debian: postgresql) and npm. Says what it sees; fails when that changes.
# Output seen with pg 8.23.1, PostgreSQL 15.18:
#   insert: rejected 23505
#   commit: fulfilled ROLLBACK
#   rows: 0
set -euo pipefail
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | tail -1 || command -v initdb)")
folder=$(mktemp -d /tmp/finding-XXXXXX)
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'as "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop || true; rm -rf "$folder"' EXIT
chmod 755 "$folder"
mkdir "$folder/data"
[ "$(id -u)" != 0 ] || chown postgres: "$folder/data"
as "$bin/initdb" -D "$folder/data" -U finder --auth=trust --no-sync > /dev/null
port=$(node -e "const s=require('net').createServer().listen(0,()=>{console.log(s.address().port);s.close()})")
as "$bin/pg_ctl" -D "$folder/data" -w -s -l "$folder/data/log" \
  -o "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -p $port" start
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts pg@8.23.1
cat > finding.mjs <<'J'
import pg from 'pg';
const client = new pg.Client({ connectionString: process.argv[2], pipeline: true });
await client.connect();
await client.query('create table rooms (id int primary key)');
const sent = ['begin', 'insert into rooms values (1)', 'insert into rooms values (1)', 'commit'];
const ends = await Promise.allSettled(sent.map((text) => client.query(text)));
const [, , insert, commit] = ends;
console.log(`insert: ${insert.status} ${insert.reason?.code}`);
console.log(`commit: ${commit.status} ${commit.value?.command}`);
const { rows } = await client.query('select * from rooms');
console.log(`rows: ${rows.length}`);
await client.end();
J
seen=$(node finding.mjs "postgres://finder@127.0.0.1:$port/postgres")
echo "$seen"
[ "$seen" = $'insert: rejected 23505\ncommit: fulfilled ROLLBACK\nrows: 0' ] || { echo 'It has changed.'; exit 1; }
