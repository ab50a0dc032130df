// After the storm: everything heals, what is under way comes to its end, deadlines fall due one
// after the other, and people do what is left for them to do.

import { MINUTE_MS } from '@dure/domain';
import type { Kernel } from '@dure/kernel';
import { deadlineNameIn, workId } from '@dure/kernel/ids';
import type { Item } from '@dure/kernel/ports';
import { isOpen } from './aggregate-model.ts';
import { operator } from './operate.ts';
import { isPoisoned } from './poison.ts';
import type { Progress } from './timeline.ts';
import type { Clients } from './clients.ts';
import type { Mending, Traffic } from './traffic.ts';
import type { World } from './world.ts';

/** Of what is parked, as many as a list gives at once. */
const LIST_MAX = 1_000;

/** How long to wait until looking again: soon at first, then for the slowest of all retries. */
const PACES_MS = [
  ...Array.from({ length: 5 }, () => 200),
  ...Array.from({ length: 10 }, () => 2_000),
  ...Array.from({ length: 20 }, () => 15_000),
  ...Array.from({ length: 30 }, () => 60_000),
];

/** Lets time pass until nothing is under way; false when that takes too long. */
export const settle = async (
  world: World,
  clients: Clients,
  progress: Progress = {},
): Promise<boolean> => {
  for (const paceMs of PACES_MS) {
    await world.timeline.pass(paceMs, progress);
    if (progress.isEnough?.()) return true;
    if (await isQuiet(world, clients)) return true;
  }
  return false;
};

const isQuiet = async (world: World, clients: Clients): Promise<boolean> => {
  if (!clients.isIdle || !world.isUp || !world.broker.isCaughtUp || isAsking(world)) return false;
  const kernels = [...world.sites.keys()].flatMap((context) =>
    world.serving(context).flatMap(({ kernel }) => kernel ?? []),
  );
  const answers: boolean[] = [];
  for (const kernel of kernels) void kernel.isQuiet().then((answer) => answers.push(answer));
  await look(world);
  return answers.length === kernels.length && answers.every(Boolean);
};

/**
 * In calm weather a look into the stores takes no time, only turns of the event loop. Nor may it:
 * what fell due meanwhile would be under way when the world is said to be at rest.
 */
const look = ({ timeline }: World): Promise<void> => timeline.pass(0);

/** An instance has an instant as long as its ask is open. */
const isAsking = ({ storeModels }: World): boolean =>
  [...storeModels.values()].some((model) =>
    [...model.items('instance').values()].some(({ at }) => at !== undefined),
  );

/**
 * Puts the clocks to the next deadline; false when there is none that matters: what comes again
 * and again, such as the next day, need not be waited for when every case has ended.
 */
export const jumpToNextDeadline = (world: World): boolean => {
  const { timeline } = world;
  const pending = [...world.storeModels.values()].flatMap((model) => [
    ...model.items('deadline').values(),
  ]);
  if (!pending.some((item) => !comesAgain(world, item)) && !hasOpenCase(world)) return false;
  const due = Math.min(...pending.map(({ at = Infinity }) => at));
  if (due === Infinity) return false;
  // After an outage people are given time: what is due already is sent some minutes later.
  timeline.jump(due > timeline.now ? due - timeline.now : MINUTE_MS);
  return true;
};

/** People have mended what was poisoned, and try again what it stopped; whether there was any. */
export const retryPoisoned = async (world: World): Promise<boolean> => {
  let retried = 0;
  for (const context of world.sites.keys()) {
    const [process] = world.serving(context);
    void process?.shown?.parked({ limit: LIST_MAX }).then(({ items }) => {
      for (const { id, state, cause } of items) {
        if (state !== 'stopped' || !isPoisoned(cause)) continue;
        retried += 1;
        void process.shown?.retry(id, operator);
      }
    });
  }
  await look(world);
  return retried > 0;
};

/** An undo that came too late by poison is refused, which people look into, and close. */
export const closeRefusedUndos = async (world: World): Promise<void> => {
  if (!world.poisons.hasStruckAny) return;
  for (const context of world.sites.keys()) {
    const [process] = world.serving(context);
    void process?.shown?.work().then(({ items }) => {
      for (const { id, kind } of items) {
        if (kind === 'refused undo')
          void process.shown?.closeWork(id, { ...operator, note: 'Looked at.' });
      }
    });
  }
  await look(world);
};

/** People mend what stopped its case; whether there was anything to mend. */
export const mendStopped = async (world: World, mend: Traffic['mend']): Promise<boolean> => {
  if (!mend) return false;
  let mended = 0;
  for (const context of world.sites.keys()) {
    const [process] = world.serving(context);
    void process?.shown?.parked({ limit: LIST_MAX }).then(({ items }) => {
      for (const { id, state, message } of items) {
        const mending = state === 'stopped' ? mend(message) : undefined;
        if (!mending) continue;
        mended += 1;
        void operate(process.shown, id, mending);
      }
    });
  }
  await look(world);
  return mended > 0;
};

/** What a person has skipped they have settled by other means: they close it as well. */
const operate = async (kernel: Kernel | undefined, id: string, mending: Mending): Promise<void> => {
  if ('retry' in mending) {
    await kernel?.mend(id, mending.retry, operator);
    return;
  }
  await kernel?.skip(id, { ...operator, note: mending.skip });
  await kernel?.closeWork(workId('skipped', id), { ...operator, note: mending.skip });
};

/** Whether something is due and was not sent yet: after an outage people are given time. */
export const isOverdue = ({ storeModels, timeline }: World): boolean =>
  [...storeModels.values()].some((model) =>
    [...model.items('deadline').values()].some(({ at = Infinity }) => at <= timeline.now),
  );

const comesAgain = ({ system }: World, { id }: Item): boolean => {
  const name = deadlineNameIn(id);
  return system.contexts.some(({ deadlines }) => deadlines[name]?.again !== undefined);
};

const hasOpenCase = ({ aggregateModel }: World): boolean => [...aggregateModel.all].some(isOpen);
