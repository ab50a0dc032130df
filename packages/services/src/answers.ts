// What a context of this process answers to what other services ask of it.

import { retiredOutcome } from '@dure/kernel';
import type { Health, Kernel, Retirement } from '@dure/kernel';
import { ContextRetired } from '@dure/kernel/ports';
import type { LogEnd, Store } from '@dure/kernel/ports';
import type { Method, ReplicaState } from './protocol.ts';
import type { ServedKernel } from './served-log.ts';
import type { Served } from './served.ts';

const healthOf = ({ kernel, retiring }: Served): Health => {
  const { state } = retiring;
  return state?.isSealed ? { is: 'retired', since: state.at } : kernel.health();
};

export const stateOf = (served: Served, startedAt: number): ReplicaState => {
  const { kernel, store, retiring } = served;
  return {
    partitions: kernel.partitions,
    logId: store.identity.logId,
    troubles: kernel.troubles(),
    rebuilding: kernel.rebuilding(),
    metrics: kernel.metrics(),
    health: healthOf(served),
    retired: Object.fromEntries(kernel.retired()),
    ...(retiring.state ? { retiring: retiring.state } : {}),
    startedAt,
  };
};

const endsOf = (kernel: ServedKernel, logId: string): Promise<readonly LogEnd[]> => {
  const all = Array.from({ length: kernel.partitions }, async (_, partition) => {
    const { sequence } = await kernel.head(partition);
    return { sequence, logId };
  });
  return Promise.all(all);
};

/** What is answered once the log has ended: it can be read, and that is all. */
const readable: ReadonlySet<Method> = new Set([
  'head',
  'ends',
  'readLog',
  'trail',
  'probe',
  'noteRetired',
]);

const afterTheEnd = ({ place: { context } }: Served, method: Method): unknown => {
  if (method === 'isQuiet') return true;
  if (method !== 'issue') throw new ContextRetired(context);
  return retiredOutcome(context);
};

const noteRetired = async (
  { kernel, leave }: Served,
  args: readonly unknown[],
): Promise<unknown> => {
  // The retired context has sent it.
  const [context, of] = args as [string, Retirement];
  const noted = await kernel.noteRetired(context, of);
  if (noted.isRead) leave(context);
  return noted;
};

/** What the kernel alone cannot say: whose log it is, and who retires. */
export const answerOf = async (
  served: Served,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> => {
  const { retiring } = served;
  if (method === 'retire') return retiring.begin();
  if (retiring.state?.isSealed && !readable.has(method)) return afterTheEnd(served, method);
  // What others have sent is worked off still.
  if (retiring.state && method === 'issue') return afterTheEnd(served, method);
  if (method === 'noteRetired') return noteRetired(served, args);
  return answerOfKernel(served, method, args);
};

type Asked = readonly [partition: number, after: number, limit: number, heardTo?: number];

const answerOfKernel = async (
  { kernel, store, commits }: Served,
  method: Method,
  args: readonly unknown[],
): Promise<unknown> => {
  const { logId } = store.identity;
  // A service of this deployment has written the arguments, as the kernel's interface has them.
  if (method === 'trail') return store.trail(...(args as Parameters<Store['trail']>));
  if (method === 'read') return store.read(...(args as Parameters<Store['read']>));
  if (method === 'head') return { ...(await kernel.head(args[0] as number)), logId };
  if (method === 'ends') return endsOf(kernel, logId);
  if (method === 'readLog') {
    // Whoever has heard nothing of the log is told what the store has.
    const [partition, after, limit, heardTo] = args as Asked;
    const page = { after, limit, heardTo: heardTo ?? Infinity };
    return { logId, records: await commits.look(partition, page) };
  }
  return kernel[method as 'readLog'](...(args as Parameters<Kernel['readLog']>));
};
