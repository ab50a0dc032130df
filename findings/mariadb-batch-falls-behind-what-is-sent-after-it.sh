#!/usr/bin/env bash
# mariadb 3.5.4 on MariaDB 10.11: what batch() inserts is executed behind statements that were sent after it.
#
# The first batch() of a statement on a connection sends PREPARE, and puts the statement itself at the end of the queue once the
# answer is there. Whatever was called meanwhile on the same connection is executed before: a DELETE deletes nothing, and COMMIT
# commits a transaction without the rows. They stand in the next transaction then, whose rollback takes them. All promises are
# fulfilled. With `pipelining: false` it is the same, and execute() falls behind, too.
# What to do: await a batch before anything else is called on its connection, or use execute() with pipelining, which keeps its
# place.
#
# Needs MariaDB's programs (Debian: mariadb-server) and npm. Says what it sees; fails when that changes.
# Output seen with mariadb 3.5.4, MariaDB 10.11.19:
#   pipelining, batch, then delete: 1 left
#   pipelining, execute, then delete: 0 left
#   no pipelining, batch, then delete: 1 left
#   no pipelining, execute, then delete: 1 left
#   batch, commit: fulfilled fulfilled; after a rollback: 0 left
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
const options = { host: '127.0.0.1', port: Number(process.argv[2]), user: 'root' };
const observer = await createConnection(options);
await observer.query('create database rooms');
await observer.query('create table rooms.room (id int primary key) engine = innodb');
const left = async () => Number((await observer.query('select count(*) as n from rooms.room'))[0].n);
const insert = 'insert into rooms.room values (?)';
for (const pipelining of [true, false]) {
  for (const how of ['batch', 'execute']) {
    await observer.query('delete from rooms.room');
    const connection = await createConnection({ ...options, pipelining });
    const inserted = connection[how](insert, how === 'batch' ? [[1]] : [1]);
    await Promise.all([inserted, connection.query('delete from rooms.room')]);
    console.log(`${pipelining ? '' : 'no '}pipelining, ${how}, then delete: ${await left()} left`);
    await connection.end();
  }
}
await observer.query('delete from rooms.room');
const connection = await createConnection(options);
await connection.query('set autocommit = 0');
const sent = [connection.batch(insert, [[1], [2]]), connection.commit()];
const ends = (await Promise.allSettled(sent)).map(({ status }) => status);
await connection.rollback();
console.log(`batch, commit: ${ends.join(' ')}; after a rollback: ${await left()} left`);
await connection.end();
await observer.end();
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected='pipelining, batch, then delete: 1 left
pipelining, execute, then delete: 0 left
no pipelining, batch, then delete: 1 left
no pipelining, execute, then delete: 1 left
batch, commit: fulfilled fulfilled; after a rollback: 0 left'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
