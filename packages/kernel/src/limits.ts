// The bounds of one kernel.

/** Everything is bounded. */
export type Limits = {
  /** Units of work taken into one turn. */
  readonly turnUnitsMax: number;
  /** Commands that wait in a partition, beyond which new ones are unavailable. */
  readonly queueMax: number;
  /** Commands that wait for one instance while it asks. */
  readonly waitingMax: number;
  /** For how long a command waits for an instance that asks, all in all. */
  readonly waitingMs: number;
  /** Log records read in one go by a consumer. */
  readonly readMax: number;
  readonly askTimeoutMs: number;
  readonly askMarginMs: number;
  readonly asksAtOnceMax: number;
  readonly breakerFailures: number;
  readonly breakerOpenMs: number;
  readonly retryFirstMs: number;
  readonly retryMostMs: number;
  readonly listAfterAttempts: number;
  readonly earlyHoldMs: number;
  readonly conflictRetries: number;
  readonly deadlineGraceMs: number;
  readonly sagaStalledMs: number;
  readonly answersKeptMs: number;
  readonly safetyPollMs: number;
  /** For how long rows and messages may wait for others, so that one turn does for many. */
  readonly lazyMs: number;
};

export const standardLimits: Limits = {
  turnUnitsMax: 256,
  queueMax: 10_000,
  waitingMax: 100,
  waitingMs: 10_000,
  readMax: 512,
  askTimeoutMs: 610,
  askMarginMs: 50,
  asksAtOnceMax: 256,
  breakerFailures: 5,
  breakerOpenMs: 10_000,
  retryFirstMs: 1_000,
  retryMostMs: 60_000,
  listAfterAttempts: 10,
  earlyHoldMs: 600_000,
  conflictRetries: 10,
  deadlineGraceMs: 300_000,
  sagaStalledMs: 300_000,
  answersKeptMs: 7 * 86_400_000,
  safetyPollMs: 5_000,
  lazyMs: 10,
};
