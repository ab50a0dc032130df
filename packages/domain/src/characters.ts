// What no text has in it. Some databases and clients cannot keep it, and no one could read it.

/** Control characters, other than tabs and ends of lines, and halves of pairs of UTF-16. */
// eslint-disable-next-line no-control-regex
const stray = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u;

type Parts = { readonly [name: string]: unknown };

/** Whether a text, or one within a value, has such a character. */
export const hasStray = (value: unknown): boolean => {
  if (typeof value === 'string') return stray.test(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasStray);
  return hasStrayPart(value as Parts); // An object has parts, whatever they are.
};

/** Every command is asked this: no list of its fields is made. */
const hasStrayPart = (parts: Parts): boolean => {
  for (const name of Object.keys(parts)) if (stray.test(name) || hasStray(parts[name])) return true;
  return false;
};
