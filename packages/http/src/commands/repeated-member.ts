// A name that stands twice in one object of a JSON text. Parsers keep the last, silently.

/** A string, or a mark of the structure; what lies between them is of no interest here. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

type Level = {
  /** The names of the object; none, where it is a list. */
  readonly names: Set<string> | undefined;
};

/** A name as it is meant: `\u0061` is `a`. The text was parsed before, so this cannot fail. */
const meant = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);

/** @param json a well-formed JSON text. */
export const repeatedMember = (json: string): string | undefined => {
  const levels: Level[] = [];
  let last = '';
  for (const [token] of json.matchAll(tokens)) {
    if (token === '{' || token === '[')
      levels.push({ names: token === '{' ? new Set() : undefined });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':') {
      const names = levels.at(-1)?.names;
      const name = meant(last);
      if (names?.has(name)) return name;
      names?.add(name);
    }
    last = token;
  }
  return undefined;
};
