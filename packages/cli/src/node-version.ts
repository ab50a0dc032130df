// What the Node that runs this is able to do, and what it says about it.

const MAJOR_MIN = 22;
const MINOR_MIN = 18;

/** From 22.18 on, Node runs the TypeScript of a project and has SQLite, both without a flag. */
export const isTooOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < MAJOR_MIN || (major === MAJOR_MIN && minor < MINOR_MIN);
};

/** Parts of Node that Dure uses and tests on every version that it supports. */
const known = [/^SQLite is an experimental feature/, /^Type Stripping is an experimental feature/];

type Warn = (warning: string | Error, ...more: never[]) => void;

/**
 * Leaves out what some versions of Node say about parts that newer ones call stable. Every other
 * warning is shown as ever.
 */
export const withoutKnownWarnings = (of: { emitWarning: Warn }): void => {
  const { emitWarning } = of;
  of.emitWarning = (warning, ...more) => {
    const text = typeof warning === 'string' ? warning : warning.message;
    if (known.some((pattern) => pattern.test(text))) return;
    Reflect.apply(emitWarning, of, [warning, ...more]);
  };
};
