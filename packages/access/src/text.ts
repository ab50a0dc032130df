// Values as text: in a key, in a path, in a table.

/** A value of a row or a claim as it stands in a key. What is no plain value has none. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`
    : undefined;

/** A value as a person reads it. */
export const shownText = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  return textOf(value) ?? JSON.stringify(value);
};
