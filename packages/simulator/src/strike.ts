// Faults strike, and pass.

import type { Conditions } from './conditions.ts';
import type { Fault } from './plan.ts';
import { operate } from './operate.ts';
import { backUp, putBack, restore } from './restore.ts';
import type { Traffic } from './traffic.ts';
import type { World } from './world.ts';

type Weather = Pick<Conditions, 'store' | 'feed' | 'calls'>;

/** Everything at its best: how a world begins, and how it ends after the storm. */
export const calm: Weather = {
  store: { slowChance: 0, slowMostMs: 0, failBeforeChance: 0, failAfterChance: 0 },
  feed: { lateMostMs: 0, wakeTwiceChance: 0, againChance: 0, shortChance: 0, lossChance: 0 },
  calls: {
    lateMostMs: 0,
    slowChance: 0,
    loseRequestChance: 0,
    loseAnswerChance: 0,
    twiceChance: 0,
  },
};

export const setWeather = (world: World, { store, feed, calls }: Weather): void => {
  world.setStore(store);
  world.broker.setConditions(feed);
  world.lines.setConditions(calls);
};

type Of<K extends Fault['kind']> = Extract<Fault, { readonly kind: K }>;
type Strikes = {
  readonly [K in Fault['kind']]: (world: World, fault: Of<K>, traffic: Traffic) => void;
};

const strikes: Strikes = {
  crash: (world, { context, replica, afterWaits, forMs }) => {
    const process = world.site(context).processes[replica];
    process?.doom(afterWaits, () => world.crash(context, replica, forMs));
  },
  stop: (world, { context, replica, forMs }) => world.stop(context, replica, forMs),
  down: (world, { context, forMs }) => {
    for (const replica of world.site(context).processes.keys()) {
      world.crash(context, replica, forMs);
    }
  },
  cutOff: (world, { context, forMs }) =>
    during(world, forMs, (isOn) => world.broker.setCutOff(context, isOn)),
  brokerDown: (world, { forMs }) => during(world, forMs, (isOn) => world.broker.setDown(isOn)),
  brokerEmptied: (world) => world.broker.replaceByAnEmptyOne(),
  storeAway: (world, { context, forMs }) =>
    during(world, forMs, (isOn) => world.setAway(context, isOn)),
  externalDown: (world, { external, forMs }) =>
    during(world, forMs, (isOn) => world.lines.setDown(external, isOn)),
  externalSlow: (world, { external, forMs }) =>
    during(world, forMs, (isOn) => world.lines.setSlow(external, isOn)),
  again: (world, { context }) => world.broker.rewind(context),
  rebuild: (world, { view, replica }) => rebuild(world, view, replica),
  jump: (world, { byMs }) => world.timeline.jump(byMs),
  poison: (world, dose) => world.poisons.give(dose),
  deploy: (world, { context, replica, forMs }) => {
    if (!world.versions.deploy(context, replica)) return;
    const process = world.site(context).processes[replica];
    // One that is starting has begun with the former version.
    if (process?.kernel) world.stop(context, replica, forMs);
    else if (process) world.crash(context, replica, forMs);
  },
  operate: (world, { context, act, times, everyMs }, traffic) => {
    for (let time = 0; time < times; time += 1)
      world.timeline.after(time * everyMs, () => operate(world, { context, act, traffic }));
  },
  restored: (world, { context, isAnother, forMs }) => {
    // One file for all goes back as a whole.
    if (world.plan.conditions.isTogether) return;
    void restore(world, { context, isAnother }).then((isDone) => {
      if (isDone) world.timeline.after(forMs, () => putBack(world, context));
    });
  },
};

type Strike = (world: World, fault: Fault, traffic: Traffic) => void;

const during = (world: World, forMs: number, set: (isOn: boolean) => void): void => {
  set(true);
  world.timeline.after(forMs, () => set(false));
};

/** Has a view drawn anew while the storm goes on. */
const rebuild = (world: World, view: string, replica: number): void => {
  const of = world.system.contexts.find(({ views }) => view in views);
  const process = of && world.site(of.name).processes[replica];
  const { shown: kernel } = process ?? {};
  // What hinders a rebuilding is its own end: the rows that readers see must be right anyway.
  if (kernel) process?.tell(() => kernel.rebuild(view)).catch(() => {});
};

/** Lets a fault strike when its time has come. */
export const schedule = (world: World, fault: Fault, traffic: Traffic): void => {
  if (fault.kind === 'restored')
    world.timeline.after(fault.atMs - fault.ageMs, () => backUp(world, fault.context));
  world.timeline.after(fault.atMs, () => {
    world.strike(fault.kind);
    const { kind, atMs: _atMs, ...facts } = fault;
    world.note({ kind: 'fault', who: 'world', words: `${kind} ${JSON.stringify(facts)}` });
    // The table has the strike of each kind under its name.
    (strikes[kind] as Strike)(world, fault, traffic);
  });
};

/** Ends every fault, and starts what is down. */
export const heal = (world: World): void => {
  setWeather(world, calm);
  world.broker.setDown(false);
  world.poisons.endStruck();
  for (const { name } of world.system.externals) {
    world.lines.setDown(name, false);
    world.lines.setSlow(name, false);
  }
  for (const [context, { processes, backAt }] of world.sites) {
    putBack(world, context);
    world.broker.setCutOff(context, false);
    world.setAway(context, false);
    for (const replica of processes.keys()) {
      if (world.versions.deploy(context, replica)) world.crash(context, replica, 0);
      backAt[replica] = 0;
      processes[replica]?.doom(Infinity, () => {});
      world.boot(context, replica);
    }
  }
};
