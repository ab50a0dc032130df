// The simulator finds the bugs that others had: each is planted between the kernel and its ports,
// and must be caught within so many seeds, for what it is.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bakery, bakeryTraffic } from './bakery.testing.ts';
import { businesses, withBug } from './businesses.testing.ts';
import { drawPlan } from './plan.ts';
import * as planted from './planted.testing.ts';
import type { Invariant } from '@dure/rehearsal';
import { storyOf } from './story.ts';
import { runStorm } from './storm.ts';
import { simulateInThreads } from './threads.ts';

type Bug = {
  readonly bug: string;
  /** As it is called where it is planted. */
  readonly as: keyof typeof planted;
  readonly in: keyof typeof businesses;
  /** The promises one of which it breaks first. */
  readonly breaks: RegExp;
  readonly seedsMost: number;
};

const bugs: readonly Bug[] = [
  {
    bug: 'no watermark',
    as: 'noWatermark',
    in: 'lodging',
    // Where several replicas share the work, watermarks are what shows that it is done.
    breaks: /^(P2|G4|G6)$/,
    seedsMost: 10,
  },
  {
    bug: 'published before commit',
    as: 'publishedBeforeCommit',
    in: 'lodging',
    breaks: /^P4$/,
    seedsMost: 10,
  },
  {
    bug: 'no lock on the head',
    as: 'noLockOnTheHead',
    in: 'lodging',
    breaks: /^P3$/,
    seedsMost: 20,
  },
  {
    bug: 'an ask without undo',
    as: 'askWithoutUndo',
    in: 'lodging',
    breaks: /^(I11|G3)$/,
    seedsMost: 20,
  },
  {
    bug: 'deadlines lost on restart',
    as: 'deadlinesLostOnRestart',
    in: 'lodging',
    breaks: /^(P6|G6|I\d+|G4)$/,
    seedsMost: 60,
  },
  {
    bug: 'an early update dropped',
    as: 'earlyUpdateDropped',
    in: 'lodging',
    breaks: /^G4$/,
    // About one seed in a hundred has an update that comes early and matters to its row.
    seedsMost: 300,
  },
  {
    bug: 'answers forgotten',
    as: 'answersForgotten',
    in: 'lodging',
    breaks: /^(P1|P2|G4)$/,
    seedsMost: 60,
  },
  {
    bug: 'a fallback that says yes',
    as: 'fallbackThatSaysYes',
    in: 'lodging',
    breaks: /^(I4|I11|G3|G5)$/,
    seedsMost: 20,
  },
  {
    bug: 'parked messages over one another',
    as: 'parkedOverOneAnother',
    in: 'bakery',
    breaks: /^(G4|G6|P7)$/,
    seedsMost: 30,
  },
  {
    bug: 'ids minted twice',
    as: 'ordinalsMintedTwice',
    in: 'lodging',
    breaks: /^(I\d+|G\d|P\d)$/,
    seedsMost: 100,
  },
  {
    bug: 'answered, and not on disk',
    as: 'notOnDisk',
    in: 'lodging',
    // Another replica may wait for what was told to it and is gone.
    breaks: /^(P1|P3|P9|G6)$/,
    seedsMost: 10,
  },
  {
    bug: 'answered and called before the commit of several',
    as: 'outsideBeforeDurable',
    in: 'lodging',
    breaks: /^(P1|P9)$/,
    // One seed in eight has all contexts in one process.
    seedsMost: 60,
  },
  {
    bug: 'a feed out of order',
    as: 'feedOutOfOrder',
    in: 'lodging',
    breaks: /^P3$/,
    seedsMost: 10,
  },
  {
    bug: 'a job without a bulkhead',
    as: 'jobWithoutBulkhead',
    in: 'bakery',
    breaks: /^P7$/,
    seedsMost: 60,
  },
  {
    bug: 'an event that is stuck at a policy dropped',
    as: 'stuckAtRouteDropped',
    in: 'lodging',
    breaks: /^(G\d|I\d+)$/,
    seedsMost: 60,
  },
  {
    bug: 'a tail that is believed',
    as: 'believedTail',
    in: 'bakery',
    breaks: /^(G6|P3)$/,
    seedsMost: 120,
  },
  {
    bug: 'a skip that leaves an ask open',
    as: 'skippedWithItsAskOpen',
    in: 'bakery',
    breaks: /^(P5|P7|G6|I\d+)$/,
    seedsMost: 400,
  },
  {
    bug: 'watermarks without the identity of the log',
    as: 'logsWithoutIdentity',
    in: 'bakery',
    breaks: /^P1$/,
    seedsMost: 20,
  },
  {
    bug: 'a gap that is passed',
    as: 'gapPassed',
    in: 'bakery',
    breaks: /^(P\d|G\d|I\d+)$/,
    seedsMost: 20,
  },
  {
    bug: 'a record that the relay skipped',
    as: 'skippedByTheRelay',
    in: 'bakery',
    breaks: /^(P\d|G\d|I\d+)$/,
    seedsMost: 20,
  },
  {
    bug: 'a watermark apart from its effects',
    as: 'effectsApart',
    in: 'bakery',
    breaks: /^(P\d|G\d|I\d+)$/,
    seedsMost: 20,
  },
  {
    bug: 'a commit whose outcome is guessed',
    as: 'commitGuessed',
    in: 'bakery',
    // What is taken for written may be waited for in vain: then the world has no rest.
    breaks: /^(P1|P3|P9|G4|G6)$/,
    seedsMost: 20,
  },
  {
    bug: 'an ask that is asked again as a new one',
    as: 'askedAgainAsNew',
    in: 'lodging',
    breaks: /^(I\d+|G\d|P\d)$/,
    seedsMost: 60,
  },
];

