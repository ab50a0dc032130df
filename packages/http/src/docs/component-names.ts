// What a document has under names, under names that its format allows: ASCII letters, digits and
// three signs. A wall may have Korean ones.

import { romanized } from '@dure/access';

type Group = { readonly [name: string]: unknown };

const isAllowed = (name: string): boolean => /^[\w.-]+$/.test(name);

const allowedFor = (name: string): string =>
  romanized(name)
    .trim()
    .replace(/[^\w.-]+/g, '_');

/** A name for each; two that would become one are told apart by a number. */
const namesFor = (names: readonly string[]): ReadonlyMap<string, string> => {
  const taken = new Set(names.filter(isAllowed));
  return new Map(
    names.map((name) => {
      if (isAllowed(name)) return [name, name];
      const wished = allowedFor(name);
      let given = wished;
      for (let number = 2; taken.has(given); number += 1) given = `${wished}${number}`;
      taken.add(given);
      return [name, given];
    }),
  );
};

const SCHEMAS = '#/components/schemas/';

const renamed = (of: unknown, names: ReadonlyMap<string, string>): unknown => {
  if (Array.isArray(of)) return of.map((one) => renamed(one, names));
  if (typeof of !== 'object' || of === null) return of;
  return Object.fromEntries(
    Object.entries(of).map(([key, value]: [string, unknown]) => {
      const isRef = key === '$ref' && typeof value === 'string' && value.startsWith(SCHEMAS);
      if (!isRef) return [key, renamed(value, names)];
      const name = value.slice(SCHEMAS.length);
      return [key, `${SCHEMAS}${names.get(name) ?? name}`];
    }),
  );
};

type Document = { readonly components: { readonly schemas: Group } };

/** The same, where all names of schemas are allowed; nothing is copied where they are. */
export const withAllowedNames = <D extends Document>(document: D): object => {
  const { schemas } = document.components;
  const names = namesFor(Object.keys(schemas));
  if ([...names].every(([name, given]) => name === given)) return document;
  const named = Object.entries(schemas).map(([name, of]) => [names.get(name) ?? name, of] as const);
  const components = { ...document.components, schemas: Object.fromEntries(named) };
  return renamed({ ...document, components }, names) as object;
};
