// Asks for one list after another, each of another customer, filtered and sorted.

import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { quantile, tell } from './program.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    /** Lists a second. */
    rate: { type: 'string', default: '50' },
  },
});

const CUSTOMERS = 1_000;

const endMs = performance.now() + Number(values.seconds) * 1_000;
const gapMs = 1_000 / Number(values.rate);
const tookMs: number[] = [];
let rows = 0;
for (let asked = 0; performance.now() < endMs; asked += 1) {
  const beganMs = performance.now();
  const query = `customerId=customer-${asked % CUSTOMERS}&sort=-spent&size=50`;
  const answer = await fetch(`${values.url}/stampCards?${query}`);
  const body = (await answer.json()) as {
    readonly _embedded: { readonly [rel: string]: object[] };
  };
  rows += Object.values(body._embedded).flat().length;
  tookMs.push(performance.now() - beganMs);
  await sleep(Math.max(0, gapMs - (performance.now() - beganMs)));
}
tell({
  lists: tookMs.length,
  rows: rows / tookMs.length,
  p50Ms: quantile(tookMs, 0.5),
  p99Ms: quantile(tookMs, 0.99),
});
