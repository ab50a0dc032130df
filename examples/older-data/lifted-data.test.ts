// A log that the first version has written, with shapes that are not those of now: it opens, its
// case goes on, and what comes behind the older records stands in the same log as they.

import { deepEqual, equal } from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { restored } from '@dure/acceptance/restored';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import { upgraded } from '@dure/testing';
import { NextShed, NextToolShed } from './next-shed.testing.ts';

const dumps = join(import.meta.dirname, 'tool-shed');
const NOON = Date.parse('2026-03-04T12:00:00+09:00');
const DAY_MS = 86_400_000;
const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 10 } as const;
const by = { kind: 'actor', name: 'Neighbour', claims: {} } as const;
const safetyPollMs = 400 * DAY_MS;

const fileOf = (folder: string, context: string): string => join(folder, `${context}.db`);

/** What stands in the log of the shed. */
const logIn = async (folder: string) => {
  const store = openSqliteStore({ file: fileOf(folder, 'shed') });
  const records = await store.readLog(0, 0, 100);
  await store.close();
  return records;
};

const opened = async (folder: string) => {
  const clock = testClock(NOON);
  const running = await runEmbedded({
    system: NextToolShed,
    storeOf: ({ name }) => openSqliteStore({ file: fileOf(folder, name) }),
    clock,
    limits: { safetyPollMs },
  });
  const issue = async (command: { readonly type: string; readonly [field: string]: unknown }) => {
    const issued = running.issue({ command, by });
    await clock.settle();
    return (await issued).is;
  };
  const tools = async () => (await running.kernelOf({ view: 'Tools' })?.rows('Tools', all))?.rows;
  return { running, clock, issue, tools };
};

describe('A log of the first version under the wall of the next one', () => {
  it('is lifted, goes on in the new shapes, and is read from its beginning', async () => {
    const folder = restored(dumps);
    const { running, clock, issue, tools } = await opened(folder);
    await clock.advance(DAY_MS / 24);
    const out = { status: 'lent', neighbourId: 'neighbour-3', deposit: 0 };
    const ladder = { toolId: 'tool-1', title: '사다리' };
    deepEqual(
      (await tools())?.map(({ row }) => row),
      [{ ...ladder, ...out }],
    );
    equal(await issue({ type: 'ReturnTool', toolId: 'tool-1' }), 'done');
    const handOut = { type: 'HandOutTool', toolId: 'tool-1', neighbourId: 'neighbour-2', days: 2 };
    equal(await issue({ ...handOut, deposit: 5_000 }), 'done');
    await clock.settle();
    const thanked = (await running.trail('neighbour-1')).map(({ type }) => type);
    equal(thanked.filter((type) => type === 'NeighbourThanked').length, 2);
    const before = await tools();
    equal(before?.[0]?.row['deposit'], 5_000);
    const rebuilt = running.kernelOf({ view: 'Tools' })?.rebuild('Tools');
    await clock.advance(DAY_MS / 24);
    await rebuilt;
    deepEqual(await tools(), before);
    await clock.advance(4 * DAY_MS);
    const { items } = (await running.kernels['shed']?.work({ limit: 10 })) ?? { items: [] };
    equal(items.length, 1);
    await running.stop();
    deepEqual(
      (await logIn(folder)).map(({ type, version }) => [type, version ?? 1]),
      [
        ['ToolAdded', 1],
        ['ToolLent', 1],
        ['ToolReturned', 1],
        ['ToolLent', 1],
        ['ToolReturned', 1],
        ['ToolHandedOut', 1],
      ],
    );
  });

  it('has an example of every older shape, each of which is lifted', async () => {
    const log = await logIn(restored(dumps));
    upgraded(NextShed).examples(...log);
    const [first] = log;
    const tool = { toolId: 'tool-1', title: '사다리', ownerId: 'neighbour-1' } as const;
    const added = { type: 'ToolAdded', ...tool, status: 'on the shelf' };
    upgraded(NextShed)
      .from({ type: 'ToolAdded', data: { ...first?.data } })
      .then(added);
  });
});
