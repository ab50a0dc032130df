// The records of ended cases are put aside on a real server, and everything is as it was.

import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { CaseRecord } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import type { Server } from '@dure/servers';
import { reasonNotToBeHad, startMariadb } from '@dure/servers/mariadb';
import { rehearsalOf } from '../businesses.ts';
import { openPlace, reserve } from '../move/lodging.testing.ts';
import { at, runningOn, unpacked, wrongAt } from '../move/move.testing.ts';
import { said } from '../run.testing.ts';
import { worldOf } from '../world.ts';

const QUIET_MS = 60_000;
const rows = { filters: [], anyOf: [], descending: false, offset: 0, limit: 1_000 } as const;

describe('an archive', { skip: reasonNotToBeHad() ?? false, timeout: 180_000 }, () => {
  const data = unpacked(['lodging']);
  let server: Server;
  let system: Rehearsed;
  const run = (line: string, lang = 'en') => said(`${line} --lang ${lang}`);

  /** The stories of all cases, and all rows of all views once they were drawn anew. */
  const looked = async () => {
    const { host, incidents } = await runningOn(system, at(system, server.url));
    try {
      ok(await host.quiet(QUIET_MS));
      const { events } = await worldOf(host, Date.now());
      const stories = new Map<string, readonly CaseRecord[]>();
      for (const { caseId } of events) stories.set(caseId, await host.trail(caseId));
      const views: unknown[] = [];
      for (const kernel of Object.values(host.kernels)) {
        for (const view of Object.keys(kernel.context.views)) {
          await kernel.rebuild(view);
          views.push((await kernel.rows(view, rows)).rows);
        }
      }
      return { stories, views, incidents };
    } finally {
      await host.stop();
    }
  };

  before(async () => {
    server = await startMariadb();
    system = await rehearsalOf('lodging');
    const { code, trouble } = await run(`move lodging --data ${data} --to ${server.url}`);
    equal(code, 0, trouble);
  });
  after(() => server.stop());

  it('leaves stories, views and promises as they were', async () => {
    const before = await looked();
    ok(before.stories.size > 0);
    const { code, out, trouble } = await run(
      `archive lodging --from ${server.url} --older-than 0d`,
    );
    deepEqual([code, trouble], [0, '']);
    match(out, /[1-9]\d* records of [1-9]\d* ended cases were put aside/);
    deepEqual(await looked(), before);
    deepEqual(await wrongAt(system, server.url), []);
  });

  it('is of a business that goes on, and is copied with it', async () => {
    const running = await runningOn(system, at(system, server.url));
    await openPlace(running);
    await reserve(running);
    ok(await running.host.quiet(QUIET_MS));
    await running.host.stop();
    const back = join(data, 'back');
    const { code, trouble } = await run(`move lodging --from ${server.url} --to ${back}`);
    equal(code, 0, trouble);
    const healthy = await run(`doctor lodging --data ${back}`);
    equal(healthy.code, 0, healthy.out);
  });

  it('is taken back', async () => {
    const before = await looked();
    const { code, out } = await run(`archive lodging --from ${server.url} --back`);
    deepEqual([code, /[1-9]\d* records are back/.test(out)], [0, true]);
    deepEqual(await looked(), before);
    match((await run(`archive lodging --from ${server.url} --back`)).out, /^0 records are back/);
  });

  it('says in both languages what it needs', async () => {
    const line = `archive lodging --from ${server.url}`;
    match((await run(line)).trouble, /--older-than 90d/);
    match((await run(`${line} --older-than ninety`, 'ko')).trouble, /얼마나 지난/);
    const running = await runningOn(system, at(system, server.url));
    const used = await run(`${line} --older-than 1d`);
    await running.host.stop();
    match(used.trouble, /A Dure is using the store/);
  });
});
