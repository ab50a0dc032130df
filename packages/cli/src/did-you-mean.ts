// What was probably meant by a mistyped word.

import { editDistance } from '@dure/access';

const DISTANCE_MAX = 2;

const isBeginning = (written: string, name: string): boolean =>
  written.length >= 2 && name.startsWith(written);

/** The name that is nearest to what was written, if one is near enough. */
export const nearest = (written: string, names: readonly string[]): string | undefined => {
  const begun = names.filter((name) => isBeginning(written, name));
  if (begun.length === 1) return begun[0];
  const most = Math.min(DISTANCE_MAX, Math.floor(written.length / 2));
  return names
    .map((name) => ({ name, far: editDistance(written.toLowerCase(), name.toLowerCase()) }))
    .filter(({ far }) => far <= most)
    .toSorted((a, b) => a.far - b.far)[0]?.name;
};
