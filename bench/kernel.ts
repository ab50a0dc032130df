// The kernel alone: its own CPU for a command, without a store worth the name and without HTTP.

import { runEmbedded } from '@dure/embedded';
import type { By } from '@dure/domain';
import { NullStore } from './null-store.ts';
import { countGiven, inParallel, median, tell } from './program.ts';
import { addStamps, StampCards, StampCardsUnseen } from './stamps.ts';

const AT_ONCE = 256;
const ROUNDS = 5;

const by: By = { kind: 'actor', name: 'Shop', claims: {} };

const microsecondsFor = async (system: typeof StampCards, count: number): Promise<number> => {
  const running = await runEmbedded({ system, storeOf: () => new NullStore() });
  const issue = async (number: number): Promise<void> => {
    const { is } = await running.issue({ command: addStamps(number), by });
    if (is !== 'done') throw new Error(`A command was ${is}.`);
  };
  await inParallel(count, AT_ONCE, issue);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    await inParallel(count, AT_ONCE, issue);
    await running.quiet();
    const { user, system: inSystem } = process.cpuUsage(before);
    rounds.push((user + inSystem) / count);
  }
  await running.stop();
  return median(rounds);
};

const count = countGiven();
tell({
  commandUs: await microsecondsFor(StampCardsUnseen, count),
  withViewUs: await microsecondsFor(StampCards, count),
});
