// Runs beside a test process until that ends, and then ends the servers that it has started.

import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Guarded } from './guarded.ts';
import { birthOf, signalTree } from './process-tree.ts';

const all: Guarded[] = [];

// It is the only one that writes here.
for await (const line of createInterface(process.stdin)) all.push(JSON.parse(line) as Guarded);
for (const { pid, birth } of all) if (birthOf(pid) === birth) signalTree(pid, 'SIGKILL');
for (const { folder } of all) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
