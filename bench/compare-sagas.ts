// Whole bookings beside a server written by hand, in turns: what else the machine does meets both.

import { inFolder, measured } from './harness.ts';
import { median } from './program.ts';
import type { ComparedSagas, Sagas } from './report.ts';

type Form = { readonly sagas: number; readonly sagaPairs: number };
type Pair = { readonly minimal: Sagas; readonly dure: Sagas };

const run = (program: string, count: number): Promise<Sagas> =>
  inFolder((folder) => measured<Sagas>(program, ['--folder', folder, '--count', String(count)]));

const typical = (all: readonly Sagas[]): Sagas => {
  const of = (name: keyof Sagas) => median(all.map((figures) => figures[name]));
  return { perSecond: of('perSecond'), cpuUs: of('cpuUs'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms') };
};

export const compareSagas = async ({ sagas, sagaPairs }: Form): Promise<ComparedSagas> => {
  const pairs: Pair[] = [];
  for (let number = 0; number < sagaPairs; number += 1) {
    const minimal = await run('minimal-bookings.ts', sagas);
    pairs.push({ minimal, dure: await run('sagas.ts', sagas) });
  }
  return {
    minimal: typical(pairs.map(({ minimal }) => minimal)),
    dure: typical(pairs.map(({ dure }) => dure)),
    ratio: median(pairs.map(({ minimal, dure }) => dure.perSecond / minimal.perSecond)),
  };
};
