#!/usr/bin/env bash
# @grpc/grpc-js 1.14.7: half a character in the words of a status ends the process of the server.
#
# The words go through `encodeURI`, which throws a URIError for a lone surrogate: that is what is left of an emoji, or of a
# rare Hanja, when words are cut to a length (`words.slice(0, 100)`), as they often are before they go into a header. It is
# thrown where the handler calls back, after everything else was done, so no `try` of the library is around it: an uncaught
# exception, and every other call of the process is lost with it. Whoever lets a client have a part in the words (a name that
# was not found) lets it choose where the cut falls.
# What to do: `words.toWellFormed()` before they become a status.
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
const words = 'no room 😀'.slice(0, 9);
const details = process.argv[2] === 'whole' ? words.toWellFormed() : words;
const say = (_call, callback) =>
  void setTimeout(() => callback({ code: status.INVALID_ARGUMENT, details }), 10);
server.addService({ Say: method }, { Say: say });
process.on('uncaughtException', ({ name }) => {
  console.log(`the server ends: ${name}`);
  process.exit(0);
});
const port = await new Promise((resolve) => {
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (_, bound) => resolve(bound));
});
const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
client.makeUnaryRequest(method.path, bytes, bytes, Buffer.from(''), (error) => {
  console.log(`the client is told: ${status[error.code]}`);
  process.exit(0);
});
J
seen=$(node finding.mjs; node finding.mjs whole)
echo "$seen"
[ "$seen" = $'the server ends: URIError\nthe client is told: INVALID_ARGUMENT' ] || { echo 'It has changed.'; exit 1; }
