// What is asked of a drill on the command line: `volume --seconds 600 --on kubernetes`.

import { parseArgs } from 'node:util';
import { CannotRun } from './drill.ts';

/** More would take weeks. */
const ROUNDS_MAX = 1_000;
/** A day. */
const SECONDS_MAX = 86_400;

export type Asked = {
  readonly name: string | undefined;
  readonly on: string | undefined;
  readonly rounds: number | undefined;
  readonly seconds: number | undefined;
};

const options = ['rounds', 'seconds', 'on'] as const;

type Written = { readonly [name: string]: string | boolean | undefined };

/** @throws {CannotRun} an option or a word is not understood, or a number is none. */
export const askedIn = (args: readonly string[]): Asked => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    // Else Node throws a stack.
    strict: false,
    options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
  });
  const odd = Object.keys(values).find((name) => !options.some((one) => one === name));
  if (odd !== undefined) {
    throw new CannotRun(`There is no option --${odd}. There are: --${options.join(', --')}`);
  }
  const [name, more] = positionals;
  if (more !== undefined) throw new CannotRun(`One row at a time: ${name}, or ${more}`);
  return {
    name,
    on: textOf(values, 'on'),
    rounds: numberOf(values, 'rounds', ROUNDS_MAX),
    seconds: numberOf(values, 'seconds', SECONDS_MAX),
  };
};

const textOf = (values: Written, name: string): string | undefined => {
  const value = values[name];
  if (typeof value === 'boolean') throw new CannotRun(`--${name} needs a value behind it`);
  return value;
};

const numberOf = (values: Written, name: string, most: number): number | undefined => {
  const written = textOf(values, name);
  if (written === undefined) return undefined;
  const number = Number(written);
  if (/^\d+$/.test(written) && number >= 1 && number <= most) return number;
  throw new CannotRun(`--${name} ${written}: it must be a whole number from 1 to ${most}`);
};
