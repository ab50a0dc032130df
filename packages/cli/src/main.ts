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

// Readers may have read enough: `dure log lodging | head`. A server goes on without them.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  if (args[0] !== 'start') process.exit(0);
});

const { run } = await import('./run.ts');
process.exitCode = await run(args, process);
