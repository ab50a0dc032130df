// How a process of a deployment ends: when it is told to, or when the one that started it is gone.

const INTERRUPTED = 130;
/** All that ran in it was retired: to start it again would do nothing. */
export const RETIRED = 3;

/**
 * Resolves when it is to end. A second signal does not wait. It is asked before anything is
 * started: what is not listened for ends the process at once, or not at all.
 */
export const toldToEnd = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(INTERRUPTED));
        resolve(signal);
      });
    }
    process.once('disconnect', () => resolve('disconnect'));
    // It may have gone before this was asked.
    if (process.send && !process.connected) resolve('disconnect');
    // It says that the one that started this is gone; it keeps nothing alive.
    process.channel?.unref();
  });

/** What is under way is finished within the time, or left. */
export const endWithin = async (close: Promise<void>, latestMs: number): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), latestMs);
  const done = close.then(() => true);
  return Promise.race([done, late.promise]).finally(() => clearTimeout(timer));
};

/** Ends the process, whatever is still open: all that was under way is finished, or was left. */
export const leave = (exitCode: number): never => process.exit(exitCode);

/** What was started; nothing, where the process was told to end before it had started. */
export const startedUnless = <T>(
  told: Promise<string>,
  starting: Promise<T>,
): Promise<T | undefined> => Promise.race([starting, told.then(() => undefined)]);
