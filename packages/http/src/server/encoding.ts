// What comes compressed: the files of pages, and what is long and made once.

import type { Exchange } from './exchange.ts';

export type Encoding = 'br' | 'gzip';

/** The first of those that are there which the client takes. */
export const encodingFor = (
  { request }: Exchange,
  there: readonly Encoding[],
): Encoding | undefined => {
  const accepted = [request.headers['accept-encoding'] ?? ''].flat().join();
  return there.find((encoding) =>
    new RegExp(`\\b${encoding}\\b(?!;q=0(?:\\.0*)?\\b)`).test(accepted),
  );
};
