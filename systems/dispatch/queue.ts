// The order in which those who wait are served.

/** All wait equally long, so who gives up first has come first. Ids end in ordinals. */
export type Turn = {
  readonly id: string;
  /** ISO 8601, with the offset that all of a queue have. */
  readonly until: string;
};

/** Within one second the lower ordinal is the older; of two, the shorter is the lower. */
export const isOlder = (a: Turn, b: Turn): boolean => {
  if (a.until !== b.until) return a.until < b.until;
  return a.id.length === b.id.length ? a.id < b.id : a.id.length < b.id.length;
};

/** Who still waits at an instant, the oldest first. */
export const inTurn = <T extends Turn>(waiting: Iterable<T>, nowMs: number): readonly T[] =>
  [...waiting]
    .filter(({ until }) => nowMs < Date.parse(until))
    .toSorted((a, b) => (isOlder(a, b) ? -1 : 1));
