// What no text has in it. Some databases and clients cannot keep it, and no one could read it.

/** Control characters, other than tabs and ends of lines, and halves of pairs of UTF-16. */
// eslint-disable-next-line no-control-regex
const stray = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u;

/** Whether a text, or one within a value, has such a character. */
export const hasStray = (value: unknown): boolean => {
  if (typeof value === 'string') return stray.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, part]) => stray.test(name) || hasStray(part));
};