describe('the simulator catches', () => {
  for (const { bug, as, in: name, breaks, seedsMost } of bugs) {
    it(`${bug}, within ${seedsMost} seeds`, async () => {
      const business = withBug(businesses[name], as);
      const seeds = { seeds: seedsMost, failuresMax: 1, threads: 1 };
      const { failures } = await simulateInThreads({ business, ...seeds });
      const first = failures[0]?.findings[0];
      assert.ok(first, 'It was not caught.');
      assert.match(first.of, breaks, first.words);
    });
  }
});

describe('a story', () => {
  const business = { system: bakery, traffic: bakeryTraffic, sabotage: planted.askWithoutUndo };

  it('names the seed, the promise, the case, and the way to see it again', async () => {
    const bug = withBug(businesses.bakery, 'askWithoutUndo');
    const { failures } = await simulateInThreads({ business: bug, seeds: 30, failuresMax: 1 });
    const { seed } = failures[0] ?? { seed: 0 };
    const { findings } = await runStorm({ ...business, plan: drawPlan(business, seed) });
    const story = await storyOf(seed, business);
    assert.match(story, new RegExp(`^Seed ${seed} breaks a promise of bakery`));
    assert.match(story, new RegExp(`\\n {2}${findings[0]?.of}: `));
    assert.match(story, /\nThe case order-\w+:\n/);
    assert.match(story, /ReleaseMoney/);
    assert.match(story, new RegExp(`npx dure simulate bakery --seed ${seed}$`));
  });

  it('shows what happened where no case is to blame, and the path of the business', async () => {
    const never: Invariant = {
      id: 'N1',
      words: { ko: '아무도 지킬 수 없음', en: 'No business can keep it' },
      holds: 'when quiet',
      broken: () => ['It never holds.'],
    };
    const system = { ...bakery, invariants: [never] };
    const story = await storyOf(1, { system, traffic: bakeryTraffic, called: './bakery' });
    assert.match(story, /N1: It never holds\./);
    const [, happened = ''] = story.split('No case in particular. What happened last:\n');
    assert.ok(happened.split('\n').length > 5, story);
    assert.match(story, /npx dure simulate \.\/bakery --seed 1$/);
  });

  it('says so when there is none to tell', async () => {
    const { sabotage: _, ...sound } = business;
    assert.match(await storyOf(1, sound), /^Seed 1 keeps every promise/);
  });
});
