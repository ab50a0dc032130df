// A process lives, waits and dies like one.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Chance } from './chance.ts';
import { Died, Process } from './process.ts';
import { Timeline } from './timeline.ts';

const born = () => {
  const timeline = new Timeline(0);
  const chance = new Chance('process');
  return { timeline, process: new Process({ context: 'shop', replica: 0, timeline, chance }) };
};

const ended = async (promise: Promise<unknown>, timeline: Timeline): Promise<string> => {
  let end = 'open';
  promise.then(
    () => (end = 'done'),
    () => (end = 'failed'),
  );
  await timeline.pass(100);
  return end;
};

describe('a process', () => {
  it('is told what it waited for', async () => {
    const { process, timeline } = born();
    assert.equal(
      await ended(
        process.ask(() => Promise.resolve(1)),
        timeline,
      ),
      'done',
    );
  });

  it('is never told anything after its death', async () => {
    const { process, timeline } = born();
    const waits = process.ask(() => Promise.resolve(1));
    process.die();
    assert.equal(await ended(waits, timeline), 'open');
  });

  it('does nothing after its death', async () => {
    const { process, timeline } = born();
    let ran = false;
    process.clock.after(1, () => {
      ran = true;
    });
    process.die();
    await timeline.pass(10);
    assert.equal(ran, false);
  });

  it('leaves those who wait for it with a failure', async () => {
    const { process } = born();
    const waits = process.tell(() => new Promise(() => {}));
    process.die();
    await assert.rejects(waits, Died);
  });

  it('dies at the wait that it is doomed to', async () => {
    const { process, timeline } = born();
    process.doom(3, () => process.die());
    const waits = async (): Promise<number> => {
      for (let wait = 1; ; wait += 1) {
        const answered = await ended(
          process.ask(() => Promise.resolve(wait)),
          timeline,
        );
        if (answered === 'open') return wait;
      }
    };
    // The first wait begins and ends; the second one's beginning is the third chance to die.
    assert.equal(await waits(), 2);
    assert.equal(process.isAlive, false);
  });

  it('knows how many wait for its answer', async () => {
    const { process, timeline } = born();
    const waits = process.serve(
      () => new Promise((resolve) => timeline.after(5, () => resolve(1))),
    );
    assert.equal(process.serving, 1);
    assert.equal(await ended(waits, timeline), 'done');
    assert.equal(process.serving, 0);
  });
});
