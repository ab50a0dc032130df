// Operators act on what is parked while the storm goes on: that must never do any harm.

import type { Kernel, Operator, Parked, Work } from '@dure/kernel';
import type { Process } from './process.ts';
import type { Timeline } from './timeline.ts';
import type { Traffic, Wish } from './traffic.ts';

type World = {
  readonly sites: ReadonlyMap<string, unknown>;
  readonly timeline: Timeline;
  serving(context: string): readonly Process[];
  strike(kind: string): void;
};

export const operator: Operator = { actor: 'Operator:operator-1' };

/** `mend` gives the same content again; `skip` drops only what the business's people may drop. */
export const operatorActs = ['retry', 'mend', 'skip', 'group'] as const;

export type OperatorAct = (typeof operatorActs)[number];

export type Acting = {
  readonly context: string;
  readonly act: OperatorAct;
  readonly traffic: Traffic;
};

/** Does the same to whatever is parked in a context, in any state. */
export const operate = (world: World, { context, act, traffic }: Acting): void => {
  const [process] = world.serving(context);
  const kernel = process?.shown;
  if (!process || !kernel) return;
  const acted = (): void => world.strike(`operated: ${act}`);
  const work = () =>
    act === 'group'
      ? retryGroups(kernel, acted)
      : actOnEach(kernel, doing[act](kernel, traffic), acted);
  // A process that dies and a store that is away are not the operator's fault.
  process.tell(work).catch(() => {});
};

type Doing = (item: Parked) => Promise<unknown> | undefined;
type Doings = {
  readonly [A in Exclude<OperatorAct, 'group'>]: (kernel: Kernel, traffic: Traffic) => Doing;
};

const doing: Doings = {
  retry: (kernel) => (item) => kernel.retry(item.id, operator),
  mend: (kernel) => (item) => kernel.mend(item.id, {}, operator),
  skip: (kernel, traffic) => (item) =>
    traffic.byHand?.(item) && kernel.skip(item.id, { ...operator, note: 'It is done by hand.' }),
};

const actOnEach = async (kernel: Kernel, act: Doing, acted: () => void): Promise<void> => {
  const { items } = await kernel.parked();
  for (const item of items) {
    const done = act(item);
    if (done) acted();
    await done;
  }
};

const retryGroups = async (kernel: Kernel, acted: () => void): Promise<void> => {
  for (const { type, cause } of await kernel.groups()) {
    acted();
    await kernel.actOnGroup({ group: { type, cause }, act: 'retry' }, operator);
  }
};

/**
 * People do by hand what they have skipped, and close it.
 * @param send sends what is done by hand.
 * @returns whether there was any.
 */
export const doByHand = async (
  world: World,
  traffic: Traffic,
  send: (wish: Wish, of: Work) => void,
): Promise<boolean> => {
  let done = 0;
  for (const context of world.sites.keys()) {
    const [process] = world.serving(context);
    void process?.shown?.work().then(({ items }) => {
      for (const work of items) {
        const wish = work.kind === 'skipped' ? traffic.byHand?.(work) : undefined;
        if (!wish) continue;
        done += 1;
        send(wish, work);
        void process.shown?.closeWork(work.id, { ...operator, note: 'Done by hand.' });
      }
    });
  }
  await world.timeline.pass(0);
  return done > 0;
};
