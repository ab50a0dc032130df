// Durable commands over HTTP: the server written by hand and Dure, in turns, on the same machine.

import { inFolder, loaded, serving } from './harness.ts';
import type { Load } from './harness.ts';
import { median } from './program.ts';

export type Compared = { readonly minimal: Load; readonly dure: Load; readonly ratio: number };

type Form = { readonly rounds: number; readonly warmUpS: number; readonly seconds: number };

const round = (program: string, args: readonly string[], form: Form): Promise<Load> =>
  inFolder(async (folder) => {
    const server = await serving(program, [...args, '--folder', folder]);
    try {
      await loaded(server.url, { kind: 'stamps', seconds: form.warmUpS });
      const load = await loaded(server.url, { kind: 'stamps', seconds: form.seconds });
      if (load.refused + load.broken > 0) throw new Error(`${program} refused some commands.`);
      return load;
    } finally {
      await server.end();
    }
  });

const typical = (loads: readonly Load[]): Load => {
  const of = (name: keyof Load) => median(loads.map((load) => load[name]));
  return {
    perSecond: of('perSecond'),
    p50Ms: of('p50Ms'),
    p99Ms: of('p99Ms'),
    done: of('done'),
    refused: of('refused'),
    broken: of('broken'),
  };
};

/** Alternates, so that a machine that gets slower or faster does so for both. */
export const compareCommands = async (form: Form): Promise<Compared> => {
  const minimal: Load[] = [];
  const dure: Load[] = [];
  for (let number = 0; number < form.rounds; number += 1) {
    minimal.push(await round('minimal.ts', [], form));
    dure.push(await round('stamps-server.ts', [], form));
  }
  const ratios = minimal.map((load, at) => (dure[at]?.perSecond ?? 0) / load.perSecond);
  return { minimal: typical(minimal), dure: typical(dure), ratio: median(ratios) };
};
