// Payment is slow, and then away, while people use the business: who is served, and what they read.

import { setTimeout as sleep } from 'node:timers/promises';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { openHouse, openPlaces, turnFault } from './house.ts';
import { Load, quantile, reserve, untilConfirmed } from './load.ts';

const PHASE_MS = 15_000;
const PER_SECOND = 6;

const phases = ['none', 'slow', 'down', 'none'] as const;

const isAnswer = (status: number): boolean => status === 503 || (status >= 200 && status < 300);

const inPhase = async (url: string, places: readonly string[], of: number) => {
  const fault = phases[of] ?? 'none';
  await turnFault(url, 'payment', fault);
  const load = new Load({ url, places, perSecond: PER_SECOND, name: `breaker-${of}` });
  await sleep(PHASE_MS);
  const { status, body: said } = await reserve(url, places[0] ?? '', `breaker-said-${of}`);
  await load.end();
  const p99 = quantile(load.times(), 0.99);
  const refused = JSON.stringify(load.refused());
  const served = `${load.answered} of ${load.asked}, p99 ${p99} ms, ${refused}`;
  const words = status === 503 ? `; people read: ${String(said['ko'])}` : '';
  const odd = Object.entries(load.refused()).filter(
    ([words]) => !isAnswer(Number.parseInt(words, 10)),
  );
  const own = typeof said['orderId'] === 'string' ? [said['orderId']] : [];
  const orders = new Set([...load.orders.values(), ...own]);
  return { orders, odd, figure: reported(`payment ${fault}: served`, served + words) };
};

const run = async (): Promise<readonly Figure[]> => {
  const house = await openHouse();
  try {
    const places = await openPlaces(house.url, 3);
    const found = [];
    for (const of of phases.keys()) found.push(await inPhase(house.url, places, of));
    const orders = new Set(found.flatMap((one) => [...one.orders])).size;
    const odd = found.flatMap((one) => one.odd);
    return [
      ...found.map(({ figure }) => figure),
      exactly('answers that were neither served nor refused for now', JSON.stringify(odd), '[]'),
      exactly(
        'reservations accepted, and confirmed at the end',
        await untilConfirmed(house.url, orders),
        orders,
      ),
    ];
  } finally {
    await house.end();
  }
};

export const breaker: Drill = {
  name: 'breaker',
  what: 'payment is slow, and then away: who is served, and what people read',
  on: 'processes of dure up, SQLite',
  run,
};
