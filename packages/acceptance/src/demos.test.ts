import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import type { Demo, Persona } from '@dure/rehearsal';
import { goesForward, itIsTold, peopleDiffer } from './demos.ts';

const customer = (subject: string): Persona => ({
  actor: 'Customer',
  subject,
  label: ['손님', 'A customer'],
  claims: {},
});

const stepsAt =
  (...daysAgo: readonly number[]): Demo['steps'] =>
  (now) =>
    daysAgo.map((days) => {
      const command = { type: 'Order' };
      return { at: now - days * DAY_MS, as: 'Customer', claims: {}, command };
    });

const demo: Demo = {
  personas: [customer('customer-1'), customer('customer-2')],
  steps: stepsAt(2, 1, 1, 0),
};

const span = { timeZone: 'Asia/Seoul', from: '2026-03-16', to: '2026-03-18' };

describe('A demo', () => {
  itIsTold(demo, span);

  it('is not told by nobody, nor by two who are the same', () => {
    assert.throws(() => peopleDiffer({ ...demo, personas: [] }));
    const twins = [customer('customer-1'), customer('customer-1')];
    assert.throws(() => peopleDiffer({ ...demo, personas: twins }));
  });

  it('goes neither back, nor beyond now, nor from another day', () => {
    for (const steps of [stepsAt(2, 0, 1), stepsAt(2, -1), stepsAt(1, 0), stepsAt()]) {
      assert.throws(() => goesForward({ ...demo, steps }, span));
    }
  });
});
