// Values as text: in a key, in a path, in a table.

/** A value of a row or a claim as it stands in a key. What is no plain value has none. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`
    : undefined;

/** A value as a person reads it: of a list or a value object, what is in it, one after another. */
export const shownText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  const parts = typeof value === 'object' ? Object.values(value) : [];
  return textOf(value) ?? parts.map(shownText).join(', ');
};
