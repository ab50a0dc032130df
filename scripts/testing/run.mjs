// Runs files of tests in this process: `node scripts/testing/run.mjs FILE…`, with the options of
// Node's own runner for reporters and bounds.
//
// Node's runner follows each promise, so that an error that no test waits for is one of the test
// where it began. What a storm of the kernel costs is tripled by that. Here tests, timers and
// sockets are followed, but no promises: a rejection that none waits for still fails the run, and
// names no test. So what belongs to a group is said before its function waits for anything.

import asyncHooks from 'node:async_hooks';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { createHook } = asyncHooks;
asyncHooks.createHook = (callbacks) => createHook({ ...callbacks, trackPromises: false });
const { before, it } = await import('node:test');
asyncHooks.createHook = createHook;

const loaded = Promise.withResolvers();
// No test begins before all files are there, since a test may change what others read at once.
before(() => loaded.promise);
for (const file of process.argv.slice(2)) await load(file);
loaded.resolve();

/** One that cannot be read is a test that fails, and the others are run. */
async function load(file) {
  try {
    await import(pathToFileURL(resolve(file)).href);
  } catch (cause) {
    it(file, () => {
      throw cause;
    });
  }
}
