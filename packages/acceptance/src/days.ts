// The days that a generator of traffic makes up, and what it may look at meanwhile.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Random, Seen, Step, Traffic } from '@dure/rehearsal/traffic';

type Row = { readonly [field: string]: unknown };

const STEPS = 500;

/** Numbers that look like chance and are the same each time (Lehmer's generator). */
export const chance = (seed: number): Random => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

/** A business that shows these rows, and has no states. */
export const seenAs = (views: { readonly [view: string]: readonly Row[] }, now = 0): Seen => ({
  now,
  rows: (view) => views[view] ?? [],
  states: () => new Map(),
});

/** The same business, with messages in these states. */
export const withMessages = (
  seen: Seen,
  messages: { readonly [messageKey: string]: string },
): Seen => {
  const states = new Map(Object.entries(messages).map(([messageKey, is]) => [messageKey, { is }]));
  return { ...seen, states: (aggregate) => (aggregate === 'Message' ? states : new Map()) };
};

/** What people do one after the other, while nothing changes. */
export const dayOf = ({ next }: Traffic, seen: Seen, seed = 1): readonly Step[] => {
  const random = chance(seed);
  return Array.from({ length: STEPS }, () => next(random, seen));
};

export const commandsIn = (steps: readonly Step[]): readonly string[] =>
  [...new Set(steps.map(({ command }) => command.type))].toSorted();

/** Who does what, in words: `Customer Pay`. */
export const doneIn = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ as, command }) => `${as} ${command.type}`);

export const itFollowsChance = (traffic: Traffic, seen: Seen): void => {
  it('is the same for the same chance', () => {
    assert.deepEqual(dayOf(traffic, seen, 7), dayOf(traffic, seen, 7));
    assert.notDeepEqual(dayOf(traffic, seen, 7), dayOf(traffic, seen, 8));
  });
};
