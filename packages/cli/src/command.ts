// What a command of the CLI is: words for the help, options, and a program that is loaded when
// it is run.

import type { Words } from '@dure/domain';
import type { Options, ValuesOf } from './options.ts';
import type { Terminal } from './terminal.ts';

export type Given<O extends Options> = {
  readonly values: ValuesOf<O>;
  readonly operands: readonly string[];
  readonly terminal: Terminal;
  /** Where the command was given. */
  readonly folder: string;
};

/** Resolves to the exit code: 0 done, 1 failed, 2 not understood. */
export type Run<O extends Options = Options> = (given: Given<O>) => Promise<number>;

export type Operand = {
  readonly hint: string;
  /** How the usage writes it, where it has parts: `<person> <business>`. */
  readonly usage?: string;
  readonly words: Words;
  readonly most: number;
  /** Whether there must be one; a project's only business need not be named. */
  readonly isNeeded?: true;
  /** What one writes where it is not a business that is needed: `lodging/payment`. */
  readonly example?: string;
  /** The flag that stands for all there are. */
  readonly unless?: string;
};

export type Command<O extends Options = Options> = {
  readonly name: string;
  readonly words: Words;
  /** What is named without dashes, and how often: `[business…]`. */
  readonly operand?: Operand;
  readonly options: O;
  /** Options that say the same in two ways: only one of each may be given. */
  readonly excludes?: readonly (readonly [string, string])[];
  /** Lines to copy, with what they do. */
  readonly examples: readonly (readonly [line: string, words: Words])[];
  readonly load: () => Promise<Run<O>>;
};

/** Ties the program of a command to its options, and then forgets which they are. */
export const command = <O extends Options>(of: Command<O>): Command =>
  // `load` gives a program that takes the values of these very options, which `parse` reads.
  of as unknown as Command;

/** What the person who runs the command can mend. It is shown in words, without a stack. */
export class UserError extends Error {
  readonly words: Words;
  readonly exitCode: number;
  constructor(words: Words, exitCode = 1, options?: { readonly cause: unknown }) {
    super(words.en, options);
    this.name = 'UserError';
    this.words = words;
    this.exitCode = exitCode;
  }
}
