// The demo of a business, played on the clock of the demo.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { calendarOf } from '@dure/domain';
import type { Demo } from '@dure/rehearsal';
import type { Business } from './business.ts';

/** The business after its demo was played, up to an instant; it was opened before all of it. */
export const played = async (business: Business, demo: Demo, now: number): Promise<Business> => {
  for (const { at, as, claims, command } of demo.steps(now)) {
    await business.pass(at - business.clock.now());
    await business.done(command, { kind: 'actor', name: as, claims });
  }
  await business.pass(now - business.clock.now());
  return business;
};

export type Span = {
  readonly timeZone: string;
  /** The day on which it begins, when it is played up to the midnight of another. */
  readonly from: string;
  readonly to: string;
};

/** The people of a demo differ. */
export const peopleDiffer = ({ personas }: Demo): void => {
  const subjects = personas.map(({ actor, subject }) => `${actor}:${subject}`);
  assert.ok(subjects.length > 0);
  assert.equal(new Set(subjects).size, subjects.length);
};

/** A demo goes forward in time, and not beyond now. */
export const goesForward = ({ steps }: Demo, { timeZone, from, to }: Span): void => {
  const { dayOf, instantAt } = calendarOf(timeZone);
  const now = instantAt(to, '00:00');
  const instants = steps(now).map(({ at }) => at);
  assert.deepEqual(
    instants,
    instants.toSorted((a, b) => a - b),
  );
  assert.ok(instants.every((at) => at <= now));
  assert.equal(dayOf(instants[0] ?? 0), from);
};

export const itIsTold = (demo: Demo, span: Span): void => {
  it('has people of its own who differ', () => peopleDiffer(demo));
  it('goes forward in time, up to now', () => goesForward(demo, span));
};
