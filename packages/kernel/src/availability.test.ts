// A store that is away, or in the way: commands are answered, and work goes on when it is back.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { testClock } from '@dure/testing/clock';
import type { By } from '@dure/domain';
import type { Incident, Outcome } from './api.ts';
import { runEmbedded } from '@dure/embedded';
import { NOON } from './open-shop.testing.ts';
import { StoreUnavailable, Taken } from './ports.ts';
import type { Changes, Store, Turn } from './ports.ts';
import { ShopByHand } from './shop.testing.ts';

const clerk: By = { kind: 'actor', name: 'Clerk', subject: 'clerk-1', claims: {} };

const ported = (store: Store): Store => ({
  identity: store.identity,
  partitions: store.partitions,
  turn: (partition, work) => store.turn(partition, work),
  readLog: (...asked) => store.readLog(...asked),
  head: (partition) => store.head(partition),
  read: (reads) => store.read(reads),
  due: (...asked) => store.due(...asked),
  nextDue: (...asked) => store.nextDue(...asked),
  list: (...asked) => store.list(...asked),
  count: (...asked) => store.count(...asked),
  query: (query) => store.query(query),
  trail: (...asked) => store.trail(...asked),
  close: () => store.close(),
});

/** A store in which something else happens before a turn is written. */
const writing = (store: Store, before: (changes: Changes) => void): Store => ({
  ...ported(store),
  turn: (partition, work) =>
    store.turn(partition, (turn) => {
      const port: Turn = {
        head: turn.head,
        read: (reads) => turn.read(reads),
        write: async (changes) => {
          before(changes);
          await turn.write(changes);
        },
      };
      return work(port);
    }),
});

const opened = async (partitions: number, before: (changes: Changes) => void) => {
  const clock = testClock(NOON);
  const incidents: Incident[] = [];
  const running = await runEmbedded({
    system: ShopByHand,
    storeOf: (context) => {
      const store = memoryStore(memoryDisk({ partitions }));
      return context.name === 'store' ? writing(store, before) : store;
    },
    clock,
    report: (incident) => incidents.push(incident),
  });
  await clock.settle();
  const ended: Outcome['is'][] = [];
  const fill = (shelf: number, key?: string) => {
    const command = { type: 'FillShelf', shelfId: `shelf-${shelf}`, qty: 5 };
    const filling = running.issue({ command, by: clerk, ...(key === undefined ? {} : { key }) });
    void filling.then(({ is }) => ended.push(is));
    return filling;
  };
  const { store: kernel } = running.kernels;
  if (!kernel) throw new Error('There is a context called store.');
  return { clock, running, kernel, fill, ended, incidents };
};

for (const partitions of [1, 16]) {
  describe(`A store that is full, in ${partitions} partitions`, () => {
    const full = async () => {
      const disk = { isFull: true, writes: 0 };
      const shop = await opened(partitions, () => {
        disk.writes += 1;
        if (disk.isFull) throw new StoreUnavailable('The disk is full.');
      });
      return { ...shop, disk };
    };

    it('lets no command hang: the first are answered soon, and the next at once', async () => {
      const { clock, fill, ended } = await full();
      void fill(1);
      await clock.advance(1_000);
      deepEqual(ended, ['unavailable']);
      void fill(1);
      await clock.settle();
      deepEqual(ended, ['unavailable', 'unavailable']);
    });

    it('is told of, with since when and why', async () => {
      const { clock, fill, kernel } = await full();
      deepEqual(kernel.health(), { is: 'up' });
      void fill(1);
      await clock.advance(5_000);
      deepEqual(kernel.health(), { is: 'away', since: NOON, cause: 'The disk is full.' });
    });

    it('is tried again with a growing pause, and taken up when it is back', async () => {
      const { clock, fill, kernel, disk } = await full();
      void fill(1);
      await clock.advance(60_000);
      const { writes } = disk;
      ok(writes < 50, `${writes} tries in a minute`);
      disk.isFull = false;
      await clock.advance(2_000);
      deepEqual(kernel.health(), { is: 'up' });
      const filling = fill(1);
      await clock.settle();
      equal((await filling).is, 'done');
    });

    it('is taken up when it is back, although another replica was quicker just then', async () => {
      const disk: { state: 'full' | 'contested' | 'back' } = { state: 'full' };
      const { clock, fill, kernel } = await opened(partitions, () => {
        if (disk.state === 'full') throw new StoreUnavailable('The disk is full.');
        if (disk.state === 'back') return;
        disk.state = 'back';
        throw new Taken({ collection: 'fact', id: 'position' });
      });
      void fill(1);
      await clock.advance(10_000);
      disk.state = 'contested';
      await clock.advance(10_000);
      deepEqual(kernel.health(), { is: 'up' });
    });

    it('lets the context stop', async () => {
      const { clock, fill, running } = await full();
      void fill(1);
      await clock.advance(1_000);
      const stopping = { isDone: false };
      void running.stop().then(() => {
        stopping.isDone = true;
      });
      await clock.advance(5_000);
      equal(stopping.isDone, true);
    });
  });
}

describe('A turn that meets what another was quicker at', () => {
  const CONTESTED = 'Goods of shelf-7';

  /** What shelf 7 is filled with always collides. */
  const contested = () => {
    const turns = { tried: 0 };
    const before = ({ append }: Changes): void => {
      turns.tried += 1;
      const collides = append.some(({ subject }) => subject === 'Shelf/shelf-7');
      if (collides) throw new Taken({ collection: 'claim', id: CONTESTED });
    };
    return { turns, before };
  };

  it('is tried without the one that is in the way: the others are done', async () => {
    const { before } = contested();
    const { clock, fill } = await opened(1, before);
    const filling = Array.from({ length: 40 }, (_, shelf) => fill(shelf));
    await clock.advance(60_000);
    const ends = (await Promise.all(filling)).map(({ is }) => is);
    deepEqual(
      ends.flatMap((is, shelf) => (is === 'done' ? [] : [[shelf, is]])),
      [[7, 'conflict']],
    );
  });

  it('is not tried in a hot loop', async () => {
    const { turns, before } = contested();
    const { clock, fill, ended } = await opened(1, before);
    void fill(7);
    await clock.settle();
    ok(turns.tried < 5, `${turns.tried} tries at once`);
    await clock.advance(60_000);
    deepEqual(ended, ['conflict']);
  });
});

describe('A turn that fails for no reason of the store', () => {
  it('stops the job that fails it alone, and no other', async () => {
    const { clock, fill, incidents } = await opened(1, ({ append }) => {
      const breaks = append.some(({ subject }) => subject === 'Shelf/shelf-7');
      if (breaks) throw new TypeError('Nobody can write this.');
    });
    const filling = Array.from({ length: 40 }, (_, shelf) => fill(shelf));
    await clock.advance(60_000);
    const ends = (await Promise.all(filling)).map(({ is }) => is);
    deepEqual(
      ends.flatMap((is, shelf) => (is === 'done' ? [] : [[shelf, is]])),
      [[7, 'failed']],
    );
    ok(incidents.every(({ cause }) => cause instanceof TypeError));
  });
});
