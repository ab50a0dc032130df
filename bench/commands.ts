// Durable commands over HTTP: the server written by hand and Dure, in turns, on the same machine.

import { inFolder, loaded, serving } from './harness.ts';
import type { Load, Server } from './harness.ts';
import { median } from './program.ts';

/** A load, and what each command has cost of the server's processor. */
type Costed = Load & { readonly cpuUs: number };

export type Compared = {
  readonly minimal: Load;
  readonly dure: Load;
  readonly ratio: number;
  /** What a command costs of a processor, by the other server's: neighbours change it little. */
  readonly cpuRatio: number;
};

export type Form = {
  /** So many times both servers are started afresh, as no two processes are laid out alike. */
  readonly rounds: number;
  /** A server runs for days: its code is compiled before anything is measured. */
  readonly warmUpS: number;
  /** So many times in a round each of them is loaded, for so long. */
  readonly slices: number;
  readonly seconds: number;
};

type Pair = { readonly minimal: Costed; readonly dure: Costed };

const slice = async (server: Server, seconds: number): Promise<Costed> => {
  const beforeS = server.cpuS();
  const load = await loaded(server.url, { kind: 'stamps', seconds, bearer: server.bearer });
  if (load.refused + load.broken > 0) throw new Error('Some commands were refused.');
  return { ...load, cpuUs: ((server.cpuS() - beforeS) * 1e6) / load.done };
};

/** Alternates, so that a machine that gets slower or faster does so for both. */
const inTurns = async (minimal: Server, dure: Server, form: Form): Promise<readonly Pair[]> => {
  await slice(minimal, form.warmUpS);
  await slice(dure, form.warmUpS);
  const pairs: Pair[] = [];
  for (let number = 0; number < form.slices; number += 1) {
    const before = await slice(minimal, form.seconds);
    pairs.push({ minimal: before, dure: await slice(dure, form.seconds) });
  }
  return pairs;
};

/** A program, and what it is given beside its folder. */
type Program = readonly [program: string, ...args: readonly string[]];
export type Programs = { readonly minimal: Program; readonly dure: Program };

const round = (form: Form, programs: Programs): Promise<readonly Pair[]> =>
  inFolder(async (folder) => {
    const started = ([program, ...args]: Program) =>
      serving(program, ['--folder', folder, ...args]);
    const minimal = await started(programs.minimal);
    const dure = await started(programs.dure);
    try {
      return await inTurns(minimal, dure, form);
    } finally {
      await Promise.all([minimal.end(), dure.end()]);
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

const onSqlite: Programs = { minimal: ['minimal.ts'], dure: ['stamps-server.ts'] };

/** The same server twice: an open house, and one with sign-in and limits. */
export const withSignIn: Programs = {
  minimal: ['stamps-server.ts'],
  dure: ['stamps-server.ts', '--sign-in'],
};

export const compareCommands = async (form: Form, programs = onSqlite): Promise<Compared> => {
  const pairs: Pair[] = [];
  for (let number = 0; number < form.rounds; number += 1) {
    pairs.push(...(await round(form, programs)));
  }
  return {
    minimal: typical(pairs.map(({ minimal }) => minimal)),
    dure: typical(pairs.map(({ dure }) => dure)),
    ratio: median(pairs.map(({ minimal, dure }) => dure.perSecond / minimal.perSecond)),
    cpuRatio: median(pairs.map(({ minimal, dure }) => dure.cpuUs / minimal.cpuUs)),
  };
};
