#!/usr/bin/env node
// Starts `dure` on a Node that runs TypeScript: this one if new enough, else the installed Node 24.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('../src/main.ts', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 24 || (major === 24 && minor >= 12)) await runHere();
else startOn(installedNode(dirname(fileURLToPath(import.meta.url))));

/** What was compiled once is not compiled again, and what compiles is not even loaded. */
async function runHere() {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache();
  await import(main.href);
}

function installedNode(folder) {
  const node = join(folder, 'node_modules', '.bin', 'node');
  if (existsSync(node)) return node;
  if (dirname(folder) !== folder) return installedNode(dirname(folder));
  console.error(`dure needs Node 24.12 or newer. This is ${process.version}.`);
  return process.exit(1);
}

function startOn(node) {
  const args = [fileURLToPath(main), ...process.argv.slice(2)];
  const child = spawn(node, args, { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
