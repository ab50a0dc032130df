// What people do in a business all day, driven by chance, as its generator of traffic says.

import type { AnyMessage } from '@dure/domain';
import type { World } from './world.ts';

type Row = { readonly [field: string]: unknown };

/** A command that a person issues. */
export type Step = {
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

/** What a generator may look at. */
export type Seen = Pick<World, 'now' | 'rows' | 'states'>;

/** Numbers from 0, below 1. */
export type Random = () => number;

export type Traffic = {
  /** Settings that make the world small enough to simulate it often. */
  readonly settings?: { readonly [name: string]: unknown };
  /** What is there before people come: places, prices, stock. */
  readonly setUp: (now: number) => readonly Step[];
  /** What a person does next. */
  readonly next: (random: Random, seen: Seen) => Step;
  /** What people still have to do at the end, so that every case comes to its own. */
  readonly finish: (seen: Seen) => readonly Step[];
};

/** A whole number from 0, below `count`. */
export const below = (random: Random, count: number): number => Math.floor(random() * count);

/** One of several; `otherwise`, when there are none. */
export const pick = <T>(random: Random, of: readonly T[], otherwise: T): T =>
  of[below(random, of.length)] ?? otherwise;

const IDS_MAX = 1e12;

/** An id that is most probably unused: `order-r3k9x0`. */
export const anyId = <K extends string>(random: Random, kind: K): `${K}-r${string}` =>
  `${kind}-r${below(random, IDS_MAX).toString(36)}`;

/** Looks for rows by a field, mostly their status: `const rowsIn = rowsWith('status')`. */
export const rowsWith =
  (field: string) =>
  ({ rows }: Seen, view: string, ...values: readonly string[]): readonly Row[] =>
    rows(view).filter((row) => values.some((value) => value === row[field]));

/** Of a hundred steps, how many are of a kind. */
export type Habit = readonly [share: number, does: Traffic['next']];

/** People do each thing as often as they are used to. */
export const byHabit = (habits: readonly [Habit, ...Habit[]]): Traffic['next'] => {
  const [[, usual]] = habits;
  const habitAt = (point: number): Traffic['next'] => {
    let passed = 0;
    for (const [share, does] of habits) {
      passed += share;
      if (point < passed) return does;
    }
    return usual;
  };
  return (random, seen) => habitAt(random() * 100)(random, seen);
};
