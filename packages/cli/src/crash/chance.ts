// Chance from a seed, so that what was drawn can be drawn again.

export type Chance = {
  /** From 0, below 1. */
  readonly next: () => number;
  /** A whole number between two, both included. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <T>(of: readonly T[]) => T | undefined;
};

/** Mulberry32: small, and even enough for a test. */
export const chanceFrom = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (of) => of[Math.floor(next() * of.length)],
  };
};
