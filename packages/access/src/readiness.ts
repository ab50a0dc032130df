// Whether a context can serve.

import type { Kernel } from '@dure/kernel';

const READY_TIMEOUT_MS = 1_000;

/** What was retired serves nothing, and nothing is wrong with it. */
export type Readiness = 'up' | 'down' | 'retired';

const within = async (work: Promise<unknown>, timeoutMs: number): Promise<Readiness> => {
  const late = Promise.withResolvers<Readiness>();
  const timer = setTimeout(() => late.resolve('down'), timeoutMs);
  const done = work.then(
    (): Readiness => 'up',
    (): Readiness => 'down',
  );
  try {
    return await Promise.race([done, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** A context can serve when its store takes turns, and nothing keeps it from going on. */
export const readinessOf = async (kernel: Kernel): Promise<Readiness> => {
  const { is } = kernel.health();
  if (is === 'retired') return 'retired';
  if (kernel.troubles().length > 0 || is === 'away') return 'down';
  return within(Promise.all([kernel.head(0), kernel.probe()]), READY_TIMEOUT_MS);
};
