#!/usr/bin/env node
// The program `dure`.

import module from 'node:module';
import { isTooOld, withoutKnownWarnings } from './node-version.ts';

const args = process.argv.slice(2);

if (isTooOld(process.versions.node)) {
  console.error(`dure needs Node 22.18 or newer. This is ${process.version}.`);
  process.exit(1);
}
withoutKnownWarnings(process);

// What was compiled once is not compiled again: a start takes half the time.
module.enableCompileCache();

// Readers may have read enough: `dure log lodging | head`. `dure start` goes on without them, and
// what has processes of its own ends them in order.
const goesOnWithout = args[0] === 'start';
const endsInOrder = ['up', 'serve', 'gateway'].includes(args[0] ?? '');
let isEnding = false;
const withoutReaders = (cause: NodeJS.ErrnoException): void => {
  if (cause.code !== 'EPIPE' && cause.code !== 'ERR_STREAM_DESTROYED') throw cause;
  if (goesOnWithout || isEnding) return;
  isEnding = true;
  if (endsInOrder) process.kill(process.pid, 'SIGTERM');
  else process.exit(0);
};
for (const stream of [process.stdout, process.stderr]) stream.on('error', withoutReaders);

const { run } = await import('./run.ts');
process.exitCode = await run(args, process);
