// Messages, states and rows, read by field name.

export type Data = { readonly [field: string]: unknown };

/** Every message and every state may be read by field name. */
export const dataOf = (of: object): Data => of as Data; // An object has fields, whatever they are.

/** A key is text, or a number; nothing, where it is not said. */
export const keyOf = (key: unknown): string | undefined =>
  typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
