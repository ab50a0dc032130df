// What the gateway has to know of a clock that can be moved on.

/** A clock that can be moved on. */
export type MovableClock = {
  readonly now: () => number;
  /**
   * Moves on to an instant. What falls due on the way happens in its order, before it resolves.
   * Not promised: that what waits for a part that is switched off happens too.
   */
  readonly passUntil: (instantMs: number) => Promise<void>;
};
