// What only several processes can show: one that is killed or paused while it holds the head.

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { extname } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Store } from '@dure/kernel/ports';
import type { Asked, Said } from './other-process.ts';
import { append, inPlace, sequencesOf, wantIds } from './place.ts';
import type { Elsewhere, Opened, OpenFresh } from './place.ts';
import { counted } from './turns.ts';

/** Another process with a store on the same data. */
type Other = {
  readonly ask: (asked: Asked) => void;
  /** The next thing that it says of a kind. */
  readonly said: <K extends Said['is']>(is: K) => Promise<Extract<Said, { readonly is: K }>>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly ended: Promise<number | null>;
};

type Test = (opened: Opened, start: () => Promise<Other>) => Promise<void>;
type Fact = (name: string, test: Test) => void;

/** The facts of several processes on the same data, on its last partition. */
export const processFacts = (name: string, openFresh: OpenFresh, partitions: number): void => {
  const last = partitions - 1;
  const fact: Fact = (name, test) =>
    void it(name, () =>
      inPlace(openFresh, partitions, async (opened) => {
        const elsewhere = opened.place.elsewhere?.();
        assert.ok(elsewhere, 'The place does not say how another process opens it.');
        await withOthers(elsewhere, (start) => test(opened, start));
      }),
    );
  describe(`${name}, in several processes`, () => {
    togetherFacts(fact, last);
    leavingFacts(fact, last);
    killedFacts(fact, last);
  });
};

const togetherFacts = (it: Fact, last: number): void => {
  it('has serial turns, and loses no update', async ({ store }, start) => {
    const others = await Promise.all([start(), start()]);
    for (const other of others) other.ask({ do: 'count', partition: last, times: 15 });
    for (let done = 0; done < 15; done += 1) await untilDone(() => counted(store, last));
    await Promise.all(others.map((other) => other.said('done')));
    const [counter] = await store.read(wantIds('claim', `counter/${last}`));
    assert.equal(counter?.body, 45);
    await assertGapless(store, last, 45);
  });

  it('says what became of a turn in which its process was paused', async ({ store }, start) => {
    const other = await start();
    other.ask({ do: 'hold', partition: last, id: 'held' });
    await other.said('holding');
    other.signal('SIGSTOP');
    const isDone = await append(store, 1, last).then(() => true, isUnavailable);
    other.signal('SIGCONT');
    other.ask({ do: 'go' });
    const { committed } = await other.said('done');
    const there = await store.read(wantIds('claim', 'held'));
    assert.equal(there.length, committed ? 1 : 0);
    await assertGapless(store, last, Number(committed) + Number(isDone));
  });
};

const leavingFacts = (it: Fact, last: number): void => {
  it('lets a process end that has closed it, and not before', async (_opened, start) => {
    const other = await start();
    other.ask({ do: 'leave', partition: last });
    assert.equal(await other.ended, 0);
  });
};

const killedFacts = (it: Fact, last: number): void => {
  it('keeps nothing of a turn whose process was killed', async ({ store }, start) => {
    const other = await start();
    other.ask({ do: 'hold', partition: last, id: 'held' });
    await other.said('holding');
    other.signal('SIGKILL');
    await untilDone(() => append(store, 1, last));
    assert.deepEqual(await store.read(wantIds('claim', 'held')), []);
    await assertGapless(store, last, 1);
  });

  it('keeps all that a process was answered before it was killed', async ({ store }, start) => {
    const other = await start();
    other.ask({ do: 'append', partition: last });
    for (let count = 0; count < 5; count += 1) await other.said('appended');
    const { sequence } = await other.said('appended');
    other.signal('SIGKILL');
    const before = await headAfter(store, last);
    assert.ok(before >= sequence);
    await untilDone(() => append(store, 1, last));
    await assertGapless(store, last, before + 1);
  });
};

/** Where the head is, once nobody holds it any more. */
const headAfter = async (store: Store, partition: number): Promise<number> => {
  let sequence = 0;
  await untilDone(() =>
    store.turn(partition, async (turn) => void (sequence = turn.head.sequence)),
  );
  return sequence;
};

const TRIES_MAX = 100;
const TRY_AGAIN_MS = 50;

/** As the kernel does: what was unavailable is tried again. */
export const untilDone = async (act: () => Promise<void>): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    if (await act().then(() => true, isUnavailable)) return;
    if (tries === TRIES_MAX) throw new Error('The store stays unavailable.');
    await sleep(TRY_AGAIN_MS);
  }
};

const isUnavailable = (error: unknown): boolean => {
  assert.ok(error instanceof StoreUnavailable, String(error));
  return false;
};

export const assertGapless = async (
  store: Store,
  partition: number,
  count: number,
): Promise<void> => {
  const sequences = sequencesOf(await store.readLog(partition, 0, count + 10));
  assert.deepEqual(
    sequences,
    Array.from({ length: count }, (_, index) => index + 1),
  );
  assert.equal((await store.head(partition)).sequence, count);
};

const withOthers = async (
  elsewhere: Elsewhere,
  test: (start: () => Promise<Other>) => Promise<void>,
): Promise<void> => {
  const children: ChildProcess[] = [];
  try {
    await test(async () => {
      const child = startOther(elsewhere);
      children.push(child);
      const other = otherOf(child);
      await other.said('ready');
      return other;
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
};

const startOther = ({ module, argument }: Elsewhere): ChildProcess => {
  const own = fileURLToPath(import.meta.url);
  const program = fileURLToPath(new URL(`other-process${extname(own)}`, import.meta.url));
  // It is no test, whatever runs this one.
  const { NODE_TEST_CONTEXT: _context, ...env } = process.env;
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  return fork(program, [module, argument], { execArgv, env });
};

const otherOf = (child: ChildProcess): Other => {
  const heard: Said[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  // It says nothing else.
  child.on('message', (message) => void heard.push(message as Said));
  child.on('message', wake);
  child.on('exit', wake);
  const ended = new Promise<number | null>((resolve) => void child.on('exit', resolve));
  return {
    ended,
    ask: (asked) => void child.send(asked),
    signal: (signal) => void child.kill(signal),
    said: (is) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const at = heard.findIndex((said) => said.is === is);
          const isOver = child.exitCode !== null || child.signalCode !== null;
          if (at < 0 && !isOver) return;
          waiting.delete(look);
          if (at < 0) return reject(new Error(`The other process ended with ${child.exitCode}.`));
          // It was found by its kind.
          resolve(heard.splice(at, 1)[0] as Extract<Said, { readonly is: typeof is }>);
        };
        waiting.add(look);
        look();
      }),
  };
};
