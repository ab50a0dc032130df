// Makes what the parts of one kernel share.

import { calendarOf, mistakesIn } from '@dure/domain';
import type { BoundedContext, Setting } from '@dure/domain';
import { standardLimits } from './api.ts';
import type { CommitNotice, KernelOptions } from './api.ts';
import { Breakers } from './commands/circuit-breaker.ts';
import { Metrics } from './engine.ts';
import type { Engine } from './engine.ts';
import { Followers } from './inbox/followers.ts';
import { registryOf } from './registry.ts';

export const engineOf = (parts: KernelOptions, notify: (notice: CommitNotice) => void): Engine => {
  const limits = { ...standardLimits, ...parts.limits };
  const { settings = {}, clock, context } = parts;
  checkSettings(context, settings);
  const incarnation = Math.floor(clock.random() * 2 ** 40).toString(36);
  let commands = 0;
  const registry = registryOf(parts.system, context);
  return {
    registry,
    followers: new Followers(parts.store, registry),
    context: context.name,
    store: parts.store,
    feed: parts.feed,
    calls: parts.calls,
    clock,
    calendar: calendarOf(parts.system.timeZone),
    limits,
    breakers: new Breakers(() => clock.now(), limits),
    metrics: new Metrics(),
    generations: new Map(),
    stuckRoutes: new Set(),
    setting: <T>({ name, standard }: Setting<T>): T =>
      // Settings given by name are of the type that their note says; the CLI reads them so.
      name in settings ? (settings[name] as T) : standard,
    newCommandId: () => {
      commands += 1;
      return `${context.name}-${incarnation}-${commands.toString(36)}`;
    },
    report: parts.report ?? (() => {}),
    notify,
    moved: parts.moved ?? (() => {}),
  };
};

type Settings = NonNullable<KernelOptions['settings']>;

/** A rule relies on what its settings say that they may be. */
const checkSettings = (context: BoundedContext, given: Settings): void => {
  for (const setting of Object.values(context.settings)) {
    if (!Object.hasOwn(given, setting.name)) continue;
    const [mistake] = mistakesIn(setting, given[setting.name]);
    if (mistake) throw new Error(`The setting ${mistake.path} ${mistake.en}.`);
  }
};
