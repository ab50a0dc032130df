#!/usr/bin/env bash
# PostgreSQL 15.18: a NOTIFY wakes every connection of the database that listens, whatever channel it listens to.
#
# Channels look as if they were addresses, so that services with a channel each would disturb nobody but their own. The
# server keeps no list of who listens to what: each commit with a NOTIFY signals all listening backends of the same
# database, which read the queue and find nothing for them. Connections of another database of the same server sleep on.
# With n replicas that listen and tell after each commit, m commits a second cost n × m wake-ups, though nobody is told.
# What to do: tell only while others are known to listen, gather several commits into one notice, or give each group of
# services a database of its own.
#
# Needs PostgreSQL's programs (Debian: postgresql), npm and Linux (/proc). Says what it sees; fails when that changes.
# Output seen with PostgreSQL 15.18, pg 8.23.1, after 200 notices to a channel that nobody listens to:
#   a listener of another channel, same database: woken 200 times or nearly
#   a listener of that other channel, other database: not woken
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
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
const [, , port] = process.argv;
const NOTICES = 200;
const open = async (database) => {
  const client = new pg.Client({ connectionString: `postgres://finder@127.0.0.1:${port}/${database}` });
  await client.connect();
  return client;
};
const teller = await open('postgres');
await teller.query('create database other');
const listener = async (database) => {
  const client = await open(database);
  await client.query('listen of_its_own');
  const { rows } = await client.query('select pg_backend_pid() as pid');
  const slept = () =>
    Number(/^voluntary_ctxt_switches:\s*(\d+)$/m.exec(readFileSync(`/proc/${rows[0].pid}/status`, 'utf8'))[1]);
  return { client, slept };
};
const [same, other] = [await listener('postgres'), await listener('other')];
await sleep(300);
const before = [same, other].map(({ slept }) => slept());
for (let at = 0; at < NOTICES; at += 1) {
  await teller.query("notify nobody_listens, 'x'");
  await sleep(5);
}
const [inSame, inOther] = [same, other].map(({ slept }, at) => slept() - before[at]);
const said = (times) => (times >= NOTICES * 0.8 ? `woken ${NOTICES} times or nearly` : times <= 5 ? 'not woken' : `woken ${times} times`);
console.log(`a listener of another channel, same database: ${said(inSame)}`);
console.log(`a listener of that other channel, other database: ${said(inOther)}`);
for (const client of [teller, same.client, other.client]) await client.end();
J
seen=$(node finding.mjs "$port")
echo "$seen"
[ "$seen" = $'a listener of another channel, same database: woken 200 times or nearly\na listener of that other channel, other database: not woken' ] || { echo 'It has changed.'; exit 1; }
