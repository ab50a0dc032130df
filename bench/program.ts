// What the programs of the bench share: how they know where to write, and how they answer.

import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** `--folder`, which every program is given. */
export const folderGiven = (): string => {
  const { values } = parseArgs({ options: { folder: { type: 'string' } }, strict: false });
  if (typeof values.folder !== 'string') throw new Error('--folder is missing.');
  return values.folder;
};

/** `--server`, the URL of a database, for the programs that can be on one. */
export const serverGiven = (): string | undefined => {
  const { values } = parseArgs({ options: { server: { type: 'string' } }, strict: false });
  return typeof values.server === 'string' ? values.server : undefined;
};

/** `--sign-in`: whether whoever sends has to say who they are. */
export const isSignInGiven = (): boolean => process.argv.includes('--sign-in');

/** `--count`, for the programs that can do less. */
export const countGiven = (): number => {
  const { values } = parseArgs({ options: { count: { type: 'string' } }, strict: false });
  return Number(values.count);
};

export const fileIn = (folder: string, context: string): string => join(folder, `${context}.db`);

/** One line of JSON for the program that started this one. */
export const tell = (result: object): void => console.log(JSON.stringify(result));

/** The so-manieth part of a list of numbers: 0.5 is the median. */
export const quantile = (values: readonly number[], part: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
};

/** The one in the middle; of an even number, what lies between the two there. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(at) - 1], sorted[Math.floor(at)]];
  return below === undefined || above === undefined ? Number.NaN : (below + above) / 2;
};

/** What lies in the middle, and from where to where the half around it lies. */
export type Spread = {
  readonly median: number;
  readonly from: number;
  readonly to: number;
  readonly count: number;
};

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  from: quantile(values, 0.25),
  to: quantile(values, 0.75),
  count: values.length,
});

/** Runs so many tasks, with so many under way at a time. */
export const inParallel = async (
  count: number,
  atOnce: number,
  task: (number: number) => Promise<void>,
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await task(next);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
};
