// What sends says what it sends: a note by itself, or a function with its notes named beside it.
// So the wall, and whoever asks which context follows which, need not read a rule.

import type { AnyNote, NoteFacts } from './notes.ts';
import type { Fields } from './shapes.ts';

/** A note as the rule: it takes its fields from the message, and all that it takes is there. */
export type Letter<M, R> = ((message: M) => R) & NoteFacts<AnyNote['colour'], string, Fields>;

/** Nothing, one, or several. */
export type Many<T> = T | readonly T[] | undefined;

/** The notes that a rule sends: itself, where it is one, or else those that are named beside it. */
export const notesSent = (
  rule: object | undefined,
  named: readonly AnyNote[] = [],
): readonly AnyNote[] => (rule !== undefined && isNote(rule) ? [rule] : named);

export const isNote = (rule: object): rule is AnyNote => 'colour' in rule;
