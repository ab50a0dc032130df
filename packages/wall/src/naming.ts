// Which notes a rule names. A word is a note itself. A function is read as it is written: it gives
// a note by the note's name, as in `event.RepairQuoted(…)`. What a helper outside of the function
// gives is not seen here, so whoever concludes from silence asks `delegates` first.

const texts = new WeakMap<object, string>();

type Written = (...known: never) => unknown;

const textOf = (rule: Written): string => {
  const known = texts.get(rule);
  if (known !== undefined) return known;
  const withoutComments = String(rule).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  texts.set(rule, withoutComments);
  return withoutComments;
};

const matches = (text: string, pattern: RegExp): ReadonlySet<string> =>
  new Set(Array.from(text.matchAll(pattern), ([, name = '']) => name));

/** A note, or the constructor of a state, that stands as the rule itself. */
export const wordOf = (rule: unknown): string | undefined =>
  rule !== null && (typeof rule === 'object' || typeof rule === 'function') && 'type' in rule
    ? String(rule.type)
    : undefined;

const isWritten = (rule: unknown): rule is Written =>
  typeof rule === 'function' && wordOf(rule) === undefined;

const NAMED = /(?:\.\s*|(?<![\p{L}\p{N}_$.]))([\p{L}\p{N}_$]+)/gu;
const CONSTRUCTED = /\.\s*([\p{L}\p{N}_$]+)\s*\(/gu;
const CALLED = /(?<![\p{L}\p{N}_$.]|\.\s)([\p{L}\p{N}_$]+)\s*\(/gu;
const SYNTAX = new Set(['if', 'for', 'while', 'switch', 'return', 'function', 'async', 'typeof']);

type Named = { readonly [name: string]: unknown };

const among = (names: ReadonlySet<string>, pad: Named): readonly string[] =>
  Object.keys(pad).filter((name) => names.has(name));

const namesIn = (rule: unknown, pattern: RegExp): ReadonlySet<string> => {
  const word = wordOf(rule);
  if (word !== undefined) return new Set([word]);
  return isWritten(rule) ? matches(textOf(rule), pattern) : new Set();
};

/** The notes of a pad that a rule names, in the order of the pad. */
export const notesNamedBy = (rule: unknown, pad: Named): readonly string[] =>
  among(namesIn(rule, NAMED), pad);

/** The states of a life that a rule constructs. */
export const statesNamedBy = (rule: unknown, states: Named): readonly string[] =>
  among(namesIn(rule, CONSTRUCTED), states);

/**
 * Whether a rule calls a function that is none of the known: then it may give notes that it does
 * not name. Methods, such as `known.find(…)`, give none.
 */
export const delegates = (rule: unknown, known: Named): boolean => {
  if (!isWritten(rule)) return false;
  const called = [...matches(textOf(rule), CALLED)];
  return called.some((name) => !SYNTAX.has(name) && !Object.hasOwn(known, name));
};

/** The asks that a rule makes, by name: `authorizePayment(…)`. */
export const asksNamedBy = (rule: unknown, asks: Named): readonly string[] =>
  isWritten(rule) ? among(matches(textOf(rule), CALLED), asks) : [];

/** Whether a rule waits for the answer to an ask, whichever it is. */
export const waitsForAnswer = (rule: unknown): boolean =>
  isWritten(rule) && matches(textOf(rule), CONSTRUCTED).has('taken');

/** The cells of a rule by state; a function, or a word, is one cell for every state. */
export const cellsOf = (rule: unknown): readonly (readonly [state: string, cell: unknown])[] => {
  if (rule === undefined) return [];
  if (typeof rule === 'function' || wordOf(rule) !== undefined) return [['*', rule]];
  // A rule that is no function is a table by state.
  return Object.entries(rule as Named);
};
