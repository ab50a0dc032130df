// Asks for one list after another, each of another customer, filtered and sorted. It shares the
// processors with what it measures, so it takes little of them: a list in a hundred is looked into.

import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
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
const LOOKED_INTO = 100;

const agent = new Agent({ keepAlive: true });

const answered = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, { agent }, resolve).on('error', reject).end();
  });

type Body = { readonly _embedded: { readonly [relation: string]: object[] } };

const rowsIn = (body: string): number =>
  // The gateway answers with a list as HAL has it.
  Object.values((JSON.parse(body) as Body)._embedded).flat().length;

const endMs = performance.now() + Number(values.seconds) * 1_000;
const gapMs = 1_000 / Number(values.rate);
const tookMs: number[] = [];
const rows: number[] = [];
for (let asked = 0; performance.now() < endMs; asked += 1) {
  const beganMs = performance.now();
  const query = `customerId=customer-${asked % CUSTOMERS}&sort=-spent&size=50`;
  const answer = await answered(`${values.url}/stampCards?${query}`);
  if (answer.statusCode !== 200) throw new Error(`A list was answered by ${answer.statusCode}.`);
  const body = await text(answer);
  tookMs.push(performance.now() - beganMs);
  if (asked % LOOKED_INTO === 0) rows.push(rowsIn(body));
  await sleep(Math.max(0, gapMs - (performance.now() - beganMs)));
}
agent.destroy();
tell({
  lists: tookMs.length,
  rows: Math.min(...rows),
  p50Ms: quantile(tookMs, 0.5),
  p99Ms: quantile(tookMs, 0.99),
});
