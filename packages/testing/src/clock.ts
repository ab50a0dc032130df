// A clock that a test moves by hand. What is soon is soon; what takes time waits for the clock.

/** As the kernel's port `Clock`, which this package does not name. */
export type TestClock = {
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly soon: (run: () => void) => void;
  readonly random: () => number;
  /** Moves the clock, and runs what falls due on the way, in its order. */
  readonly advance: (byMs: number) => Promise<void>;
  /** Waits for what is under way without the clock: turns, wake-ups, answers. */
  readonly settle: () => Promise<void>;
};

type Timer = { readonly at: number; readonly run: () => void };

const SETTLING_TURNS = 60;

/** What takes no longer than this is soon as well. */
const BLINK_MS = 10;

const soonUnless = (run: () => void): (() => void) => {
  const immediate = setImmediate(run);
  return () => clearImmediate(immediate);
};

const nextImmediate = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

const nobody = (): Promise<boolean> => Promise.resolve(false);

/**
 * @param startMs epoch milliseconds at which the clock stands.
 * @param others waits for what is on its way outside of the process, where no clock of ours counts;
 *   true, if there was anything.
 */
export const testClock = (startMs: number, others = nobody): TestClock => {
  let nowMs = startMs;
  const timers = new Set<Timer>();
  const settle = async (): Promise<void> => {
    for (let isOver = false; !isOver; isOver = !(await others())) {
      for (let turn = 0; turn < SETTLING_TURNS; turn += 1) await nextImmediate();
    }
  };
  const nextUntil = (untilMs: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= untilMs).toSorted((a, b) => a.at - b.at)[0];
  return {
    now: () => nowMs,
    after: (delayMs, run) => {
      if (delayMs <= BLINK_MS) return soonUnless(run);
      const timer = { at: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    soon: (run) => void setImmediate(run),
    random: () => 0.5,
    settle,
    advance: async (byMs) => {
      const untilMs = nowMs + byMs;
      await settle();
      for (let timer = nextUntil(untilMs); timer; timer = nextUntil(untilMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.at);
        timer.run();
        await settle();
      }
      nowMs = untilMs;
    },
  };
};
