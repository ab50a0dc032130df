#!/usr/bin/env bash
# @grpc/grpc-js 1.14.7: a server takes a deadline of 25 days for passed, and answers DEADLINE_EXCEEDED at once.
#
# The header `grpc-timeout` has up to eight digits and a unit, so that 25 days (2160000S) are as valid as a second. The
# server turns them into milliseconds with `| 0`, which keeps 32 bits: from 2^31 ms on (24.9 days) the timeout is negative and
# is over before the handler has begun; at 50 days it is positive again, and far too short. The client of the same package
# knows the bound and waits. Whoever follows something for long (a stream with a deadline of a month) is cut off at once, and
# sends again, which helps nothing.
# What to do: no deadline at all where it would be longer than 24 days.
#
# Needs npm. Says what it sees; fails when that changes.
set -euo pipefail
folder=$(mktemp -d /tmp/finding-XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @grpc/grpc-js@1.14.7
cat > finding.mjs <<'J'
import { Client, credentials, Server, ServerCredentials, status } from '@grpc/grpc-js';
const bytes = (of) => of;
const method = { path: '/x.X/Say', requestStream: false, responseStream: false };
for (const end of ['request', 'response']) {
  method[`${end}Serialize`] = bytes;
  method[`${end}Deserialize`] = bytes;
}
const server = new Server();
const say = (_call, callback) => setTimeout(() => callback(null, Buffer.from('done')), 100);
server.addService({ Say: method }, { Say: say });
const port = await new Promise((resolve) => {
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) => resolve(bound));
});
const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
for (const days of [24, 25, 49, 50]) {
  const deadline = Date.now() + days * 86_400_000;
  const answer = await new Promise((resolve) => {
    const came = (error, value) => resolve(error ? status[error.code] : String(value));
    client.makeUnaryRequest(method.path, bytes, bytes, Buffer.from(''), { deadline }, came);
  });
  console.log(`${days} days: ${answer}`);
}
client.close();
server.forceShutdown();
J
seen=$(node finding.mjs)
echo "$seen"
expected=$'24 days: done\n25 days: DEADLINE_EXCEEDED\n49 days: DEADLINE_EXCEEDED\n50 days: done'
[ "$seen" = "$expected" ] || { echo 'It has changed.'; exit 1; }
