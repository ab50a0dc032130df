// Whole bookings with a file for each context, and with one for all, beside a server written by
// hand, in turns: what else the machine does meets all of them.

import { inFolder, measured } from './harness.ts';
import { median, spreadOf } from './program.ts';
import type { ComparedSagas, Sagas } from './saga-report.ts';

type Form = { readonly sagas: number; readonly sagaPairs: number };
type Three = { readonly minimal: Sagas; readonly dure: Sagas; readonly inOneFile: Sagas };

const run = (program: string, count: number, ...more: readonly string[]): Promise<Sagas> =>
  inFolder((folder) =>
    measured<Sagas>(program, ['--folder', folder, '--count', String(count), ...more]),
  );

const typical = (all: readonly Sagas[]): Sagas => {
  const of = (name: keyof Sagas) => median(all.map((figures) => figures[name]));
  return { perSecond: of('perSecond'), cpuUs: of('cpuUs'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
};

export const compareSagas = async ({ sagas, sagaPairs }: Form): Promise<ComparedSagas> => {
  const rounds: Three[] = [];
  for (let number = 0; number < sagaPairs; number += 1) {
    const minimal = await run('minimal-bookings.ts', sagas);
    const dure = await run('sagas.ts', sagas);
    rounds.push({ minimal, dure, inOneFile: await run('sagas.ts', sagas, '--one-file') });
  }
  return {
    minimal: typical(rounds.map(({ minimal }) => minimal)),
    dure: typical(rounds.map(({ dure }) => dure)),
    inOneFile: typical(rounds.map(({ inOneFile }) => inOneFile)),
    ratios: spreadOf(rounds.map(({ minimal, dure }) => dure.perSecond / minimal.perSecond)),
  };
};
