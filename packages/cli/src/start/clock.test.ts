// The clock that can be put into the past.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AdjustableClock } from './clock.ts';
import type { Machine } from './clock.ts';

type Wound = { readonly at: number; readonly run: () => void };

/** A machine whose clock the test turns. */
const machineAt = (startMs: number) => {
  let nowMs = startMs;
  const wound = new Set<Wound>();
  const machine: Machine = {
    now: () => nowMs,
    after: (delayMs, run) => {
      const timer = { at: nowMs + delayMs, run };
      wound.add(timer);
      return () => wound.delete(timer);
    },
  };
  const turn = (byMs: number): void => {
    nowMs += byMs;
    for (const timer of [...wound].toSorted((a, b) => a.at - b.at)) {
      if (timer.at <= nowMs && wound.delete(timer)) timer.run();
    }
  };
  return { machine, turn, wound };
};

describe('a clock', () => {
  it('goes with the machine, from wherever it was put', () => {
    const { machine, turn } = machineAt(10_000);
    const clock = new AdjustableClock(machine);
    assert.equal(clock.now(), 10_000);
    clock.set(1_000);
    turn(5);
    assert.equal(clock.now(), 1_005);
  });

  it('rings on a jump what falls due by then, in its order, and nothing else', () => {
    const { machine, turn } = machineAt(0);
    const clock = new AdjustableClock(machine);
    const rung: string[] = [];
    clock.after(300, () => rung.push('late'));
    clock.after(200, () => rung.push('second'));
    clock.after(100, () => rung.push('first'));
    clock.jump(250);
    assert.deepEqual([clock.now(), rung], [250, ['first', 'second']]);
    turn(49);
    assert.deepEqual(rung, ['first', 'second']);
    turn(1);
    assert.deepEqual(rung, ['first', 'second', 'late']);
  });

  it('rings nothing that was called off', () => {
    const { machine, turn, wound } = machineAt(0);
    const clock = new AdjustableClock(machine);
    const callOff = clock.after(10, () => assert.fail());
    callOff();
    clock.jump(20);
    turn(20);
    assert.equal(wound.size, 0);
  });

  it('never goes back', () => {
    const { machine, turn } = machineAt(1_000);
    const clock = new AdjustableClock(machine);
    clock.set(2_000);
    clock.jump(1_500);
    assert.equal(clock.now(), 2_000);
    clock.release();
    assert.equal(clock.now(), 2_000);
    turn(900);
    assert.equal(clock.now(), 2_000);
    turn(200);
    assert.equal(clock.now(), 2_100);
  });

  it('that was in the past is the machine’s own once it is released', () => {
    const { machine } = machineAt(10_000);
    const clock = new AdjustableClock(machine);
    clock.set(500);
    clock.release();
    assert.equal(clock.now(), 10_000);
  });
});
