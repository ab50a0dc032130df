// JSON of others, of which nothing is known: read member by member.

export type Tree = { readonly [name: string]: unknown };

export const isTree = (of: unknown): of is Tree =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

/** The objects of a list; none, where it is no list. */
export const treesIn = (of: unknown): readonly Tree[] =>
  Array.isArray(of) ? of.filter(isTree) : [];

export const treeIn = (of: unknown): Tree => (isTree(of) ? of : {});

/** A text, or a number as text; '' for anything else. */
export const textIn = (of: unknown): string =>
  typeof of === 'string' || typeof of === 'number' ? String(of) : '';

export const isTexts = (of: unknown): of is readonly string[] =>
  Array.isArray(of) && of.every((one) => typeof one === 'string');
