// The figures beside what was promised of them, as a table for the page on performance.

import type { Compared } from './commands.ts';
import type { Spread } from './program.ts';
import type { Grown } from './growing.ts';
import type { Lists } from './lists.ts';
import type { Passed } from './path.ts';
import type { Started } from './starting.ts';
import type { Followed } from './streams.ts';
import type { WaysIn } from './ways-in.ts';

export type KernelCost = { readonly commandUs: number; readonly withViewUs: number };

export type Carried = {
  readonly relayPerSecond: number;
  readonly workOffPerSecond: number;
  readonly arrivingPerSecond: number;
};

export type Line = {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  /** Nothing, where nothing was promised. */
  readonly isKept?: boolean;
};

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const fine = (value: number): string => value.toFixed(value < 10 ? 2 : 1);

const SIGN_IN_RATIO_MIN = 0.95;
const SIGN_IN_CPU_MAX = 1.05;
const RATIO_MIN = 0.75;
/** Where a server has the data, which takes a part of each that no one can spare. */
const RATIO_ON_SERVER_MIN = 0.6;
const KERNEL_US = 10;
const RELAY_MIN = 20_000;
const WORK_OFF_RATIO = 3;
const READY_MS = 1_000;
const READY_LONG_MS = 2_000;
const RESIDENT_MIB = 100;
const GROWTH_MAX = 0.1;
const LIST_MS = 20;
const LISTED_RATIO_MIN = 0.95;
const STREAM_MS = 500;
const STREAM_KIB = 40;
const STREAM_CORES = 1;
const KERNEL_FILES_MAX = 17;
const KERNEL_FUNCTIONS_MAX = 101;

type Latency = { readonly p50Ms: number; readonly p99Ms: number };

export const latency = ({ p50Ms, p99Ms }: Latency): string =>
  `p50 ${fine(p50Ms)} ms, p99 ${fine(p99Ms)} ms`;

/** `1.012 (half of 20 pairs: 0.994 to 1.031)`. */
export const spread = ({ median, from, to, count }: Spread): string => {
  const half = `half of ${count} pairs: ${from.toFixed(3)} to ${to.toFixed(3)}`;
  return `${median.toFixed(3)} (${count === 1 ? 'one pair' : half})`;
};

export const atLeast = (value: number, least: number): Pick<Line, 'budget' | 'isKept'> => ({
  budget: `≥ ${least}`,
  isKept: value >= least,
});

const reservations = (over: string, load: WaysIn['http']): Line => ({
  what: `reservations/s over ${over} (64 at once)`,
  measured: `${whole(load.perSecond)}, ${latency(load)}`,
  budget: '',
});

export const waysInLines = ({ http, grpc }: WaysIn): readonly Line[] => [
  reservations('HTTP', http),
  reservations('gRPC', grpc),
];

/** @param on the database, where it is not the one that comes along. */
export const commandLines = ({ minimal, dure, ratios }: Compared, on = ''): readonly Line[] => [
  {
    what: `durable commands/s over HTTP${on}, by hand (64 connections)`,
    measured: `${whole(minimal.perSecond)}, p50 ${minimal.p50Ms} ms, p99 ${minimal.p99Ms} ms`,
    budget: '',
  },
  {
    what: `durable commands/s over HTTP${on}, Dure (64 connections)`,
    measured: `${whole(dure.perSecond)}, p50 ${dure.p50Ms} ms, p99 ${dure.p99Ms} ms`,
    budget: '',
  },
  {
    what: `Dure to the server written by hand${on}`,
    measured: spread(ratios),
    ...atLeast(ratios.median, on === '' ? RATIO_MIN : RATIO_ON_SERVER_MIN),
  },
];

export const signInLines = ({ minimal, dure, ratios, cpuRatios }: Compared): readonly Line[] => [
  {
    what: 'durable commands/s over HTTP, open house and with sign-in and limits',
    measured: `${whole(minimal.perSecond)}, ${whole(dure.perSecond)}`,
    budget: '',
  },
  {
    what: 'with sign-in and limits to without',
    measured: spread(ratios),
    budget: `≥ ${SIGN_IN_RATIO_MIN}`,
    isKept: ratios.median >= SIGN_IN_RATIO_MIN,
  },
  {
    what: 'CPU of the server a command, with sign-in and limits to without',
    measured: spread(cpuRatios),
    budget: `≤ ${SIGN_IN_CPU_MAX}`,
    isKept: cpuRatios.median <= SIGN_IN_CPU_MAX,
  },
];

export const pathLines = (passed: { readonly [name: string]: Passed }): readonly Line[] => {
  const { files = 0, functions = 0 } = passed['kernel'] ?? {};
  return [
    {
      what: 'files and functions of the kernel that a plain command passes',
      measured: `${files}, ${functions}`,
      budget: `≤ ${KERNEL_FILES_MAX}, ≤ ${KERNEL_FUNCTIONS_MAX}`,
      isKept: files <= KERNEL_FILES_MAX && functions <= KERNEL_FUNCTIONS_MAX,
    },
  ];
};

