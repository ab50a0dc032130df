// What a rolling deploy has to reach: whoever used the business meanwhile has seen nothing of it.

import { atMost, exactly, reported } from './drill.ts';
import type { Figure } from './drill.ts';
import { countOf, quantile, untilConfirmed } from './load.ts';
import type { Load } from './load.ts';

const AGAIN = 20;

export type Rolled = { readonly load: Load; readonly calm: number; readonly orders: number };

export const figuresOf = async (
  url: string,
  { load, calm, orders }: Rolled,
): Promise<readonly Figure[]> => {
  const otherwise = await load.answeredOtherwise(AGAIN);
  const confirmed = await untilConfirmed(url, orders);
  const [before, during] = [load.times(0, calm), load.times(calm)];
  const share = ((load.answered / load.asked) * 100).toFixed(2);
  const p99 = quantile(before, 0.99);
  return [
    exactly(`answered, of ${load.asked} requests, in %`, share, '100.00'),
    reported('not answered, by status', JSON.stringify(load.refused())),
    reported('p99 before, in ms', p99),
    atMost({ what: 'p99 during', value: quantile(during, 0.99), most: 2 * p99 }, ' ms'),
    exactly('reservations that were accepted, and were confirmed', confirmed, orders),
    exactly('reservations in all, none of them twice', await countOf(url), orders),
    exactly('keys that were answered otherwise when repeated', otherwise, 0),
  ];
};
