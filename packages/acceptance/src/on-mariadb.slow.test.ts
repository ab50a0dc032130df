// The tests of a business, all of them, where its contexts have their stores in MariaDB.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'node:test';
import { reasonNotToBeHad, startMariadb } from '@dure/servers/mariadb';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = fileURLToPath(new URL('../../../scripts/testing/run.mjs', import.meta.url));
const files = globSync('systems/lodging/{system,documented,demo}.test.ts', { cwd: root });

describe('Lodging', { skip: reasonNotToBeHad() ?? false }, () => {
  it('passes its scenarios, its documented lines and its demo on MariaDB', async () => {
    // Hundreds of databases are made, and no power fails: the disk is not waited for.
    const unsynced = { innodb_flush_method: 'nosync', sync_frm: '0' };
    const settings = { max_connections: '2000', ...unsynced };
    const server = await startMariadb({ settings });
    const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
    const options = ['--disable-warning=ExperimentalWarning', '--test-reporter=spec', run];
    const child = spawn(process.execPath, [...options, ...files], {
      cwd: root,
      env: { ...env, DURE_TEST_STORE: server.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += String(chunk)));
    const [code]: readonly unknown[] = await once(child, 'exit');
    await server.stop();
    assert.equal(files.length, 3);
    assert.equal(code, 0, said);
    assert.match(said, /ℹ fail 0/);
    assert.match(said, /ℹ skipped 0/);
  });
});
