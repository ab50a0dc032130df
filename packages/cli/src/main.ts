// The program `dure`.

import { enableCompileCache } from 'node:module';

// What was compiled once is not compiled again: a start takes half the time.
enableCompileCache();

const args = process.argv.slice(2);

// Whoever reads may have read enough: `dure log lodging | head`. A server goes on without him.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code !== 'EPIPE') throw cause;
  if (args[0] !== 'start') process.exit(0);
});

const { run } = await import('./run.ts');
process.exitCode = await run(args, process);
