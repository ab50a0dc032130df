// Which processes run which context: one process here, or replicas elsewhere.

import { readinessOf } from '@dure/access';
import type { Business } from '@dure/access';
import type { Kernel } from '@dure/kernel';
import type { Act } from './operator.ts';

/** How a replica in another process was a moment ago. */
type Replica = {
  readonly partitions: number;
  readonly logId: string;
  readonly health: { readonly is: string };
  readonly metrics: unknown;
  readonly startedAt: number;
};

const isRemote = (kernel: Kernel): kernel is Kernel & { readonly replicas: readonly Replica[] } =>
  'replicas' in kernel && Array.isArray(kernel.replicas);

/** A process that runs a context itself is its one replica. */
const own = (kernel: Kernel) => ({
  isHere: true,
  partitions: kernel.partitions,
  health: kernel.health(),
  metrics: kernel.metrics(),
  startedAt: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
});

export const replicasOf = (kernel: Kernel): readonly object[] => {
  if (!isRemote(kernel)) return [own(kernel)];
  return kernel.replicas.map(({ startedAt, partitions, logId, health, metrics }) => ({
    isHere: false,
    partitions,
    logId,
    health,
    metrics,
    startedAt: new Date(startedAt).toISOString(),
  }));
};

/** Each context with its partitions, whether it can serve, and the replicas that answer. */
export const serviceList =
  ({ running }: Business): Act =>
  async () => {
    const services = await Promise.all(
      Object.entries(running.kernels).map(async ([context, kernel]) => ({
        context,
        readiness: await readinessOf(kernel),
        partitions: kernel.partitions,
        health: kernel.health(),
        troubles: kernel.troubles(),
        replicas: replicasOf(kernel),
      })),
    );
    return { body: { services } };
  };
