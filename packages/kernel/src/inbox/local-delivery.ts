// What a turn's own events set in motion in the same partition is done in the same turn: a saga
// takes its next step, a policy its command, and a row is drawn, without another commit.

import type { TurnTools } from '../engine.ts';
import { partitionOf } from '../ids.ts';
import { watermarkFact } from './watermarks.ts';
import { handleAll } from './lanes.ts';
import type { LogRecord } from '../ports.ts';
import { workOfRecord } from './record-work.ts';
import { ReadSetBuilder } from '../turn/items.ts';
import type { Laned } from '../turn/messages.ts';

/** What goes round in circles is left to the consumer, which lets others have their turn. */
const RECORDS_MAX = 1_024;

/**
 * Handles what this turn has appended, and what comes of that, if all before it was handled: the
 * watermark moves with it. Returns the sequence up to which it did.
 */
export const reactAtOnce = async (turn: TurnTools): Promise<number> => {
  const { engine, partition, workspace } = turn;
  const { appended, head } = workspace;
  const mark = watermarkFact({ context: engine.context, partition });
  if (appended.length === 0 || Number(workspace.facts[mark] ?? 0) !== head.sequence) return 0;
  let done = 0;
  while (done < appended.length && done < RECORDS_MAX) {
    const wave = appended.slice(done);
    await react(turn, wave);
    done += wave.length;
  }
  workspace.setFact(mark, head.sequence + done);
  return head.sequence + done;
};

/** What belongs to another partition is done there, when its consumer brings it. */
const react = async (turn: TurnTools, records: readonly LogRecord[]): Promise<void> => {
  const { engine, partition, workspace } = turn;
  const { context: source, store } = engine;
  const reads = new ReadSetBuilder();
  const here: Laned[] = [];
  const place = { context: source, partition };
  for (const record of records) {
    for (const { laned, wants } of workOfRecord(engine, place, record)) {
      if (partitionOf(laned.key, store.partitions) !== partition) continue;
      here.push(laned);
      reads.add(wants);
    }
  }
  await workspace.load(reads);
  await handleAll(turn, here);
};
