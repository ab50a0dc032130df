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

/** @param json a well-formed JSON text. */
export const repeatedMember = (json: string): string | undefined => {
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
