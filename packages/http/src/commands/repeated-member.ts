// A name that stands twice in one object of a JSON text. Parsers keep the last, silently.

/** A string, or a mark of the structure; what lies between them is of no interest here. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** The names of an object; a list, whose place this takes as well, has none. */
type Names = Set<string>;

/** A name as it is meant: `\u0061` is `a`. The text was parsed before, so this cannot fail. */
const meant = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);

const enterOrLeave = (levels: Names[], token: string): void => {
  if (token === '{' || token === '[') levels.push(new Set());
  if (token === '}' || token === ']') levels.pop();
};

const named = (json: string): string | undefined => {
  const levels: Names[] = [];
  let last = '';
  for (const [token] of json.matchAll(tokens)) {
    enterOrLeave(levels, token);
    if (token === ':') {
      const name = meant(last);
      const names = levels.at(-1);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    last = token;
  }
  return undefined;
};

/** What is deeper than anyone writes is not gone into. */
const DEPTH_MAX = 32;

type Parts = { readonly [name: string]: unknown };

/** How many members there are in all objects of a value; no number, where it is too deep. */
const membersIn = (value: unknown, depth = 0): number => {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEPTH_MAX) return Number.NaN;
  const isList = Array.isArray(value);
  const parts = value as Parts; // An object has parts, whatever they are.
  let count = 0;
  for (const name in parts) count += (isList ? 0 : 1) + membersIn(parts[name], depth + 1);
  return count;
};

const [QUOTE, COLON, BACKSLASH] = ['"'.charCodeAt(0), ':'.charCodeAt(0), '\\'.charCodeAt(0)];

/** Where the string ends that begins at a quote. */
const endOfString = (json: string, quote: number): number => {
  let at = quote + 1;
  for (; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) at += 1;
  }
  return at;
};

/** How many members were written: each has one colon outside of strings. */
const colonsIn = (json: string): number => {
  let count = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (code === COLON) count += 1;
  }
  return count;
};

/**
 * Every body is asked this, and nearly none has one: where as many members were read as were
 * written, none of them has taken the place of another.
 * @param json a well-formed JSON text.
 * @param read what was read from it.
 */
export const repeatedMember = (json: string, read: unknown): string | undefined =>
  membersIn(read) === colonsIn(json) ? undefined : named(json);
