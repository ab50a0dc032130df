// Names that a program can have, made from what people have written: Latin letters and digits. The
// words of people are kept as labels.

import type { Label } from '@dure/domain';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';

const words = (name: string): readonly string[] =>
  name
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const pascal = (name: string): string => words(name).map(capital).join('');

/** `taxiId`, `orderID` → `orderID`, `ISBN` → `isbn`. */
export const camel = (name: string): string => {
  const joined = pascal(name);
  if (/^[A-Z\d]+$/.test(joined)) return joined.toLowerCase();
  return joined.charAt(0).toLowerCase() + joined.slice(1);
};

export const isIdentifier = (name: string): boolean => /^[A-Za-z][A-Za-z\d]*$/.test(name);

const hangul = /\p{Script=Hangul}/u;

/** `PlaceCall` → `Place call`. */
const spelt = (name: string): string => {
  const apart = name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  return apart.charAt(0).toUpperCase() + apart.slice(1).toLowerCase();
};

export type Called = {
  readonly name: string;
  readonly displayName: string;
  /** Both sides, where they are known. */
  readonly label?: Label | undefined;
};

/** Korean first. A side that is missing repeats the other one. */
export const labelFor = ({ name, displayName, label }: Called): Label => {
  if (label) return label;
  const shown = displayName || name;
  if (!hangul.test(shown)) return [shown || name, spelt(name) || shown];
  return [shown, hangul.test(name) ? shown : spelt(name)];
};

/** Names given so far in one room, by what they were made from. */
export type Names = {
  /** A name that is not taken yet. */
  readonly give: (of: Called, kind: string) => string;
  readonly odd: readonly Odd[];
};

/**
 * Gives each a name of its own. What cannot be written in Latin letters is called by its kind and a
 * number, and two that become the same are told apart by a number; both are said.
 */
export const namesFor = (shape: (name: string) => string): Names => {
  const taken = new Set<string>();
  const told: Odd[] = [];
  const free = (wished: string): string => {
    let name = wished;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${wished}${number}`;
    taken.add(name.toLowerCase());
    return name;
  };
  const give: Names['give'] = ({ name, displayName }, kind) => {
    const found = [name, displayName].map(shape).find(isIdentifier);
    const digits = /^\d[A-Za-z\d]*$/.test(shape(name)) ? shape(`${kind} ${name}`) : undefined;
    const wished = found ?? digits ?? shape(`${kind} ${numberOf(taken, shape(kind))}`);
    const given = free(wished);
    const shown = displayName || name;
    if (!found) told.push(madeUp(`${kind} ${shown}`, given));
    else if (given !== wished) told.push(collided(`${kind} ${shown}`, wished, given));
    return given;
  };
  return { give, odd: told };
};

const numberOf = (taken: ReadonlySet<string>, kind: string): number => {
  let number = 1;
  while (taken.has(`${kind}${number}`.toLowerCase())) number += 1;
  return number;
};

export const madeUp = (where: string, given: string): Odd =>
  odd(
    where,
    `라틴 글자 이름이 없어 ${given}(이)라 불렀습니다. 알맞은 이름으로 바꿔 주세요`,
    `it has no name in Latin letters, and is called ${given}: give it a better one`,
  );

const collided = (where: string, wished: string, given: string): Odd =>
  odd(
    where,
    `${wished}(이)라는 이름이 이미 있어 ${given}(이)라 불렀습니다`,
    `there is a ${wished} already, and it is called ${given}: are they the same?`,
  );

/** Names of fields that a message of Dure has for itself. */
const ownFields: { readonly [name: string]: string } = { type: 'kind', is: 'isSo' };

export const fieldName = (name: string): string => {
  const made = camel(name);
  return Object.hasOwn(ownFields, made) ? (ownFields[made] ?? made) : made;
};

/** Lower case letters and digits, as contexts and folders are called. */
export const flat = (name: string): string => pascal(name).toLowerCase();
