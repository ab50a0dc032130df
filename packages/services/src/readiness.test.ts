// A process is ready while its stores are: slow ones make nobody unready, those that hang do.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Health } from '@dure/kernel';
import { Readiness } from './readiness.ts';
import type { Probed } from './readiness.ts';

/** Time is what the test says: what has not ended yet is late. */
const looking = () => {
  let nowMs = 0;
  const within = async (work: Promise<unknown>) => {
    const late = new Promise<'late'>((resolve) => void setImmediate(() => resolve('late')));
    const found = work.then(
      () => 'reached' as const,
      () => 'failed' as const,
    );
    return Promise.race([found, late]);
  };
  const readiness = new Readiness({ now: () => nowMs, within });
  return { readiness, pass: (ms: number) => void (nowMs += ms) };
};

const up: Health = { is: 'up' };
const passed = async (): Promise<void> => {};
const well: Probed = { health: () => up, probe: passed };
const slow: Probed = { health: () => up, probe: () => new Promise(() => {}) };
const failing: Probed = { health: () => up, probe: () => Promise.reject(new Error('refused')) };
const gone: Health = { is: 'away', since: 0, cause: 'gone' };
const away: Probed = { health: () => gone, probe: passed };

describe('A process', () => {
  it('is ready when all of its stores are reached', async () => {
    const { readiness } = looking();
    const found = [await readiness.look([well, well]), await readiness.look([well, failing])];
    deepEqual(found, [true, false]);
    equal(await readiness.look([well, away]), false);
  });

  it('is not ready before a store was reached for the first time', async () => {
    const { readiness, pass } = looking();
    equal(await readiness.look([slow]), false);
    pass(1_000);
    equal(await readiness.look([well]), true);
  });

  it('stays ready while a store is slow, and not while it hangs', async () => {
    const { readiness, pass } = looking();
    await readiness.look([well]);
    const found: boolean[] = [];
    for (let s = 0; s < 12; s += 3) {
      pass(3_000);
      found.push(await readiness.look([slow]));
    }
    deepEqual(found, [true, true, true, false]);
  });

  it('is ready again when what was slow has passed, from when it was asked', async () => {
    const { readiness, pass } = looking();
    let answer = (): void => {};
    const probe = (): Promise<void> => new Promise((end) => (answer = end));
    const late: Probed = { health: () => up, probe };
    await readiness.look([well]);
    pass(9_000);
    equal(await readiness.look([late]), true);
    pass(5_000);
    answer();
    equal(await readiness.look([slow]), true);
    pass(6_000);
    equal(await readiness.look([slow]), false);
  });
});
