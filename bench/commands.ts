// Durable commands over HTTP: the server written by hand and Dure, in turns, on the same machine.

import { inFolder, loaded, serving } from './harness.ts';
import type { Load, Server } from './harness.ts';
import { median, spreadOf } from './program.ts';
import type { Spread } from './program.ts';

/** A load, and what each command has cost of the server's processor. */
type Costed = Load & { readonly cpuUs: number };

export type Compared = {
  readonly minimal: Load;
  readonly dure: Load;
  /** How far the pairs lie apart in commands a second. */
  readonly ratios: Spread;
  /** What a command costs of a processor, by the other server's: neighbours change it little. */
  readonly cpuRatios: Spread;
};

export type Form = {
  /** So many times both servers are started afresh, as no two processes are laid out alike. */
  readonly rounds: number;
  /**
   * A server runs for days: its code is compiled before anything is measured, which takes a number
   * of commands and not of seconds. It is loaded for so long at a time until it has had them.
   */
  readonly warmUpS: number;
  readonly warmUpCommands: number;
  /** So many times in a round each of them is loaded, for so long. */
  readonly slices: number;
  readonly seconds: number;
};

type Pair = { readonly minimal: Costed; readonly dure: Costed };

/** A server, and as whom the load acts where nobody signs in. */
type Loaded = { readonly server: Server; readonly persona?: string | undefined };

const slice = async ({ server, persona }: Loaded, seconds: number): Promise<Costed> => {
  const { url, bearer } = server;
  const beforeS = server.cpuS();
  const load = await loaded(url, { kind: 'stamps', seconds, bearer, persona });
  if (load.refused + load.broken > 0) throw new Error('Some commands were refused.');
  return { ...load, cpuUs: ((server.cpuS() - beforeS) * 1e6) / load.done };
};

const warmUp = async (of: Loaded, { warmUpS, warmUpCommands }: Form): Promise<void> => {
  for (let done = 0; done < warmUpCommands;) done += (await slice(of, warmUpS)).done;
};

/**
 * Alternates, so that a machine that gets slower or faster does so for both; and who is first
 * alternates as well, as the second finds it warmer.
 */
const inTurns = async (minimal: Loaded, dure: Loaded, form: Form): Promise<readonly Pair[]> => {
  await warmUp(minimal, form);
  await warmUp(dure, form);
  const pairs: Pair[] = [];
  for (let number = 0; number < form.slices; number += 1) {
    const isFirst = number % 2 === 0;
    const early = await slice(isFirst ? minimal : dure, form.seconds);
    const late = await slice(isFirst ? dure : minimal, form.seconds);
    pairs.push(isFirst ? { minimal: early, dure: late } : { minimal: late, dure: early });
  }
  return pairs;
};

/** A program, and what it is given beside its folder. */
type Program = readonly [program: string, ...args: readonly string[]];
export type Programs = {
  readonly minimal: Program;
  readonly dure: Program;
  /** As whom the load acts at the first of them. */
  readonly persona?: string;
};

const round = (form: Form, programs: Programs): Promise<readonly Pair[]> =>
  inFolder(async (folder) => {
    const started = ([program, ...args]: Program) =>
      serving(program, ['--folder', folder, ...args]);
    const minimal = await started(programs.minimal);
    const dure = await started(programs.dure);
    try {
      const { persona } = programs;
      return await inTurns({ server: minimal, persona }, { server: dure }, form);
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

/**
 * The same server twice: an open house, and one with sign-in and limits. The same person acts at
 * both, so that the same is written to the log: who gave a command is said there either way.
 */
export const withSignIn: Programs = {
  minimal: ['stamps-server.ts'],
  dure: ['stamps-server.ts', '--sign-in'],
  persona: 'Shop:shop-1',
};

/**
 * A difference of a few hundredths shows in no two processes: each is laid out by itself, and two
 * of the same program differ by more. So there are many of them, warmed up as far as all code is
 * compiled, with two pairs each: either is first once.
 */
export const forSignIn = ({ signInRounds }: { readonly signInRounds: number }): Form => ({
  rounds: signInRounds,
  warmUpS: 2,
  warmUpCommands: 60_000,
  slices: 2,
  seconds: 2,
});

export const compareCommands = async (form: Form, programs = onSqlite): Promise<Compared> => {
  const pairs: Pair[] = [];
  for (let number = 0; number < form.rounds; number += 1) {
    pairs.push(...(await round(form, programs)));
  }
  const ratios = spreadOf(pairs.map(({ minimal, dure }) => dure.perSecond / minimal.perSecond));
  const cpuRatios = spreadOf(pairs.map(({ minimal, dure }) => dure.cpuUs / minimal.cpuUs));
  return {
    minimal: typical(pairs.map(({ minimal }) => minimal)),
    dure: typical(pairs.map(({ dure }) => dure)),
    ratios,
    cpuRatios,
  };
};
