// Where a reader of a log stands, in every partition of it: `0.12,3.7` on the wire.

/** The sequence that was read last, by the number of the partition. */
export type Positions = ReadonlyMap<number, number>;

export const textOf = (positions: Positions): string =>
  [...positions].map(([partition, sequence]) => `${partition}.${sequence}`).join(',');

/** Nothing, where the text is not one of positions. */
export const positionsIn = (text: string): Positions | undefined => {
  if (text === '') return new Map();
  const pairs = text.split(',').map((pair) => /^(\d{1,9})\.(\d{1,15})$/.exec(pair));
  if (pairs.includes(null)) return undefined;
  return new Map(pairs.map((pair) => [Number(pair?.[1]), Number(pair?.[2])]));
};
