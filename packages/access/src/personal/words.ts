// What stands in the place of a value that was erased. It is as its field says, so that all that
// reads it goes on.

import { valueMistakes } from '@dure/domain';
import type { Shape } from '@dure/domain';
import type { PersonalFields } from './fields.ts';

/** What a value of a person is replaced by, wherever it is of itself no name of theirs. */
export const ERASED = '…';

const fits = (shape: Shape, word: string): boolean =>
  [word, [word]].some((value) => valueMistakes(shape, value, '').length === 0);

const fitsAll = (shapes: readonly Shape[], word: string): boolean =>
  shapes.every((shape) => fits(shape, word));

const plainWords = [ERASED, '삭제됨', 'erased', '0', '01000000000'];

/** The same for all who were erased. */
export const wordFor = (name: string, { byName }: PersonalFields): string => {
  const shapes = byName.get(name)?.shapes ?? [];
  return plainWords.find((word) => fitsAll(shapes, word)) ?? ERASED;
};

const PHONE_DIGITS = 7;
const DIGITS = 8;

/** Numbers that begin with 0100 are given to nobody. */
const namesMade = (idKind: string | undefined, digits: string): readonly string[] => [
  ...(idKind === undefined ? [] : [`${idKind}-erased${digits}`]),
  `0100${digits.slice(0, PHONE_DIGITS)}`,
  `erased-${digits}`,
  `삭제${digits}`,
  digits,
];

/**
 * A name that is nobody's, in the place of one that tells a person from all others: two that were
 * erased stay two, and what is held or looked up by it stays so.
 * @param digits of chance, at least eight of them.
 */
export const nameFor = (value: string, fields: PersonalFields, digits: string): string => {
  const personal = [...fields.byName.values()].map((of) => of.shapes);
  const all = [fields.ids, ...fields.owners.values(), ...personal];
  const shapes = all.flat().filter((shape) => fits(shape, value));
  const narrow = shapes.filter(({ idKind }) => idKind !== undefined);
  const asked = narrow.length > 0 ? narrow : shapes;
  const made = namesMade(narrow[0]?.idKind, digits.slice(0, DIGITS));
  return made.find((name) => fitsAll(asked, name)) ?? `erased-${digits.slice(0, DIGITS)}`;
};
