// What a command makes and throws away, by Dure and by the server written by hand, over HTTP.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, loadedWhole, serving } from './harness.ts';
import type { Line } from './report.ts';

/** Bytes for each command. */
export type ThrownAway = { readonly minimal: number; readonly dure: number };

type Form = {
  readonly warmUpS: number;
  readonly warmUpCommands: number;
  readonly staySeconds: number;
};

const BEGUN_MS = 500;
const LOOK_MS = 50;
const KB = 1_000;
const DURE_KB = 18;

const made = async (file: string): Promise<number> => {
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await sleep(LOOK_MS);
  return Number(readFileSync(file, 'utf8'));
};

const bytesEach = (program: string, form: Form): Promise<number> =>
  inFolder(async (folder) => {
    const to = join(folder, 'made');
    const args = [`--program=${program}`, `--to=${to}`, '--folder', folder];
    const server = await serving('sampled.ts', args);
    try {
      const load = async (seconds: number): Promise<number> => {
        const { done } = await loadedWhole(server.url, { kind: 'stamps', seconds });
        return done;
      };
      // Code that is not compiled makes more.
      for (let done = 0; done < form.warmUpCommands;) done += await load(form.warmUpS);
      server.signal('SIGUSR2');
      await sleep(BEGUN_MS);
      const done = await load(form.staySeconds);
      server.signal('SIGUSR2');
      return (await made(to)) / done;
    } finally {
      await server.end();
    }
  });

export const measureThrownAway = async (form: Form): Promise<ThrownAway> => ({
  minimal: await bytesEach('minimal.ts', form),
  dure: await bytesEach('stamps-server.ts', form),
});

const kilobytes = (bytes: number): string => `${(bytes / KB).toFixed(1)} KB`;

export const thrownAwayLines = ({ minimal, dure }: ThrownAway): readonly Line[] => [
  {
    what: 'what a command over HTTP makes and throws away, by hand',
    measured: kilobytes(minimal),
    budget: '',
  },
  {
    what: 'what a command over HTTP makes and throws away, Dure',
    measured: kilobytes(dure),
    budget: `≤ ${DURE_KB} KB`,
    isKept: dure <= DURE_KB * KB,
  },
];
