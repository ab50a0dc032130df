// What a replica plays before it is ready reaches nobody, and does not keep it from starting.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import type { Demo, DemoStep } from '@dure/rehearsal';
import { warmUp } from './warm-up.ts';

const settings = {};

const demoOf = (steps: Demo['steps']): Demo => ({ personas: [], ...Lodging.demo, steps });
const played = (now: number): readonly DemoStep[] => Lodging.demo?.steps(now) ?? [];

describe('Warming up', () => {
  it('gives all commands of the demo', async () => {
    const given = new Set<DemoStep>();
    const noted = (step: DemoStep): DemoStep => ({
      ...step,
      get command() {
        given.add(step);
        return step.command;
      },
    });
    const of = demoOf((now) => played(now).map(noted));
    await warmUp({ system: { ...Lodging, demo: of }, settings });
    assert.equal(given.size, played(0).length);
  });

  it('harms nobody where the demo goes wrong, or there is none', async () => {
    const steps = (): never => {
      throw new Error('This demo is broken.');
    };
    await warmUp({ system: { ...Lodging, demo: demoOf(steps) }, settings });
    const { demo: _, ...without } = Lodging;
    await warmUp({ system: without, settings });
  });
});
