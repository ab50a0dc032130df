// What lodging as services measures, beside what was promised of it.

import { whole } from './report.ts';
import type { Line } from './report.ts';
import type { Stays } from './stays-over-http.ts';

const DEPLOYED_P50_MS = 25;
/** Three times what the documents' own services reached on such a machine. */
const DEPLOYED_MIN = 690;
const WORK_OFF_RATIO = 3;

const fine = (value: number): string => value.toFixed(1);

/** Lodging as services on Kafka and PostgreSQL. */
export type Deployed = Stays & {
  readonly pauseSeconds: number;
  readonly arrivingPerSecond: number;
  readonly workOffPerSecond: number;
};

export const deploymentLines = (deployed: Deployed | string): readonly Line[] => {
  if (typeof deployed === 'string') {
    return [{ what: 'lodging as services', measured: deployed, budget: '' }];
  }
  const { p50Ms, p99Ms, perSecond, placedPerSecond } = deployed;
  const { pauseSeconds, arrivingPerSecond, workOffPerSecond } = deployed;
  return [
    {
      what: 'a saga over services and Kafka on an idle system, from request to news',
      measured: `p50 ${fine(p50Ms)} ms, p99 ${fine(p99Ms)} ms`,
      budget: `p50 ≤ ${DEPLOYED_P50_MS} ms`,
      isKept: p50Ms <= DEPLOYED_P50_MS,
    },
    {
      what: 'whole sagas/s over services and Kafka (64 connections)',
      measured: `${whole(perSecond)} (${whole(placedPerSecond)} begun)`,
      budget: `≥ ${whole(DEPLOYED_MIN)}`,
      isKept: perSecond >= DEPLOYED_MIN,
    },
    {
      what: `sagas/s behind a pause of ${pauseSeconds} s, ${whole(arrivingPerSecond)}/s arriving`,
      measured: whole(workOffPerSecond),
      budget: `≥ ${WORK_OFF_RATIO} × what arrives`,
      isKept: workOffPerSecond >= WORK_OFF_RATIO * arrivingPerSecond,
    },
  ];
};
