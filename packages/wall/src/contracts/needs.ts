// What a consumer in another repository says that it needs of a business: a file of its own, read
// here, and compared with what is published.

import { isTexts, isTree, treeIn } from '../json.ts';
import type { Tree } from '../json.ts';

/** What is needed of one message, row or life. */
export type Need = {
  /** The fields that it reads, or sends; with a type of JSON Schema where it counts on one. */
  readonly fields: { readonly [field: string]: string | undefined };
  /** For a field that is a choice, the values that it understands. */
  readonly values: { readonly [field: string]: readonly string[] };
  /** Fields that it can do without. */
  readonly optional: readonly string[];
};

export type NeedGroup = 'events' | 'commands' | 'views' | 'rejections' | 'states';

export type Needs = {
  readonly consumer: string;
  readonly business: string;
  readonly events: { readonly [name: string]: Need };
  readonly commands: { readonly [name: string]: Need };
  readonly views: { readonly [name: string]: Need };
  readonly rejections: { readonly [name: string]: Need };
  /** By life, the words of `status` that it knows. */
  readonly states: { readonly [life: string]: readonly string[] };
};

/** What of a file was not understood, and where: `needs.taxi.events.X: …`. */
export type NotUnderstood = { readonly where: string; readonly what: string };

export type ReadNeeds = {
  readonly needs: readonly Needs[];
  readonly notUnderstood: readonly NotUnderstood[];
};

const groups = ['events', 'commands', 'views', 'rejections'] as const;

/** What a consumer's file says. What is odd in it is listed, and the rest is read. */
export const readNeeds = (file: unknown): ReadNeeds => {
  if (!isTree(file) || typeof file['consumer'] !== 'string' || !isTree(file['needs'])) {
    const what = 'a file of needs has `consumer` and `needs`, by business';
    return { needs: [], notUnderstood: [{ where: '', what }] };
  }
  const notUnderstood: NotUnderstood[] = [];
  const consumer = file['consumer'];
  const needs = Object.entries(file['needs']).flatMap(([business, of]): readonly Needs[] => {
    if (isTree(of)) return [businessNeeds({ consumer, business }, of, notUnderstood)];
    notUnderstood.push({ where: `needs.${business}`, what: 'it is no group of needs' });
    return [];
  });
  return { needs, notUnderstood };
};

type Heard = NotUnderstood[];

const businessNeeds = (
  of: Pick<Needs, 'consumer' | 'business'>,
  tree: Tree,
  heard: Heard,
): Needs => {
  const known: readonly string[] = [...groups, 'states'];
  for (const name of Object.keys(tree)) {
    const where = `needs.${of.business}.${name}`;
    if (!known.includes(name)) heard.push({ where, what: `known are ${known.join(', ')}` });
  }
  const read = (group: (typeof groups)[number]): { readonly [name: string]: Need } => {
    const all = tree[group] ?? {};
    return Object.fromEntries(
      Object.entries(treeIn(all)).map(([name, need]) => [
        name,
        needOf(need, [heard, `needs.${of.business}.${group}.${name}`]),
      ]),
    );
  };
  return {
    ...of,
    events: read('events'),
    commands: read('commands'),
    views: read('views'),
    rejections: read('rejections'),
    states: statesOf(tree['states'], [heard, `needs.${of.business}.states`]),
  };
};

const nothing: Need = { fields: {}, values: {}, optional: [] };

/** A list of fields, or `{ fields, values, optional }`. */
const needOf = (need: unknown, [heard, where]: readonly [Heard, string]): Need => {
  if (isTexts(need)) return { ...nothing, fields: byName(need) };
  if (!isTree(need)) {
    heard.push({ where, what: 'it is neither a list of fields nor { fields, values, optional }' });
    return nothing;
  }
  const { fields, values = {}, optional = [], ...odd } = need;
  for (const name of Object.keys(odd)) heard.push({ where: `${where}.${name}`, what: 'unknown' });
  return {
    fields: isTexts(fields) ? byName(fields) : typesIn(fields),
    values: textsIn(values),
    optional: isTexts(optional) ? optional : [],
  };
};

const textsIn = (of: unknown): Need['values'] =>
  Object.fromEntries(
    Object.entries(treeIn(of)).filter((one): one is [string, string[]] => isTexts(one[1])),
  );

const byName = (names: readonly string[]): Need['fields'] =>
  Object.fromEntries(names.map((name) => [name, undefined]));

const typesIn = (fields: unknown): Need['fields'] =>
  Object.fromEntries(
    Object.entries(treeIn(fields)).map(([name, type]) => [
      name,
      typeof type === 'string' ? type : undefined,
    ]),
  );

const statesOf = (of: unknown, [heard, where]: readonly [Heard, string]): Needs['states'] => {
  if (of === undefined) return {};
  const all = Object.entries(treeIn(of));
  const odd = all.filter(([, words]) => !isTexts(words));
  for (const [life] of odd)
    heard.push({ where: `${where}.${life}`, what: 'it is no list of words' });
  return textsIn(of);
};

type Wanted = { readonly group: NeedGroup; readonly name: string };

/** Who says that they need it; with a field, who names that field, or sends the message at all. */
export const needing = (
  all: readonly Needs[],
  { group, name }: Wanted,
  field?: string,
): readonly string[] =>
  all
    .filter((needs) => {
      const of = Object.hasOwn(needs[group], name) ? needs[group][name] : undefined;
      if (of === undefined || field === undefined || 'length' in of) return of !== undefined;
      return group === 'commands' || Object.hasOwn(of.fields, field);
    })
    .map(({ consumer }) => `consumer ${consumer}`);
