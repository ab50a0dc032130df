#!/usr/bin/env bash
# pg 8.23.1 on PostgreSQL 15: a query whose connection is lost rejects with an `Error` that has no code.
#
# Everything else that goes wrong has one: SQLSTATE where the server says it (23505, 57P01), ECONNREFUSED where nobody
# listens. A connection that ends while a query is under way, as in a restart of the server by force, gives a plain Error
# with an English sentence; the next query on the same client another one. Whoever tells by the code whether to look again
# or to give up sees `undefined`, and at a commit this is the case of unknown outcome.
# What to do: take an error without a code for a lost connection, never for a refusal.
#
# Needs PostgreSQL's programs (Debian: postgresql) and npm. Says what it sees; fails when that changes.
# Output seen with pg 8.23.1, PostgreSQL 15.18:
#   under way: undefined Connection terminated unexpectedly
#   afterwards: undefined Client has encountered a connection error and is not queryable
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
# A way to the server that ends, as a cable does, while a query is under way.
cat > finding.mjs <<'J'
import { connect, createServer } from 'node:net';
import pg from 'pg';
const [, , port] = process.argv;
let cut = () => {};
const way = createServer((socket) => {
  const server = connect(Number(port), '127.0.0.1');
  cut = () => (socket.destroy(), server.destroy());
  for (const one of [socket, server]) one.on('error', () => {});
  socket.pipe(server).pipe(socket);
});
await new Promise((resolve) => way.listen(0, '127.0.0.1', resolve));
const url = `postgres://finder@127.0.0.1:${way.address().port}/postgres`;
const client = new pg.Client({ connectionString: url });
client.on('error', () => {});
await client.connect();
const underWay = client.query('select pg_sleep(5)').catch((error) => error);
setTimeout(cut, 200);
const lost = await underWay;
console.log(`under way: ${lost.code} ${lost.message}`);
const next = await client.query('select 1').catch((error) => error);
console.log(`afterwards: ${next.code} ${next.message}`);
way.close();
J
seen=$(node finding.mjs "$port")
echo "$seen"
[ "$seen" = $'under way: undefined Connection terminated unexpectedly\nafterwards: undefined Client has encountered a connection error and is not queryable' ] || { echo 'It has changed.'; exit 1; }
