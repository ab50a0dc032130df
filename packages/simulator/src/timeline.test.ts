// Time passes by itself, in order, and everything settles in between.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chance } from './chance.ts';
import { Endless, Timeline } from './timeline.ts';

describe('time', () => {
  it('runs actions in order: by instant, then as they were asked for', async () => {
    const timeline = new Timeline(0);
    const ran: string[] = [];
    for (const [name, at] of Object.entries({ late: 30, early: 10, twin: 10, middle: 20 })) {
      timeline.after(at, () => ran.push(`${name} ${timeline.elapsedMs}`));
    }
    await timeline.pass(100);
    assert.deepEqual(ran, ['early 10', 'twin 10', 'middle 20', 'late 30']);
    assert.equal(timeline.elapsedMs, 100);
  });

  it('keeps many actions in order', async () => {
    const timeline = new Timeline(0);
    const chance = new Chance('heap');
    const ran: number[] = [];
    for (let count = 0; count < 500; count += 1) {
      const at = chance.between(0, 1_000);
      timeline.after(at, () => ran.push(at));
    }
    await timeline.pass(1_000);
    assert.deepEqual(
      ran,
      ran.toSorted((a, b) => a - b),
    );
    assert.equal(ran.length, 500);
  });

  it('lets every promise settle before the next instant', async () => {
    const timeline = new Timeline(0);
    const seen: string[] = [];
    const chain = async (): Promise<void> => {
      for (let link = 0; link < 50; link += 1) await Promise.resolve();
      seen.push('settled');
    };
    timeline.after(1, () => void chain());
    timeline.after(2, () => seen.push('next'));
    await timeline.pass(2);
    assert.deepEqual(seen, ['settled', 'next']);
  });

  it('does not run what was called off', async () => {
    const timeline = new Timeline(0);
    let ran = false;
    const callOff = timeline.after(1, () => {
      ran = true;
    });
    callOff();
    await timeline.pass(2);
    assert.equal(ran, false);
  });

  it('jumps without any timer noticing', async () => {
    const timeline = new Timeline(1_000);
    let ran = 0;
    timeline.after(10, () => {
      ran = timeline.now;
    });
    timeline.jump(500);
    assert.equal(timeline.now, 1_500);
    await timeline.pass(10);
    assert.equal(ran, 1_510);
  });

  it('stops early when it is enough', async () => {
    const timeline = new Timeline(0);
    let ran = 0;
    for (let at = 1; at <= 10; at += 1) timeline.after(at, () => (ran += 1));
    await timeline.pass(10, { isEnough: () => ran === 3 });
    assert.equal(ran, 3);
  });

  it('notices a world that never rests', async () => {
    const timeline = new Timeline(0, 100);
    const again = (): void => void timeline.after(0, again);
    again();
    await assert.rejects(timeline.pass(1), Endless);
  });
});
