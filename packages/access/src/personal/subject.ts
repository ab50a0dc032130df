// The person who is meant, as the business writes them: `customer-2`, or the phone that they are
// known by.

import { valueMistakes } from '@dure/domain';
import type { Shape } from '@dure/domain';
import type { PersonalFields } from './fields.ts';

const isSo = (shape: Shape, value: unknown): value is string =>
  typeof value === 'string' && valueMistakes(shape, value, '').length === 0;

/**
 * All ways in which the person may be written: as they were given, and as a field keeps it, such as
 * a phone without its hyphens. A number alone is no id: `2` would be every customer and trainer 2.
 */
export const writtenAs = (given: string, { owners }: PersonalFields): readonly string[] => {
  const shapes = [...owners.values()].flat().filter(({ idKind }) => idKind === undefined);
  const read = shapes.flatMap((shape) => {
    const value = shape.read(given);
    return isSo(shape, value) ? [value] : [];
  });
  return [...new Set([given.trim().normalize('NFC'), ...read])];
};

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** As people write numbers: with blanks, points or hyphens, and with the country. */
const ofDigits = (digits: string): string => {
  const gap = '[ .-]?';
  const [first = '', ...rest] = digits;
  const begins = first === '0' ? `(?:\\+82${gap}|0)` : first;
  return `(?<!\\d)${[begins, ...rest].join(gap)}(?!\\d)`;
};

/** The words of `customer-2` are not in `customer-21`, and not in `customer-2-x`. */
const ofWords = (text: string): string =>
  `(?<![A-Za-z0-9]|[A-Za-z0-9]-)${literally(text)}(?![A-Za-z0-9]|-[A-Za-z0-9])`;

const DIGITS_MIN = 7;

const patternOf = (value: string): string =>
  /^\d+$/.test(value) && value.length >= DIGITS_MIN ? ofDigits(value) : ofWords(value);

/** Finds each of some texts, wherever it stands; the longest first. */
export const finding = (values: Iterable<string>): RegExp => {
  const longest = [...values].toSorted((one, other) => other.length - one.length);
  // A set that nothing is in finds nothing.
  return new RegExp(longest.map(patternOf).join('|') || '(?!)', 'gu');
};
