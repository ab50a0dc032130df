// A load that does not wait: so many reservations a second, whatever becomes of those before. With
// `--at-once` it waits, and shows what there is room for.

import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';
import { inParallel, quantile, tell } from './program.ts';
import { PLACES } from './stays.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    bearer: { type: 'string', default: '' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '0' },
    'at-once': { type: 'string', default: '0' },
  },
});

/** Who waits longer has gone. */
const PATIENCE_MS = 10_000;
const SOCKETS_MAX = 2_000;
const TICK_MS = 5;
const DAYS = 300;
const DAY_MS = 86_400_000;

const url = new URL('/accommodations', values.url);
const agent = new Agent({
  keepAlive: true,
  maxSockets: SOCKETS_MAX,
  maxFreeSockets: SOCKETS_MAX,
});
const days = Array.from({ length: DAYS + 1 }, (_, ahead) =>
  new Date(Date.now() + (ahead + 1) * DAY_MS).toISOString().slice(0, 10),
);

const taken: number[] = [];
/** By status; by the name of the fault, where there was no answer. */
const broken = new Map<number | string, number>();
let [sent, refused, unavailable, waiting, unsent] = [0, 0, 0, 0, 0];

const bodyOf = (number: number): string => {
  const [strDt, endDt] = [days[number % DAYS], days[(number % DAYS) + 1]];
  return JSON.stringify({ placeId: `place-${1 + (number % PLACES)}`, strDt, endDt, qty: 1 });
};

/** What the gateway says when too much is under way. */
const BUSY = '지금은 너무 바쁩니다';

const ended = (status: number | string, tookMs: number, body: string): void => {
  if (typeof status === 'number' && status >= 200 && status < 300) taken.push(tookMs);
  else if (status === 503 && body.includes(BUSY)) refused += 1;
  else if (status === 503) unavailable += 1;
  else broken.set(status, (broken.get(status) ?? 0) + 1);
};

const send = (): Promise<void> => {
  sent += 1;
  waiting += 1;
  const beganMs = performance.now();
  const body = bodyOf(sent);
  const { promise, resolve } = Promise.withResolvers<void>();
  const over = (status: number | string, answer = ''): void => {
    waiting -= 1;
    ended(status, performance.now() - beganMs, answer);
    resolve();
  };
  const asked = request(url, {
    agent,
    method: 'POST',
    timeout: PATIENCE_MS,
    headers: {
      authorization: `Bearer ${values.bearer}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'idempotency-key': `${process.pid}-${sent}`,
    },
  });
  asked.on('response', (response) => {
    let answer = '';
    response.setEncoding('utf8').on('data', (part: string) => (answer += part));
    response.on('end', () => over(response.statusCode ?? 0, answer));
  });
  asked.on('timeout', () => asked.destroy(new Error('out of patience')));
  asked.on('error', (fault: NodeJS.ErrnoException) => over(fault.code ?? fault.message));
  asked.end(body);
  return promise;
};

const durationMs = Number(values.seconds) * 1000;
const beganMs = performance.now();

const lanes = async (atOnce: number): Promise<void> => {
  const until = beganMs + durationMs;
  await inParallel(atOnce, atOnce, async () => {
    while (performance.now() < until) await send();
  });
};

const flood = async (rate: number): Promise<void> => {
  for (let atMs = 0; atMs < durationMs; atMs = performance.now() - beganMs) {
    const due = Math.floor((rate * atMs) / 1000) - sent - unsent;
    for (let number = 0; number < due; number += 1) {
      if (waiting < SOCKETS_MAX) void send();
      else unsent += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
};

const atOnce = Number(values['at-once']);
await (atOnce > 0 ? lanes(atOnce) : flood(Number(values.rate)));
// What was taken in time counts; what is still waited for does not.
tell({
  perSecond: (taken.length * 1000) / durationMs,
  sentPerSecond: (sent * 1000) / durationMs,
  p50Ms: quantile(taken, 0.5),
  p99Ms: quantile(taken, 0.99),
  refused,
  unavailable,
  broken: Object.fromEntries(broken),
  waiting,
  unsent,
});
process.exit(0);
