#!/usr/bin/env node
// The program that `npm create dure` runs.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Dure needs Node 22.18 or newer. This is ${process.version}.`);
  process.exit(1);
}

// Loaded only now: an older Node could not even read what the others import.
const { run } = await import('./run.ts');
process.exitCode = run(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  say: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
});
