// Whether the process lives, and whether every context can serve.

import { readinessOf } from '@dure/access';
import type { Business, Readiness } from '@dure/access';
import { sendJson } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';

const statesOf = async (business: Business): Promise<{ readonly [context: string]: Readiness }> => {
  const states = await Promise.all(
    Object.entries(business.running.kernels).map(
      async ([name, kernel]) => [name, await readinessOf(kernel)] as const,
    ),
  );
  return Object.fromEntries(states);
};

export const healthEndpoints = (businesses: readonly Business[]): readonly Endpoint[] =>
  linesOf(businesses).map((line) => ({ ...line, work: 'health' }));

const linesOf = (businesses: readonly Business[]): readonly Endpoint[] => [
  get('/health/live', async (exchange) => sendJson(exchange, { status: 'up' })),
  get('/health/ready', async (exchange) => {
    const all = await Promise.all(
      businesses.map(async (business) => [business.name, await statesOf(business)] as const),
    );
    const states = all.flatMap(([, contexts]) => Object.values(contexts));
    const status: Readiness = states.every((state) => state !== 'down') ? 'up' : 'down';
    const body = { status, businesses: Object.fromEntries(all) };
    return sendJson(exchange, body, status === 'up' ? 200 : 503);
  }),
];
