// Stamps so many cards that a list of them is long, and ends.

import { lookUpsIn } from '@dure/domain';
import type { By } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import { openSqliteStore } from '@dure/store-sqlite';
import { countGiven, fileIn, folderGiven, inParallel, tell } from './program.ts';
import { stampOf, StampCards } from './stamps.ts';

const AT_ONCE = 256;

const by: By = { kind: 'actor', name: 'Shop', claims: {} };
const folder = folderGiven();
const count = countGiven();

const running = await runEmbedded({
  system: StampCards,
  storeOf: (context) =>
    openSqliteStore({ file: fileIn(folder, context.name), indexes: lookUpsIn(context) }),
});
let next = 0;
await inParallel(count, AT_ONCE, async () => {
  const card = next;
  next += 1;
  const { is } = await running.issue({ command: stampOf(card, 1 + (card % 997)), by });
  if (is !== 'done') throw new Error(`A command was ${is}.`);
});
await running.quiet();
await running.stop();
tell({ rows: count });
