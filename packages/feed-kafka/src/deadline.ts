// Nothing that is asked of a broker is waited for without end.

/** What was asked of a broker was not answered in time. It may be done all the same. */
export class TooLate extends Error {
  constructor(what: string, timeoutMs: number) {
    super(`${what} took more than ${timeoutMs} ms`);
    this.name = 'TooLate';
  }
}

/** @throws {TooLate} it has not ended within the time; how it ends later is nobody's concern. */
export const within = async <T>(timeoutMs: number, what: string, work: Promise<T>): Promise<T> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TooLate(what, timeoutMs)), timeoutMs);
  late.promise.catch(() => {});
  work.catch(() => {});
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** A wait that can be cut short. */
export class Pause {
  #end: (() => void) | undefined;

  /** Resolves after so many milliseconds, or when it is cut short. */
  wait(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  cut(): void {
    this.#end?.();
  }
}

const FIRST_MS = 200;
const MOST_MS = 10_000;

/** Longer after each failure, and never the same for all who wait. */
export const backoffMs = (failures: number): number => {
  const longest = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return longest / 2 + (Math.random() * longest) / 2;
};
