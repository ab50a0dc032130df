import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Head, Item, Turn } from '../ports.ts';
import { Cache } from './items.ts';
import { Workspace } from './workspace.ts';

const LANE = 'place>PaymentHistory/order-1';

const parked = (lane: string): Item => ({
  collection: 'parked',
  id: `${lane}#000000000001`,
  tag: lane,
  body: { lane },
});

/** Turns of one partition whose store holds some items, and the lanes that were read of it. */
const partition = (held: readonly Item[] = []) => {
  const read: string[] = [];
  const cache = new Cache('alone');
  const begin = (turns: number, count: number): Workspace => {
    const head: Head = { sequence: 0, turns, facts: count === 0 ? {} : { parked: count } };
    const turn: Turn = {
      head,
      read: async ({ tags }) => {
        read.push(...tags.map(({ tag }) => tag));
        return held.filter(({ tag }) => tags.some((of) => of.tag === tag));
      },
      write: async () => {},
    };
    return new Workspace(turn, cache);
  };
  return { begin, read };
};

const parkIn = (workspace: Workspace): void => {
  workspace.knowsLane(LANE);
  workspace.put(parked(LANE));
};

const ofLane = (lane: string) => ({
  ids: [],
  tags: [{ collection: 'parked', tag: lane } as const],
});

describe('What the lanes of a partition hold', () => {
  it('is known from the beginning where nothing is parked', () => {
    const { begin } = partition();
    equal(begin(0, 0).isFree(LANE), true);
  });

  it('is not known where something was parked before, and is read then', async () => {
    const { begin, read } = partition([parked(LANE)]);
    const workspace = begin(7, 1);
    equal(workspace.isFree(LANE), false);
    await workspace.load(ofLane(LANE));
    deepEqual(read, [LANE]);
    deepEqual(workspace.tagged('parked', LANE), [parked(LANE)]);
  });

  it('is known of a lane in which this turn has parked, and of others', () => {
    const workspace = partition().begin(0, 0);
    parkIn(workspace);
    equal(workspace.isFree(LANE), false);
    equal(workspace.isFree('another lane'), true);
    deepEqual(workspace.tagged('parked', LANE), [parked(LANE)]);
  });

  it('is as before when what was parked is taken back', () => {
    const workspace = partition().begin(0, 0);
    const mark = workspace.mark();
    parkIn(workspace);
    workspace.goBack(mark);
    equal(workspace.isFree(LANE), true);
  });

  it('is read by the next turn where something lies, and nowhere else', async () => {
    const { begin, read } = partition([parked(LANE)]);
    const first = begin(0, 0);
    parkIn(first);
    first.remember([]);
    const second = begin(1, 1);
    equal(second.isFree('another lane'), true);
    equal(second.isFree(LANE), false);
    await second.load(ofLane(LANE));
    deepEqual(read, [LANE]);
    second.remove({ collection: 'parked', id: parked(LANE).id });
    equal(second.isFree(LANE), true);
    second.remember([]);
    equal(begin(2, 1).isFree(LANE), true);
  });

  it('is forgotten when another process had a turn meanwhile', () => {
    const { begin } = partition();
    const first = begin(0, 0);
    parkIn(first);
    first.remember([]);
    equal(begin(5, 2).isFree('another lane'), false);
  });
});