export const kernelLines = ({ commandUs, withViewUs }: KernelCost): readonly Line[] => [
  {
    what: "kernel's own CPU a command, without store and HTTP",
    measured: `${fine(commandUs)} µs`,
    budget: `≤ ${KERNEL_US} µs`,
    isKept: commandUs <= KERNEL_US,
  },
  { what: 'the same with a view that follows', measured: `${fine(withViewUs)} µs`, budget: '' },
];

export const kafkaLines = (kafka: Carried | string): readonly Line[] => {
  if (typeof kafka === 'string') return [{ what: 'over Kafka', measured: kafka, budget: '' }];
  const { relayPerSecond, workOffPerSecond, arrivingPerSecond } = kafka;
  return [
    {
      what: 'records/s that a relay publishes to Kafka (16 partitions)',
      measured: whole(relayPerSecond),
      budget: `≥ ${whole(RELAY_MIN)}`,
      isKept: relayPerSecond >= RELAY_MIN,
    },
    {
      what: `records/s of a lag that is worked off while ${whole(arrivingPerSecond)}/s arrive`,
      measured: whole(workOffPerSecond),
      budget: `≥ ${WORK_OFF_RATIO} × what arrives`,
      isKept: workOffPerSecond >= WORK_OFF_RATIO * arrivingPerSecond,
    },
  ];
};

const readyLine = (what: string, ms: number): Line => ({
  what: `start to ready, ${what}`,
  measured: `${whole(ms)} ms`,
  budget: `≤ ${whole(READY_MS)} ms`,
  isKept: ms <= READY_MS,
});

export const startLines = (started: Started): readonly Line[] => [
  readyLine('first start without the demo', started.bareMs),
  readyLine('first start, demo and all', started.emptyMs),
  readyLine('again', started.againMs),
  {
    what: 'memory when idle (RSS)',
    measured: `${whole(started.residentMiB)} MiB`,
    budget: `≤ ${RESIDENT_MIB} MiB`,
    isKept: started.residentMiB <= RESIDENT_MIB,
  },
];

export const growthLines = ({ steps, startMs }: Grown): readonly Line[] => {
  const [first, last] = [steps[0], steps.at(-1)];
  const growth = (last?.cpuUs ?? Number.NaN) / (first?.cpuUs ?? Number.NaN) - 1;
  const long = whole(last?.events ?? 0);
  return [
    ...steps.map(({ events, cpuUs }) => ({
      what: `CPU a command, in process, on SQLite, after ${whole(events)} events`,
      measured: `${fine(cpuUs)} µs`,
      budget: '',
    })),
    {
      what: `growth of that cost up to ${long} events`,
      measured: `${(growth * 100).toFixed(0)} %`,
      budget: `≤ ${GROWTH_MAX * 100} %`,
      isKept: growth <= GROWTH_MAX,
    },
    {
      what: `start to ready with ${long} events`,
      measured: `${whole(startMs)} ms`,
      budget: `≤ ${whole(READY_LONG_MS)} ms`,
      isKept: startMs <= READY_LONG_MS,
    },
  ];
};

export const listLines = ({ rows, p50Ms, p99Ms, written, ratio }: Lists): readonly Line[] => [
  {
    what: `50 of ${whole(rows)} rows, filtered and sorted, beside ${whole(written)} commands/s`,
    measured: latency({ p50Ms, p99Ms }),
    budget: `p99 ≤ ${LIST_MS} ms`,
    isKept: p99Ms <= LIST_MS,
  },
  {
    what: 'commands/s beside 50 lists a second to those without',
    measured: fine(ratio),
    budget: `≥ ${LISTED_RATIO_MIN}`,
    isKept: ratio >= LISTED_RATIO_MIN,
  },
];

export const streamLines = (followed: Followed): readonly Line[] => {
  const { streams, rate, asked, seen, mostMs, p50Ms, cores, streamKiB } = followed;
  const missed = asked - seen;
  return [
    {
      what: `${whole(rate)} changes/s, each seen by one of ${whole(streams)} open streams`,
      measured: `p50 ${fine(p50Ms)} ms, at most ${fine(mostMs)} ms, ${missed} missed`,
      budget: `≤ ${STREAM_MS} ms, 0 missed`,
      isKept: missed === 0 && mostMs <= STREAM_MS,
    },
    {
      what: 'processors of the server meanwhile',
      measured: fine(cores),
      budget: `≤ ${STREAM_CORES}`,
      isKept: cores <= STREAM_CORES,
    },
    {
      what: 'memory for an open stream',
      measured: `${fine(streamKiB)} KiB`,
      budget: `≤ ${STREAM_KIB} KiB`,
      isKept: streamKiB <= STREAM_KIB,
    },
  ];
};

const verdictOf = ({ isKept }: Line): string => {
  if (isKept === undefined) return '';
  return isKept ? 'kept' : '**missed**';
};

/** As the table is written on the page. */
export const tableOf = (lines: readonly Line[]): readonly string[] => [
  '| what | measured | budget | |',
  '| --- | --- | --- | --- |',
  ...lines.map(
    (line) => `| ${line.what} | ${line.measured} | ${line.budget} | ${verdictOf(line)} |`,
  ),
];
