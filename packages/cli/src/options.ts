// The options of a command, and how they are read from the command line.

import { parseArgs } from 'node:util';
import type { Words } from '@dure/domain';
import { nearest } from './did-you-mean.ts';

type Common = { readonly words: Words; readonly short?: string };

/** One option. `T` is what the command gets. */
export type Option<T = unknown> = Common & {
  readonly takes: 'nothing' | 'text';
  /** Stands for the value in the help: `<port>`. */
  readonly hint?: string;
  readonly standard: T;
  /** What is read from the words, after what was read before; or what is wrong with them. */
  readonly read: (
    written: string,
    before: unknown,
  ) => { readonly value: T } | { readonly wrong: Words };
};

export type Options = { readonly [name: string]: Option };

export type ValuesOf<O extends Options> = {
  readonly [N in keyof O]: O[N] extends Option<infer T> ? T : never;
};

export const flag = (words: Words, standard = false): Option<boolean> => ({
  words,
  takes: 'nothing',
  standard,
  read: () => ({ value: true }),
});

export const text = <T extends string | undefined = undefined>(
  words: Words,
  hint: string,
  standard?: T,
): Option<string | T> => ({
  words,
  takes: 'text',
  hint,
  standard: standard as T, // Absent, it is undefined, which `T` then is.
  read: (written) => ({ value: written }),
});

/** Text that may be given several times. */
export const texts = (words: Words, hint: string): Option<readonly string[]> => ({
  words,
  takes: 'text',
  hint,
  standard: [],
  // What was read before was read by this.
  read: (written, before) => ({ value: [...(before as readonly string[]), written] }),
});

type Range = { readonly min: number; readonly max: number };

const between = ({ min, max }: Range): Words => {
  if (max === Infinity) return { ko: `${min} 이상의 정수`, en: `a whole number from ${min}` };
  return { ko: `${min}부터 ${max}까지의 정수`, en: `a whole number from ${min} to ${max}` };
};

export const number = <T extends number | undefined>(
  words: Words,
  hint: string,
  of: Range & { readonly standard: T },
): Option<T | number> => ({
  words,
  takes: 'text',
  hint,
  standard: of.standard,
  read: (written) => {
    const value = Number(written);
    const isRight = /^\d+$/.test(written) && value >= of.min && value <= of.max;
    return isRight ? { value } : { wrong: between(of) };
  },
});

export const choice = <const C extends string, const T extends C | undefined>(
  words: Words,
  choices: readonly C[],
  standard: T,
): Option<C | T> => ({
  words,
  takes: 'text',
  hint: choices.join('|'),
  standard,
  read: (written) => {
    const value = choices.find((one) => one === written.toLowerCase());
    const all = choices.join(', ');
    return value === undefined ? { wrong: { ko: all, en: all } } : { value };
  },
});

/** Every command takes these. */
export const common = {
  lang: choice({ ko: '말', en: 'language' }, ['ko', 'en'], undefined),
  help: { ...flag({ ko: '도움말', en: 'this help' }), short: 'h' },
};

export type Parsed<O extends Options> =
  | {
      readonly is: 'parsed';
      readonly values: ValuesOf<O>;
      readonly operands: readonly string[];
      /** The options that were written, by name. */
      readonly given: readonly string[];
    }
  | { readonly is: 'mistaken'; readonly words: Words };

type Token = {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
};

class Mistake extends Error {
  readonly words: Words;
  constructor(words: Words) {
    super(words.en);
    this.words = words;
  }
}

/** Reads the words after a command's name. Nothing that is not understood is passed over. */
export const parse = <O extends Options>(options: O, args: readonly string[]): Parsed<O> => {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { takes, short }]) => [
      name,
      { type: takes === 'nothing' ? 'boolean' : 'string', ...(short ? { short } : {}) } as const,
    ]),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const read = new Map(Object.entries(options).map(([name, { standard }]) => [name, standard]));
  try {
    for (const token of tokens) if (token.kind === 'option') readToken(options, token, read);
    // Each value was read by the option whose name it has.
    const values = Object.fromEntries(read) as ValuesOf<O>;
    const operands = tokens.flatMap((of) => (of.kind === 'positional' ? [of.value] : []));
    const given = tokens.flatMap((of) => (of.kind === 'option' ? [of.name] : []));
    return { is: 'parsed', values, operands, given };
  } catch (cause) {
    if (!(cause instanceof Mistake)) throw cause;
    return { is: 'mistaken', words: cause.words };
  }
};

const readToken = (options: Options, token: Token, read: Map<string, unknown>): void => {
  const { name, rawName, value } = token;
  const denied = name.startsWith('no-') ? name.slice('no-'.length) : '';
  if (options[denied]?.takes === 'nothing' && value === undefined) {
    read.set(denied, false);
    return;
  }
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) throw new Mistake(unknownOption(rawName, Object.keys(options)));
  read.set(name, option.takes === 'nothing' ? readFlag(token) : readText(option, token, read));
};

const readFlag = ({ rawName, value }: Token): boolean => {
  if (value !== undefined) throw new Mistake(noValue(rawName));
  return true;
};

const readText = (
  option: Option,
  { name, rawName, value }: Token,
  read: ReadonlyMap<string, unknown>,
): unknown => {
  if (value === undefined || value === '') throw new Mistake(valueMissing(rawName, option));
  const outcome = option.read(value, read.get(name));
  if ('wrong' in outcome) throw new Mistake(wrongValue(rawName, value, outcome.wrong));
  return outcome.value;
};

const noValue = (rawName: string): Words => ({
  ko: `${rawName}에는 값이 없습니다`,
  en: `${rawName} takes no value`,
});

const valueMissing = (rawName: string, { hint = 'value' }: Option): Words => ({
  ko: `${rawName} 다음에 값이 와야 합니다: ${rawName} <${hint}>`,
  en: `${rawName} needs a value: ${rawName} <${hint}>`,
});

const wrongValue = (rawName: string, value: string, { ko, en }: Words): Words => ({
  ko: `${rawName} ${value}: ${ko}이어야 합니다`,
  en: `${rawName} ${value}: it must be ${en}`,
});

const unknownOption = (rawName: string, names: readonly string[]): Words => {
  const near = nearest(rawName.replace(/^-+/, '').replace(/^no-/, ''), names);
  const negation = rawName.startsWith('--no-') ? 'no-' : '';
  return {
    ko: `${rawName}: 모르는 옵션입니다${near ? `. 혹시 --${negation}${near}?` : ''}`,
    en: `${rawName} is no option${near ? `. Did you mean --${negation}${near}?` : ''}`,
  };
};
