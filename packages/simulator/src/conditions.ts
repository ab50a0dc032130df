// The conditions of a storm: how wide its world is, and how bad its weather.

import { DAY_MS, mapValues } from '@dure/domain';
import type { Limits } from '@dure/kernel';
import type { Rehearsed } from '@dure/rehearsal';
import type { Chance } from './chance.ts';
import { drawSizes } from './sizes.ts';
import type { Size, Sizes } from './sizes.ts';

/** How often something happens, from 0 to 1, and how long it takes at most. */
export type StoreConditions = {
  readonly slowChance: number;
  readonly slowMostMs: number;
  /** A turn fails and nothing was written. */
  readonly failBeforeChance: number;
  /** A turn fails although it was written. */
  readonly failAfterChance: number;
};

export type FeedConditions = {
  /** Until a record is seen by a consumer. */
  readonly lateMostMs: number;
  readonly wakeTwiceChance: number;
  /** A read brings records again that were read before. */
  readonly againChance: number;
  /** A read brings fewer records than there are. */
  readonly shortChance: number;
  /** A read has lost the first records, and brings those behind the gap. */
  readonly lossChance: number;
};

export type CallConditions = {
  readonly lateMostMs: number;
  /** As the documents have it: an answer takes up to 1,020 ms. */
  readonly slowChance: number;
  readonly loseRequestChance: number;
  readonly loseAnswerChance: number;
  readonly twiceChance: number;
};

export type Conditions = {
  /** Epoch milliseconds: where the clocks stand at the beginning. */
  readonly startsAt: number;
  readonly contexts: Sizes;
  readonly settings: { readonly [name: string]: unknown };
  readonly limits: Partial<Limits>;
  readonly store: StoreConditions;
  /** Whether records come through a broker, or from the logs as in one process. */
  readonly broker: 'messages' | 'logs';
  /** All contexts are one process, and their stores share the commit. */
  readonly isTogether: boolean;
  readonly feed: FeedConditions;
  /** Whether each partition of a source is given to one replica, or all follow all of them. */
  readonly isGiven: boolean;
  readonly calls: CallConditions;
  /** A client sends its command once more, at once, to another replica. */
  readonly doubleChance: number;
};

// Half of the conditions are fair in each seed: bugs hide where everything is broken at once.
const maybe = (chance: Chance, most: number): number => (chance.is(0.5) ? chance.next() * most : 0);

export const drawConditions = (system: Rehearsed, chance: Chance): Conditions => {
  const drawn = drawApart(system, chance);
  const isTogether = drawn.broker === 'logs' && chance.fork('together').is(0.5);
  return isTogether ? { ...drawn, isTogether, contexts: mapValues(drawn.contexts, once) } : drawn;
};

/** One process has each context once. */
const once = ({ partitions }: Size): Size => ({ replicas: 1, partitions });

const drawApart = (system: Rehearsed, chance: Chance): Conditions => ({
  startsAt: Date.UTC(2026, 1, 20) + chance.between(0, 30 * DAY_MS),
  contexts: drawSizes(system, chance),
  settings: drawSettings(system, chance.fork('settings')),
  limits: drawLimits(chance.fork('limits')),
  store: drawStore(chance.fork('store')),
  broker: chance.fork('broker').is(0.25) ? 'logs' : 'messages',
  isTogether: false,
  feed: drawFeed(chance.fork('feed')),
  isGiven: chance.fork('given').is(0.3),
  calls: drawCalls(chance.fork('calls')),
  doubleChance: maybe(chance, 0.3),
});

/** Switches are thrown; numbers stay, since a business may rest on their order. */
const drawSettings = (system: Rehearsed, chance: Chance): Conditions['settings'] =>
  Object.fromEntries(
    system.contexts
      .flatMap(({ settings }) => Object.values(settings))
      .filter(({ standard }) => typeof standard === 'boolean')
      .map(({ name }) => [name, chance.is(0.5)]),
  );

const drawLimits = (chance: Chance): Partial<Limits> => ({
  turnUnitsMax: chance.pick([1, 3, 256, 256]),
  readMax: chance.pick([1, 4, 512, 512]),
  waitingMax: chance.pick([2, 100]),
  asksAtOnceMax: chance.pick([1, 8, 256]),
  breakerOpenMs: chance.pick([500, 10_000]),
  safetyPollMs: chance.pick([10_000, 60_000]),
});

const drawStore = (chance: Chance): StoreConditions => ({
  slowChance: maybe(chance, 0.4),
  slowMostMs: chance.pick([1, 20, 400]),
  failBeforeChance: maybe(chance, 0.1),
  failAfterChance: maybe(chance, 0.1),
});

const drawFeed = (chance: Chance): FeedConditions => ({
  lateMostMs: chance.pick([0, 5, 100, 3_000]),
  wakeTwiceChance: maybe(chance, 0.3),
  againChance: maybe(chance, 0.2),
  shortChance: maybe(chance, 0.4),
  lossChance: maybe(chance.fork('loss'), 0.2),
});

const drawCalls = (chance: Chance): CallConditions => ({
  lateMostMs: chance.pick([0, 5, 100]),
  slowChance: maybe(chance, 0.2),
  loseRequestChance: maybe(chance, 0.15),
  loseAnswerChance: maybe(chance, 0.15),
  twiceChance: maybe(chance, 0.2),
});
