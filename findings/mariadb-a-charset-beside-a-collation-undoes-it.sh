#!/usr/bin/env bash
# mariadb 3.5.4 on MariaDB 10.11: a connection that is given a charset and a collation gets the charset's default collation.
#
# Both are documented options. With `{ charset: 'utf8mb4', collation: 'UTF8MB4_NOPAD_BIN' }` the driver looks the pair up, and
# then overwrites what it has found with the default of the charset: comparisons fold case, accents and trailing spaces, without
# a word. With the collation alone it is as asked for.
# What to do: give the collation alone, or SET NAMES … COLLATE … on the connection; declare the collation of columns.
#
# Needs MariaDB's programs (Debian: mariadb-server) and npm. Says what it sees; fails when that changes.
# Output seen with mariadb 3.5.4, MariaDB 10.11.19:
#   both: utf8mb4_general_ci, 'a' = 'Á ' is 1
#   collation alone: utf8mb4_nopad_bin, 'a' = 'Á ' is 0
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
const collation = 'UTF8MB4_NOPAD_BIN';
for (const [name, given] of [
  ['both', { charset: 'utf8mb4', collation }],
  ['collation alone', { collation }],
]) {
  const connection = await createConnection({ ...options, ...given });
  const [row] = await connection.query("select @@collation_connection as is_now, 'a' = 'Á ' as same");
  console.log(`${name}: ${row.is_now}, 'a' = 'Á ' is ${row.same}`);
  await connection.end();
}
J
seen=$(node finding.mjs "$port")
echo "$seen"
expected="both: utf8mb4_general_ci, 'a' = 'Á ' is 1
collation alone: utf8mb4_nopad_bin, 'a' = 'Á ' is 0"
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
