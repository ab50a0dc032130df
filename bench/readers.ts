// Customers who each follow their own cards, while cards are stamped: how late a change is seen.

import { Agent, get, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { inParallel, quantile, tell } from './program.ts';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    streams: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '5' },
    rate: { type: 'string', default: '100' },
  },
});
const streams = Number(values.streams);
const seconds = Number(values.seconds);
const rate = Number(values.rate);

const OPENING_AT_ONCE = 50;
const TICK_MS = 10;
const PATIENCE_MS = 15_000;

const readers = new Agent({ keepAlive: true, maxSockets: Infinity });
const writers = new Agent({ keepAlive: true, maxSockets: 64 });

/** When each stamp of a card was sent, of those that its customer has not seen yet. */
const sent = new Map<string, { readonly total: number; readonly atMs: number }[]>();
const delaysMs: number[] = [];

const rowPattern = /"cardId":"(card-\d+)".*?"total":(\d+)/g;

const see = (text: string): void => {
  const nowMs = performance.now();
  for (const [, card = '', total = ''] of text.matchAll(rowPattern)) {
    const waiting = sent.get(card) ?? [];
    // A row that changed twice may be sent once.
    while (waiting[0] && waiting[0].total <= Number(total)) {
      const [first] = waiting.splice(0, 1);
      if (first) delaysMs.push(nowMs - first.atMs);
    }
  }
};

const open = async (number: number): Promise<void> => {
  const headers = {
    accept: 'text/event-stream',
    cookie: `dure-persona=${encodeURIComponent(`Customer:customer-${number}`)}`,
  };
  const asked = get(`${values.url}/stampCards`, { agent: readers, headers });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`A stream was answered ${answer.statusCode}.`);
  answer.setEncoding('utf8');
  let rest = '';
  answer.on('data', (piece: string) => {
    const text = rest + piece;
    const end = text.lastIndexOf('\n\n') + 2;
    rest = end < 2 ? text : text.slice(end);
    if (end >= 2) see(text.slice(0, end));
  });
};

const totals = new Map<string, number>();
let broken = 0;

const stamp = async (number: number): Promise<void> => {
  const card = `card-${number}`;
  const total = (totals.get(card) ?? 0) + 1;
  totals.set(card, total);
  const waiting = sent.get(card) ?? [];
  waiting.push({ total, atMs: performance.now() });
  sent.set(card, waiting);
  const asked = request(`${values.url}/stampCards/${card}/add-stamps`, {
    agent: writers,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${card}-${total}` },
  });
  asked.end(
    `{"customerId":"customer-${number}","shopId":"shop-1","item":"아메리카노","price":1,"stamps":1}`,
  );
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  if (answer.statusCode !== 200 && answer.statusCode !== 201) broken += 1;
};

await inParallel(streams, OPENING_AT_ONCE, open);
process.stdout.write('{"open":true}\n');
await once(process.stdin, 'data');

const beganMs = performance.now();
let asked = 0;
while (performance.now() - beganMs < seconds * 1000) {
  const due = ((performance.now() - beganMs) / 1000) * rate;
  for (; asked < due; asked += 1) stamp(1 + (asked % streams)).catch(() => (broken += 1));
  await sleep(TICK_MS);
}
const untilMs = performance.now() + PATIENCE_MS;
while (delaysMs.length < asked && performance.now() < untilMs) await sleep(TICK_MS);
tell({
  asked,
  broken,
  seen: delaysMs.length,
  p50Ms: quantile(delaysMs, 0.5),
  p99Ms: quantile(delaysMs, 0.99),
  mostMs: quantile(delaysMs, 1),
});
process.exit();
