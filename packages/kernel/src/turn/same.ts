// Whether two values that are JSON say the same. A turn asks it for each event of a process.

type Parts = { readonly [name: string]: unknown };

/** The order of names does not matter; a name without a value is none. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return haveSameParts(a as Parts, b as Parts); // An object has parts, whatever they are.
};

const haveSameParts = (a: Parts, b: Parts): boolean => {
  for (const name in a) if (!isSame(a[name], b[name])) return false;
  for (const name in b) if (a[name] === undefined && b[name] !== undefined) return false;
  return true;
};
