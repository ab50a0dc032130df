import assert from 'node:assert/strict';
import { it } from 'node:test';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Clock, Feed, ReadSet, Store } from '@dure/kernel/ports';
import { memoryStore } from '@dure/store-memory';
import { LogFeed } from './log-feed.ts';
import { Pause } from './pause.ts';

/** Alarms that ring when the test says so. */
const byHand = () => {
  const alarms = new Set<() => void>();
  const clock: Clock = {
    now: () => 0,
    random: () => 0,
    soon: (run) => run(),
    after: (_delayMs, run) => {
      alarms.add(run);
      return () => void alarms.delete(run);
    },
  };
  const ring = () => {
    const due = [...alarms];
    alarms.clear();
    for (const run of due) run();
  };
  return { clock, ring };
};

it('No alarm of a context that is away rings until it is back, and then each once', () => {
  const { clock, ring } = byHand();
  const pause = new Pause();
  const rung: string[] = [];
  const paused = pause.clock(clock);
  paused.after(1, () => void rung.push('one'));
  const callOff = paused.after(1, () => void rung.push('two'));
  pause.turn('down');
  ring();
  assert.equal(rung.length, 0);
  callOff();
  pause.turn('none');
  assert.deepEqual(rung, ['one']);
  paused.after(1, () => void rung.push('three'));
  ring();
  assert.deepEqual(rung, ['one', 'three']);
});

it('A context that is behind hears of nothing until it goes on, and its alarms ring', () => {
  const { clock, ring } = byHand();
  const feed: Feed = new LogFeed(new Map(), () => 0);
  let tell = () => {};
  const follow: Feed['follow'] = (_source, _partition, wake) => {
    tell = wake;
    return () => {};
  };
  const pause = new Pause();
  const seen: string[] = [];
  const followed = pause.feed({ ...feed, partitionsOf: () => 1, follow }, 'cook');
  followed.follow('orders', 0, () => void seen.push('heard'));
  pause.turn('behind');
  pause.clock(clock).after(1, () => void seen.push('rung'));
  ring();
  tell();
  tell();
  assert.deepEqual(seen, ['rung']);
  assert.equal(pause.isOn, false);
  pause.turn('none');
  assert.deepEqual(seen, ['rung', 'heard']);
});

it('A context that is behind finds nothing new where it looks but in its own log', async () => {
  const page = { logId: 'log', records: [] };
  const wakes: string[] = [];
  const pause = new Pause();
  const feed: Feed = {
    partitionsOf: () => 1,
    read: () => Promise.resolve(page),
    readAgain: () => Promise.resolve(page),
    end: () => Promise.resolve(undefined),
    follow: () => () => {},
  };
  const followed = pause.feed(feed, 'cook');
  const look = async (source: string) => [
    await followed.read(source, 0, 0, 10),
    await followed.readAgain?.(source, 0, 0, 10),
  ];
  for (const source of ['orders', 'cook'])
    followed.follow(source, 0, () => void wakes.push(source));
  pause.turn('behind');
  assert.deepEqual(await look('orders'), [undefined, undefined]);
  assert.deepEqual(await look('cook'), [page, page]);
  wakes.length = 0;
  pause.turn('none');
  assert.deepEqual(await look('orders'), [page, page]);
  // What came meanwhile was not told, or was told and not found.
  assert.ok(wakes.includes('orders'));
  pause.turn('down');
  assert.deepEqual(await look('orders'), [undefined, undefined]);
  assert.deepEqual(await look('cook'), [undefined, undefined]);
});

it('A context that is away hears of nothing, and once of all when it is back', () => {
  const feed: Feed = new LogFeed(new Map(), () => 0);
  const wakes = new Set<() => void>();
  const follow: Feed['follow'] = (_source, _partition, wake) => {
    wakes.add(wake);
    return () => void wakes.delete(wake);
  };
  const pause = new Pause();
  let heard = 0;
  const leave = pause
    .feed({ ...feed, partitionsOf: () => 1, follow }, 'cook')
    .follow('orders', 0, () => void (heard += 1));
  const tell = () => {
    for (const wake of wakes) wake();
  };
  tell();
  pause.turn('down');
  tell();
  tell();
  assert.equal(heard, 1);
  pause.turn('none');
  assert.equal(heard, 2);
  leave();
  assert.equal(wakes.size, 0);
});

it('Readers of a context that is away find its store away, and its turns end', async () => {
  const store = memoryStore();
  const pause = new Pause();
  const paused = pause.store(store);
  await paused.turn(0, async (turn) => {
    pause.turn('down');
    await turn.write({ append: [], put: [], insert: [], remove: [], facts: { counted: 1 } });
  });
  const query = { tag: 'Rows@1', filters: [], anyOf: [], descending: false, offset: 0, limit: 1 };
  for (const read of [() => paused.head(0), () => paused.query(query)]) {
    await assert.rejects(read, StoreUnavailable);
  }
  assert.equal((await store.head(0)).facts['counted'], 1);
  pause.turn('none');
  assert.equal((await paused.head(0)).facts['counted'], 1);
  assert.deepEqual((await paused.query(query)).rows, []);
});

it('A switched context has what its store reads ahead and hears passed on', async () => {
  const own = memoryStore();
  const asked: (ReadSet | undefined)[] = [];
  const listeners = new Set<(partition: number) => void>();
  const store: Store = {
    ...new Pause().store(own),
    readsAhead: true,
    turn: (partition, work, ahead) => {
      asked.push(ahead);
      return own.turn(partition, work);
    },
    follow: (moved) => {
      listeners.add(moved);
      return () => void listeners.delete(moved);
    },
  };
  const switched = new Pause().store(store);
  const ahead: ReadSet = { ids: [{ collection: 'answer', id: 'key-1' }], tags: [] };
  assert.equal(switched.readsAhead, true);
  await switched.turn(0, async () => {}, ahead);
  assert.deepEqual(asked, [ahead]);
  const moved: number[] = [];
  const leave = switched.follow?.((partition) => void moved.push(partition));
  for (const listener of listeners) listener(0);
  leave?.();
  assert.deepEqual([moved, listeners.size], [[0], 0]);
});
