// What came of a log: without gaps and of one log, whatever comes.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LogRecord } from '@dure/kernel/ports';
import { Progress } from './progress.ts';
import { Tail } from './tail.ts';

const record = (sequence: number): LogRecord => ({
  sequence,
  kind: 'event',
  type: 'Baked',
  subject: 'Cake/cake-1',
  caseId: 'cake-1',
  at: sequence,
  data: {},
  causedBy: 'a',
  actor: 'Baker:-',
});

const open = () => {
  const tail = new Tail();
  let wakes = 0;
  tail.wakes.add(() => (wakes += 1));
  tail.isOf('log');
  const take = (...sequences: readonly number[]) => {
    for (const sequence of sequences) {
      tail.take({ logId: 'log', sequence, record: record(sequence) }, 0);
    }
  };
  const after = (sequence: number, now = 0) =>
    tail.after(sequence, 100, now)?.map((of) => of.sequence);
  return { tail, take, after, wakes: () => wakes };
};

describe('The tail of a log', () => {
  it('has what came in its order, once', () => {
    const { take, after, wakes } = open();
    take(1, 2, 2, 1, 3);
    deepEqual(after(0), [1, 2, 3]);
    deepEqual(after(2), [3]);
    equal(wakes(), 3);
  });

  it('does not know what stands before a gap', () => {
    const { take, after } = open();
    take(1, 2, 5, 6, 4);
    equal(after(2), undefined);
    deepEqual(after(4), [5, 6]);
  });

  it('does not know what it is only referred to', () => {
    const { tail, take, after } = open();
    take(1);
    tail.take({ logId: 'log', sequence: 2 }, 0);
    equal(after(1), undefined);
    take(3);
    equal(after(1), undefined);
    deepEqual(after(2), [3]);
  });

  it('takes nothing of another log, and has the source asked', () => {
    const { tail, take, after, wakes } = open();
    take(1, 2);
    tail.take({ logId: 'other', sequence: 3, record: record(3) }, 0);
    equal(after(2), undefined);
    equal(wakes(), 3);
    tail.isOf('other');
    equal(after(0), undefined);
    tail.take({ logId: 'other', sequence: 1, record: record(1) }, 0);
    deepEqual(after(0), [1]);
  });

  it('takes its end for the end of the log for a moment, and then has the log asked', () => {
    const { tail, take, after } = open();
    take(1, 2);
    deepEqual(after(2), []);
    equal(after(2, 2_000), undefined);
    tail.endsAt(2, 2_000);
    deepEqual(after(2, 2_500), []);
    deepEqual(after(3, 2_500), []);
  });

  it('never hands on a gap, a duplicate, or another log, whatever comes', () => {
    const arrival = fc.record({
      logId: fc.constantFrom('log', 'log', 'log', 'other'),
      sequence: fc.integer({ min: 1, max: 12 }),
      isWhole: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 40 }), fc.nat({ max: 12 }), (arrivals, from) => {
        const { tail } = open();
        for (const { logId, sequence, isWhole } of arrivals) {
          const at = { logId, sequence };
          tail.take(isWhole ? { ...at, record: record(sequence) } : at, 0);
          const known = tail.after(from, 100, 5_000) ?? [];
          deepEqual(
            known.map((of) => of.sequence),
            known.map((_, index) => from + index + 1),
          );
        }
      }),
    );
  });
});

describe('The progress of a group', () => {
  it('is behind what has had its effects, and all before it', () => {
    const progress = new Progress();
    for (const sequence of [1, 2, 3, 4]) progress.came(sequence, BigInt(sequence + 9));
    equal(progress.due, undefined);
    progress.settled(2);
    equal(progress.due, 12n);
    progress.committed(12n);
    equal(progress.due, undefined);
    progress.settled(9);
    equal(progress.due, 14n);
  });

  it('passes what comes again, and what is no record', () => {
    const progress = new Progress();
    progress.settled(5);
    progress.came(3, 0n);
    progress.came(0, 1n);
    equal(progress.due, 2n);
  });

  it('counts from the beginning when a topic does', () => {
    const progress = new Progress();
    progress.came(7, 100n);
    progress.came(8, 0n);
    progress.settled(8);
    equal(progress.due, 1n);
  });

  it('stays small, however much waits', () => {
    const progress = new Progress();
    for (let sequence = 1; sequence <= 100_000; sequence += 1) {
      progress.came(sequence, BigInt(sequence - 1));
    }
    progress.settled(50_000);
    const due = Number(progress.due ?? 0n);
    equal(due > 40_000 && due <= 50_000, true, `${due}`);
  });
});
