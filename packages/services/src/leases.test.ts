// Two replicas share partitions by their beats; one that stands still loses what it had, and takes
// nothing until it has beaten again.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { LeasedFeed } from './leased-feed.ts';
import { Leases } from './leases.ts';

const PARTITIONS = 8;
const numbers = Array.from({ length: PARTITIONS }, (_, number) => number);
const times = { beatMs: 100, lostMs: 1_000 };

/** A clock for each of them: minutes apart, and moved by hand. */
const replicas = (...names: readonly string[]) => {
  const disk = memoryDisk({ partitions: PARTITIONS });
  return names.map((name, at) => {
    const clock = { nowMs: at * 600_000 };
    const now = (): number => clock.nowMs;
    const leases = new Leases({ store: memoryStore(disk), times, now, name });
    const given = () => numbers.filter((number) => leases.isGiven('orders', number));
    return { leases, clock, given };
  });
};

type Replica = ReturnType<typeof replicas>[number];

const allOf = (...all: readonly Replica[]): readonly number[] =>
  all.flatMap(({ given }) => given()).toSorted((one, other) => one - other);

/** Time passes for all of them, in which some beat. */
const pass = async (all: readonly Replica[], beating: readonly Replica[], ms: number) => {
  for (const { clock } of all) clock.nowMs += ms;
  for (const { leases } of beating) await leases.beat();
};

describe('Leases', () => {
  it('give each partition to one of two, whose clocks are ten minutes apart', async () => {
    const [a, b] = replicas('a', 'b') as [Replica, Replica];
    assert.equal(a.leases.isGiven('orders', 0), undefined);
    await pass([a, b], [a, b, a], 10);
    assert.deepEqual(allOf(a, b), numbers);
    assert.equal(a.given().length, PARTITIONS / 2);
  });

  it('go to the others when one stands still, which takes nothing when it goes on', async () => {
    const [a, b] = replicas('a', 'b') as [Replica, Replica];
    await pass([a, b], [a, b, a], 10);
    for (let beats = 0; beats < 12; beats += 1) await pass([a, b], [b], 100);
    assert.deepEqual(b.given(), numbers);
    assert.deepEqual(a.given(), []);
    let changes = 0;
    a.leases.onChange(() => (changes += 1));
    await pass([a, b], [a, b], 10);
    assert.equal(changes, 1);
    assert.deepEqual(allOf(a, b), numbers);
  });

  it('are handed over at once by one that ends', async () => {
    const [a, b] = replicas('a', 'b') as [Replica, Replica];
    await pass([a, b], [a, b, a], 10);
    await a.leases.stop();
    assert.deepEqual(a.given(), []);
    await pass([a, b], [b], 10);
    assert.deepEqual(b.given(), numbers);
  });
});

describe('A feed under leases', () => {
  it('says of what is given to others that it is elsewhere, and wakes when it is not', async () => {
    const [a, b] = replicas('a', 'b') as [Replica, Replica];
    await pass([a, b], [a, b, a], 10);
    const logId = 'log-1';
    const far = {
      partitionsOf: () => PARTITIONS,
      read: async () => ({ logId, records: [] }),
      end: async () => ({ logId, sequence: 7 }),
      follow: () => () => {},
    };
    const feed = new LeasedFeed(far, a.leases, () => true);
    const others = numbers.find((number) => !a.given().includes(number)) ?? 0;
    const own = a.given()[0] ?? 0;
    assert.deepEqual(await feed.read('orders', own, 0, 10), { logId, records: [] });
    const elsewhere = { logId, records: [], isElsewhere: true };
    assert.deepEqual(await feed.read('orders', others, 0, 10), elsewhere);
    assert.deepEqual(await feed.readAgain('orders', others, 0, 10), { logId, records: [] });
    let woken = 0;
    feed.follow('orders', others, () => (woken += 1));
    await b.leases.stop();
    await pass([a, b], [a], 10);
    assert.equal(woken, 1);
    assert.deepEqual(await feed.read('orders', others, 0, 10), { logId, records: [] });
  });
});
