#!/usr/bin/env bash
# Node 24 (libuv 1.45 and later): a server takes one new connection in each turn of its loop, however many wait.
#
# libuv accepts once and waits for the next event, instead of accepting until there is nothing left. An idle server turns thousands of
# times a second and no one notices. A server whose turns take 20 ms, because it works synchronously (SQLite, JSON, a template),
# takes 50 connections a second: of 1,000 clients that come at once the last waits for 20 seconds, connected and unanswered, as the system
# has completed the handshake; and those beyond the backlog of 511 have their SYN dropped and try again after 1, 3, 7 seconds.
# No figure of the server shows it: it answers each request that it sees in 20 ms.
# What to do: several listeners on one port (`reusePort`, Linux), each of which takes one in a turn; a longer backlog; and look whether
# the port is free beforehand, as listeners that share a port are not refused one that another process of the user shares.
#
# Needs Node 24 on Linux. Says what it sees; fails when that changes.
set -euo pipefail
folder=$(mktemp -d /tmp/finding-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/finding.mjs" <<'J'
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
const CLIENTS = 200;
const TURNS = 20;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const takenIn = async (listeners) => {
  let taken = 0;
  const open = async (port) => {
    const server = createServer(() => (taken += 1));
    server.listen({ host: '127.0.0.1', port, backlog: 1_000, reusePort: listeners > 1 });
    await once(server, 'listening');
    return server;
  };
  const first = await open(0);
  const { port } = first.address();
  const all = [first];
  while (all.length < listeners) all.push(await open(port));
  const clients = Array.from({ length: CLIENTS }, () => connect(port, '127.0.0.1'));
  for (let at = 0; at < TURNS; at += 1) await turn();
  const found = taken;
  for (const client of clients) client.destroy();
  for (const server of all) server.close();
  return found;
};
const [one, sixteen] = [await takenIn(1), await takenIn(16)];
console.log(`libuv ${process.versions.uv}: of ${CLIENTS} who wait, in ${TURNS} turns`);
console.log(`one listener has taken ${one}, sixteen have taken ${sixteen}`);
if (one > TURNS || sixteen < CLIENTS / 2) process.exit(1);
J
node "$folder/finding.mjs"
