// Whether the process lives, and whether every context can serve.

import type { Business } from '@dure/access';
import type { Kernel } from '@dure/kernel';
import { sendJson } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';

const READY_TIMEOUT_MS = 1_000;

type State = 'up' | 'down';

const within = async (work: Promise<unknown>, timeoutMs: number): Promise<State> => {
  const late = Promise.withResolvers<State>();
  const timer = setTimeout(() => late.resolve('down'), timeoutMs);
  const done = work.then(
    (): State => 'up',
    (): State => 'down',
  );
  try {
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** A context can serve when its store takes turns, and nothing keeps it from going on. */
const stateOf = async (kernel: Kernel): Promise<State> => {
  if (kernel.troubles().length > 0 || kernel.health().is === 'away') return 'down';
  return within(Promise.all([kernel.head(0), kernel.probe()]), READY_TIMEOUT_MS);
};

const statesOf = async (business: Business): Promise<{ readonly [context: string]: State }> => {
  const states = await Promise.all(
    Object.entries(business.running.kernels).map(
      async ([name, kernel]) => [name, await stateOf(kernel)] as const,
    ),
  );
  return Object.fromEntries(states);
};

export const healthEndpoints = (businesses: readonly Business[]): readonly Endpoint[] => [
  get('/health/live', async (exchange) => sendJson(exchange, { status: 'up' })),
  get('/health/ready', async (exchange) => {
    const all = await Promise.all(
      businesses.map(async (business) => [business.name, await statesOf(business)] as const),
    );
    const states = all.flatMap(([, contexts]) => Object.values(contexts));
    const status: State = states.every((state) => state === 'up') ? 'up' : 'down';
    const body = { status, businesses: Object.fromEntries(all) };
    return sendJson(exchange, body, status === 'up' ? 200 : 503);
  }),
];
