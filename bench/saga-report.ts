// The figures of whole bookings beside what was promised of them.

import type { Spread } from './program.ts';
import { atLeast, fine, latency, spread, whole } from './report.ts';
import type { Line } from './report.ts';
import type { StaysOfServer } from './stays-over-http.ts';

export type Sagas = {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

const SAGAS_RATIO_MIN = 0.5;
const SAGA_P50_MS = 2.5;
const SAGA_P99_MS = 8;
/** A tenth of what a system of Spring Boot takes that does the same (3.6 to 4.9 ms). */
const SAGA_CPU_MS = 0.45;

/** Whole bookings by hand and by Dure, in turns, and how many of the one Dure does of the other. */
export type ComparedSagas = {
  readonly minimal: Sagas;
  /** With a file for each context. */
  readonly dure: Sagas;
  readonly inOneFile: Sagas;
  /** Of bookings a second. */
  readonly ratios: Spread;
};

const sagasOf = (who: string, { perSecond, cpuUs }: Sagas): Line => ({
  what: `whole bookings/s in one process, ${who}`,
  measured: `${whole(perSecond)}, ${whole(cpuUs)} µs of CPU each`,
  budget: '',
});

const idleSaga = (where: string, sagas: Sagas): Line => ({
  what: `a saga on an idle system, in process, ${where}`,
  measured: latency(sagas),
  budget: `p50 ≤ ${SAGA_P50_MS} ms, p99 ≤ ${SAGA_P99_MS} ms`,
  isKept: sagas.p50Ms <= SAGA_P50_MS && sagas.p99Ms <= SAGA_P99_MS,
});

export const sagaLines = (compared: ComparedSagas, overHttp: StaysOfServer): readonly Line[] => [
  sagasOf('by hand', compared.minimal),
  sagasOf('Dure, a file for each context', compared.dure),
  sagasOf('Dure, all contexts in one file', compared.inOneFile),
  {
    what: 'Dure to the bookings written by hand',
    measured: spread(compared.ratios),
    ...atLeast(compared.ratios.median, SAGAS_RATIO_MIN),
  },
  {
    what: 'whole sagas/s over HTTP (64 connections)',
    measured: `${whole(overHttp.perSecond)} (${whole(overHttp.placedPerSecond)} begun)`,
    budget: '',
  },
  {
    what: 'CPU of the server for a whole saga over HTTP, all contexts',
    measured: `${fine(overHttp.cpuMs)} ms`,
    budget: `≤ ${SAGA_CPU_MS} ms`,
    isKept: overHttp.cpuMs <= SAGA_CPU_MS,
  },
  idleSaga('a file for each context', compared.dure),
  idleSaga('all contexts in one file', compared.inOneFile),
  {
    what: 'a saga on an idle system, from request to news over HTTP',
    measured: latency(overHttp),
    budget: '',
  },
];
