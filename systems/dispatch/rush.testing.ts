// Many come at once for what a pool has few of: a scenario in the world of the simulator, on three
// replicas and sixteen partitions of every context. Who meets which replica is chance.

import assert from 'node:assert/strict';
import { SECOND_MS } from '@dure/domain';
import { instantAt } from '@dure/domain/korea';
import type { Happened, Rehearsed } from '@dure/rehearsal';
import type { Seen, Step } from '@dure/rehearsal/traffic';
import { drawPlan, runStorm } from '@dure/simulator';
import type { Conditions, Plan, Traffic } from '@dure/simulator';
import { isOlder } from './index.ts';

export type Rush = {
  readonly system: Rehearsed;
  /** The context of the pool, its ledger, and the field that names who is given. */
  readonly pool: { readonly context: string; readonly ledger: string; readonly gives: string };
  readonly settings?: Conditions['settings'];
  /** Who is there before anybody comes, and then ready. */
  readonly setUp: readonly Step[];
  readonly ready: readonly Step[];
  /** Those who come within the same instant. */
  readonly come: readonly Step[];
  readonly cancel: (caseId: string) => Step;
  /** Whoever was given answers. */
  readonly accept: (caseId: string, given: string) => Step;
};

/** Who is given to each case. */
export type Given = ReadonlyMap<string, string>;

export type Told = {
  /** Once all have come. */
  readonly given: Given;
  /** The oldest first. */
  readonly waiting: readonly string[];
  /** Once all of those to whom somebody was given have cancelled. */
  readonly givenThen: Given;
  /** All that happened until every case had ended. */
  readonly events: readonly Happened[];
};

/** Whoever is free is given once, the others wait; who is free again is for the oldest of them. */
export const sharesOut = ({ given, waiting, givenThen }: Told, free: readonly string[]): void => {
  assert.deepEqual([...given.values()].toSorted(), free);
  assert.deepEqual([...givenThen.values()].toSorted(), free);
  assert.deepEqual([...givenThen.keys()].toSorted(), waiting.slice(0, free.length).toSorted());
};

const WIDEST = { replicas: 3, partitions: 16 };
const COME_MS = 2 * SECOND_MS;
const RUSH_MS = 5 * SECOND_MS;

/** News come late, twice and in pieces, and stores are slow; but whoever asks is answered. */
const conditionsOf = ({ system, settings }: Rush, drawn: Conditions): Conditions => ({
  ...drawn,
  startsAt: instantAt('2026-03-02', '10:00'),
  settings: settings ?? {},
  contexts: Object.fromEntries(system.contexts.map(({ name }) => [name, WIDEST])),
  limits: {},
  store: { slowChance: 0.4, slowMostMs: 20, failBeforeChance: 0, failAfterChance: 0 },
  feed: {
    lateMostMs: 100,
    wakeTwiceChance: 0.3,
    againChance: 0.2,
    shortChance: 0.4,
    lossChance: 0.1,
  },
  calls: {
    lateMostMs: 5,
    slowChance: 0,
    loseRequestChance: 0,
    loseAnswerChance: 0,
    twiceChance: 0.2,
  },
  doubleChance: 0.3,
});

/** All come at once, and each replica of the pool dies at some step of what follows. */
const planOf = (rush: Rush, drawn: Plan): Plan => ({
  ...drawn,
  lengthMs: RUSH_MS,
  conditions: conditionsOf(rush, drawn.conditions),
  steps: [...rush.ready.map(() => 0), ...rush.come.map(() => COME_MS)].map((atMs, index) => ({
    atMs,
    name: `step ${index}`,
  })),
  faults: [0, 1, 2].map((replica) => {
    const strikes = {
      atMs: COME_MS + 40 * replica,
      afterWaits: 10 + 7 * replica,
      forMs: SECOND_MS,
    };
    return { kind: 'crash', context: rush.pool.context, replica, ...strikes };
  }),
});

const entriesIn = ({ pool }: Rush, seen: Seen, is: string) =>
  [...seen.states(pool.ledger, 'Assignment')].flatMap(([id, entry]) =>
    entry['is'] === is ? [{ id, entry }] : [],
  );

const givenIn = (rush: Rush, seen: Seen): Given =>
  new Map(
    entriesIn(rush, seen, 'assigned').map(({ id, entry }) => [id, String(entry[rush.pool.gives])]),
  );

const waitingIn = (rush: Rush, seen: Seen): readonly string[] =>
  entriesIn(rush, seen, 'waiting')
    .map(({ id, entry }) => ({ id, until: String(entry['until']) }))
    .toSorted((a, b) => (isOlder(a, b) ? -1 : 1))
    .map(({ id }) => id);

/** Plays it to the end of every case. The business keeps its promises all the while. */
export const rushed = async (rush: Rush, seed: number): Promise<Told> => {
  const { system, setUp } = rush;
  const coming = [...rush.ready, ...rush.come];
  const looked: Pick<Told, 'given' | 'waiting'>[] = [];
  const traffic: Traffic = {
    setUp: () => setUp,
    next: () => {
      const [next] = coming.splice(0, 1);
      assert.ok(next);
      return next;
    },
    finish: (seen) => {
      if (looked.length === 2) return [];
      const given = givenIn(rush, seen);
      looked.push({ given, waiting: waitingIn(rush, seen) });
      if (looked.length === 1) return [...given.keys()].map(rush.cancel);
      return [...given].map(([caseId, id]) => rush.accept(caseId, id));
    },
  };
  const plan = planOf(rush, drawPlan({ system, traffic }, seed));
  const { findings, world } = await runStorm({ system, traffic, plan });
  assert.deepEqual(findings, []);
  assert.equal(world.struck.get('crash'), WIDEST.replicas);
  const [first, then] = looked;
  assert.ok(first && then);
  return { ...first, givenThen: then.given, events: world.aggregateModel.happened };
};
