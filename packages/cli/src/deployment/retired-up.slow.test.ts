// `dure up` and `dure start` on a folder of which a context was retired and its data dropped.

import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@dure/servers';
import { dropFile, retireIn } from '../copies/retired.testing.ts';
import { rehearsalOf } from '../businesses.ts';
import { at, unpacked } from '../move/move.testing.ts';
import { openedToLook } from '../start/opened-to-look.ts';
import { atUrl, dure } from '../start/process.testing.ts';

const GONE = 'notification';

describe('a folder whose context was retired', { timeout: 300_000 }, () => {
  const data = unpacked(['lodging']);
  const file = join(data, 'lodging', `${GONE}.db`);

  before(async () => {
    const system = await rehearsalOf('lodging');
    const { host } = await openedToLook(system, join(data, 'lodging'));
    await host.running.quiet();
    await host.close();
    await retireIn(system, at(system, `sqlite:${data}`), GONE);
    dropFile(join(data, 'lodging'), GONE);
  });
  after(() => rmSync(data, { recursive: true, force: true }));

  it('is started as services without it, all of which are ready', async () => {
    const port = String(await freePort());
    const up = dure('up', 'lodging', '--data', data, '--port', port, '--lang', 'en');
    let trouble = '';
    up.child.stderr.on('data', (text: string) => (trouble += text));
    while (!/All are ready/.test(trouble) && up.child.exitCode === null) await sleep(50);
    const health = await fetch(`http://127.0.0.1:${port}/health/ready`);
    equal(health.status, 200);
    up.child.kill('SIGINT');
    const { code, out } = await up.ended;
    equal(code, 0, trouble);
    match(out, /notification\/0 +│ .*was retired, and is not started again/);
    equal(existsSync(file), false);
  });

  it('is started in one process without it, which answers that it was retired', async () => {
    const running = dure('start', 'lodging', '--data', data, '--port', '0', '--lang', 'en');
    const url = await running.saying(atUrl);
    const services = await fetch(`${url}/lodging/ops/services`);
    equal(services.status, 200);
    match(JSON.stringify(await services.json()), /"notification".*?retired/);
    const figures = await fetch(`${url}/metrics`);
    doesNotMatch(await figures.text(), /dure_(context|lag)_\w+\{[^}]*context="notification"/);
    const rows = await fetch(`${url}/lodging/message-log`);
    deepEqual([rows.status, existsSync(file)], [410, false]);
    running.child.kill('SIGTERM');
    const { code } = await running.ended;
    ok(code === 0);
  });
});
