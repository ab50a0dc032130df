// What refusals that were counted or noted are called, for those who run a business.

import { refusalWords } from '@dure/access';
import type { Business } from '@dure/access';
import type { Words } from '@dure/domain';

/** By their names, each once. One that is called nothing has `otherwise`, or is left out. */
export const refusalsInWords = (
  { system }: Business,
  names: Iterable<string>,
  otherwise?: Words,
): { readonly [name: string]: Words } =>
  Object.fromEntries(
    [...new Set(names)].flatMap((name) => {
      const words = refusalWords(system, name) ?? otherwise;
      return words ? [[name, words]] : [];
    }),
  );
