// What the functions of a board have made. They are called for what they return, at once: one that
// returns a promise, or what nobody can read, has failed, as if it had thrown.

/** A function of a board has returned what it must not. */
export class WrongResult extends Error {
  constructor(what: string, problem: string) {
    super(`${what} ${problem}.`);
    this.name = 'WrongResult';
  }
}

const DEEPEST = 4;

/** Whether there is a promise in a value. Each is waited for in vain: its failure ends nothing. */
const hasPromise = (value: unknown, depth = 0): boolean => {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return false;
  if (value instanceof Promise) {
    value.catch(() => {});
    return true;
  }
  return isPromiseAmong(Object.values(value), depth + 1);
};

/** Most parts are texts and numbers, which are passed without a call. */
const isPromiseAmong = (parts: readonly unknown[], depth: number): boolean => {
  let found = false;
  for (const part of parts) {
    if (typeof part === 'object') found = hasPromise(part, depth) || found;
  }
  return found;
};

/**
 * The failure of a function whose result is of no use. It looks for promises first, whose failures
 * would end the process where nobody waits for them.
 */
export const wrongResult = (what: string, made: unknown, problem: string): WrongResult =>
  new WrongResult(what, hasPromise(made) ? 'gives a promise: it must give its result' : problem);

/**
 * Gives what a function has made.
 * @throws {WrongResult} there is a promise in it.
 */
export const needPlain = <T>(what: string, made: T): T => {
  if (hasPromise(made)) throw wrongResult(what, made, '');
  return made;
};
