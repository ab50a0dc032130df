// A business twice: in the one program the house is open, in the other whoever comes signs in. The
// stories of one language are played in the one, those of the other in the other, so that every
// story is played in both ways and takes no longer.

import type { Language } from './people.testing.ts';
import { startProgram } from './program.testing.ts';
import type { Program } from './program.testing.ts';

export type BothWays = {
  /** In Korean people sign in, in English the house is open. */
  readonly in: (language: Language) => Program;
  readonly close: () => Promise<void>;
};

export const wayIn = { ko: 'signed in', en: 'open house' } as const satisfies {
  readonly [L in Language]: string;
};

/**
 * @param args as `dure start` takes them: a business, or a folder with one.
 * @throws {Error} with all that it said, where one of them does not start.
 */
export const startBothWays = async (...args: readonly string[]): Promise<BothWays> => {
  const [signedIn, open] = await Promise.all([
    startProgram(...args, '--sign-in'),
    startProgram(...args),
  ]);
  return {
    in: (language) => (language === 'ko' ? signedIn : open),
    close: async () => {
      await Promise.all([signedIn.close(), open.close()]);
    },
  };
};
