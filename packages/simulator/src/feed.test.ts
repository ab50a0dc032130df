// What consumers see through the broker: all of it in order, but late, again, or for a while not.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LogRecord } from '@dure/kernel/ports';
import { Chance } from './chance.ts';
import { Broker } from './feed.ts';
import { History } from './history.ts';
import type { FeedConditions } from './conditions.ts';
import { Process } from './process.ts';
import { Timeline } from './timeline.ts';

const fair: FeedConditions = {
  lateMostMs: 0,
  wakeTwiceChance: 0,
  againChance: 0,
  shortChance: 0,
  lossChance: 0,
};

const record = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'Baked',
  subject: 'Cake/cake-1',
  caseId: 'cake-1',
  at: 0,
  data: {},
  causedBy: 'a',
  actor: 'Baker:-',
});

const setUp = (conditions: Partial<FeedConditions> = {}) => {
  const timeline = new Timeline(0);
  const history = new History();
  history.open('kitchen', 1);
  history.open('shop', 1);
  const broker = new Broker({ timeline, history, conditions: { ...fair, ...conditions } });
  const chance = new Chance('feed');
  const process = new Process({ context: 'shop', replica: 0, timeline, chance });
  const feed = broker.feedOf(process);
  let wakes = 0;
  feed.follow('kitchen', 0, () => (wakes += 1));
  const commit = (...sequences: readonly number[]) =>
    history.note('kitchen', 0, sequences.map(record));
  const read = async (after: number, limit = 100) =>
    ((await feed.read('kitchen', 0, after, limit))?.records ?? []).map(({ sequence }) => sequence);
  return { timeline, broker, commit, read, wakes: () => wakes };
};

describe('a feed', () => {
  it('shows what was committed, some time later', async () => {
    const { timeline, commit, read, wakes } = setUp({ lateMostMs: 50 });
    commit(1, 2);
    assert.deepEqual(await read(0), []);
    await timeline.pass(50);
    assert.deepEqual(await read(0), [1, 2]);
    assert.equal(wakes(), 1);
  });

  it('wakes twice at times', async () => {
    const { timeline, commit, wakes } = setUp({ wakeTwiceChance: 1 });
    commit(1);
    await timeline.pass(1);
    assert.equal(wakes(), 2);
  });

  it('brings records again, and none behind a gap', async () => {
    const { timeline, commit, read } = setUp({ againChance: 1 });
    commit(1, 2, 3);
    await timeline.pass(1);
    const records = await read(2);
    assert.ok(records.length > 1);
    assert.equal(records.at(-1), 3);
  });

  it('brings fewer than there are, and then wakes for the rest', async () => {
    const { timeline, commit, read, wakes } = setUp({ shortChance: 1 });
    commit(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    await timeline.pass(1);
    while ((await read(0, 10)).length === 10);
    await timeline.pass(1);
    assert.ok(wakes() > 1);
  });

  it('is cut off, and catches up', async () => {
    const { timeline, broker, commit, read } = setUp();
    broker.setCutOff('shop', true);
    commit(1);
    await timeline.pass(1);
    assert.deepEqual(await read(0).catch(() => []), []);
    assert.equal(broker.isCaughtUp, false);
    broker.setCutOff('shop', false);
    await timeline.pass(1);
    assert.deepEqual(await read(0), [1]);
    assert.equal(broker.isCaughtUp, true);
  });

  it('can be rewound to the beginning', async () => {
    const { timeline, broker, commit, read } = setUp();
    commit(1, 2, 3);
    await timeline.pass(1);
    broker.rewind('shop');
    assert.deepEqual(await read(3), [1, 2, 3]);
    assert.deepEqual(await read(3), []);
  });

  it('loses records, brings those behind the gap, and then wakes for what was lost', async () => {
    const { timeline, commit, read, wakes } = setUp({ lossChance: 1 });
    commit(1, 2, 3);
    await timeline.pass(1);
    const [first = 0, ...rest] = await read(0);
    assert.ok(first > 1);
    assert.equal([first, ...rest].at(-1), 3);
    await timeline.pass(1);
    assert.equal(wakes(), 2);
  });

  it('is replaced by an empty one: no one is called, and the log has all there is', async () => {
    const { timeline, broker, commit, read, wakes } = setUp({ lateMostMs: 50 });
    commit(1, 2);
    broker.replaceByAnEmptyOne();
    await timeline.pass(50);
    assert.equal(wakes(), 0);
    assert.deepEqual(await read(0), [1, 2]);
    assert.equal(broker.isCaughtUp, true);
    commit(3);
    await timeline.pass(50);
    assert.equal(wakes(), 1);
  });
});

describe('a feed that gives each partition to one replica', () => {
  it('brings the others what has had its effects, and says whose the rest is', async () => {
    const timeline = new Timeline(0);
    const history = new History();
    history.open('kitchen', 2);
    history.open('shop', 1);
    const broker = new Broker({ timeline, history, conditions: fair, isGiven: true });
    const of = (replica: number) => {
      const chance = new Chance(`replica ${replica}`);
      const process = new Process({ context: 'shop', replica, timeline, chance });
      return { process, feed: broker.feedOf(process) };
    };
    const [first, second] = [of(0), of(1)];
    await timeline.pass(1);
    for (const partition of [0, 1]) history.note('kitchen', partition, [1, 2].map(record));
    await timeline.pass(1);
    const read = async ({ feed }: typeof first, partition: number, after = 0) => {
      const page = await feed.read('kitchen', partition, after, 10);
      return page?.isElsewhere ?? page?.records.length;
    };
    assert.deepEqual([await read(first, 0), await read(first, 1)], [2, true]);
    assert.deepEqual([await read(second, 0), await read(second, 1)], [true, 2]);
    second.feed.settled?.('kitchen', 0, 2);
    assert.deepEqual([await read(second, 0), await read(second, 0, 2)], [2, true]);
    first.process.die();
    await timeline.pass(1);
    assert.deepEqual([await read(second, 0, 2), await read(second, 1)], [0, 2]);
  });
});
