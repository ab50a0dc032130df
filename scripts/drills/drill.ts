// What a drill is: something that goes wrong or changes while a business is used, and the figures
// that have to be reached nevertheless.

export type Figure = {
  /** What was measured, as a sentence without its number. */
  readonly what: string;
  readonly value: string;
  /** What it has to be; nothing, where it is only reported. */
  readonly bound?: string;
  readonly isReached: boolean;
};

export type Options = {
  /** How often something is repeated, where the drill repeats it. */
  readonly rounds: number | undefined;
  /** How long it lasts, where that can be chosen. */
  readonly seconds: number | undefined;
  readonly say: (line: string) => void;
};

export type Drill = {
  readonly name: string;
  readonly what: string;
  /** On what it runs: processes of `dure up`, a cluster, or files alone. */
  readonly on: string;
  readonly run: (options: Options) => Promise<readonly Figure[]>;
  /** The same in a real cluster, where it can be shown there. */
  readonly inCluster?: (options: Options) => Promise<readonly Figure[]>;
};

/** It cannot be run as it was asked for. The message says why, and what to do. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

type Most = { readonly what: string; readonly value: number; readonly most: number };

/** A figure that must not be above its bound. */
export const atMost = ({ what, value, most }: Most, unit = ''): Figure => ({
  what,
  value: `${value}${unit}`,
  bound: `≤ ${most}${unit}`,
  isReached: value <= most,
});

/** A figure that must not be below its bound. */
export const atLeast = (what: string, value: number, least: number): Figure => ({
  what,
  value: String(value),
  bound: `≥ ${least}`,
  isReached: value >= least,
});

/** A figure that has to be exactly this. */
export const exactly = (what: string, value: number | string, wanted: number | string): Figure => ({
  what,
  value: String(value),
  bound: String(wanted),
  isReached: value === wanted,
});

export const reported = (what: string, value: number | string): Figure => ({
  what,
  value: String(value),
  isReached: true,
});
