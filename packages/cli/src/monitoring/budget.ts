// The error budget of each business, and how fast it burns: two windows for each speed, so that an
// alarm comes soon, and goes soon when it is over.

import type { Alert, Example, Severity } from './alert.ts';
import { DAY_S, HOUR_S, MINUTE_S } from './durations.ts';
import type { Durations } from './durations.ts';

/** Of a hundred requests so many are answered without a fault of ours. */
export const OBJECTIVE_PERCENT = 99.9;
const PERCENT = 100;

type Speed = {
  readonly name: string;
  readonly severity: Severity;
  readonly longS: number;
  readonly shortS: number;
  /** Times as fast as the budget of a month lasts. */
  readonly burn: number;
};

/** Two per cent of a month in an hour, five in six hours, ten in three days. */
const speeds: readonly Speed[] = [
  { name: 'Fast', severity: 'page', longS: HOUR_S, shortS: 5 * MINUTE_S, burn: 14.4 },
  { name: 'Steady', severity: 'page', longS: 6 * HOUR_S, shortS: 30 * MINUTE_S, burn: 6 },
  { name: 'Slow', severity: 'ticket', longS: 3 * DAY_S, shortS: 6 * HOUR_S, burn: 1 },
];

const REQUESTS = 'dure_http_request_duration_seconds_count';

/** Requests of a business that were answered by a fault of ours, as a share of all. */
export const failedShare = (business: string, window: string): string => {
  const all = (more: string): string =>
    `sum by (business) (rate(${REQUESTS}{business="${business}"${more}}[${window}]))`;
  return `${all(',status=~"5.."')} / ${all('')}`;
};

/** A longer window sees what there is; all of it is alike here. */
const LOOK_MINUTES = 80;

const exampleOf = (business: string, failedPerMinute: number): Example => {
  const one = (status: string): string =>
    `${REQUESTS}{business="${business}",method="GET",route="/",status="${status}"}`;
  return {
    series: [
      [one('200'), `0+1000x${LOOK_MINUTES}`],
      [one('503'), `0+${failedPerMinute}x${LOOK_MINUTES}`],
    ],
    atS: LOOK_MINUTES * MINUTE_S,
  };
};

const FAILED = { Fast: 20, Steady: 8, Slow: 2 } as const;
const isNamed = (name: string): name is keyof typeof FAILED => name in FAILED;

const alertOf = (business: string, speed: Speed): Alert => {
  const { name, severity, longS, shortS, burn } = speed;
  const bound = `${burn} * ${((PERCENT - OBJECTIVE_PERCENT) / PERCENT).toFixed(4)}`;
  const over = (window: string): string => `(${failedShare(business, window)}) > ${bound}`;
  return {
    name: `DureBudgetBurns${name}`,
    severity,
    summary: {
      ko: `${business}: 답하지 못하는 요청이 허용량보다 ${burn}배 빠릅니다`,
      en: `${business}: requests fail ${burn} times as fast as the error budget allows`,
    },
    expr: (of: Durations) => `${over(of.window(longS))} and ${over(of.window(shortS))}`,
    forS: 2 * MINUTE_S,
    fires: {
      ...exampleOf(business, isNamed(name) ? FAILED[name] : 0),
      labels: { business },
    },
    quiet: exampleOf(business, 0.5),
  };
};

export const budgetAlerts = (business: string): readonly Alert[] =>
  speeds.map((speed) => alertOf(business, speed));
