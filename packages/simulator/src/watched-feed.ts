// What reaches a consumer is looked at once more: nothing but what is committed, and in order.

import type { Feed, LogRecord } from '@dure/kernel/ports';
import type { World } from './world.ts';

export const watchedFeed = (feed: Feed, world: World): Feed => ({
  ...feed,
  read: async (...asked) => {
    const [source, partition] = asked;
    const records = await feed.read(...asked);
    // A world that is broken stands still: what follows from a wrong log may never end.
    if (world.findings.length > 0) return new Promise(() => {});
    const log = world.history.log(source, partition);
    for (const record of records) {
      if (log[record.sequence - 1] === record) continue;
      const place = `${source}.${partition}.${record.sequence}`;
      const words = `${record.type} was seen at ${place} before its commit.`;
      world.findings.push({ of: 'P4', caseId: record.caseId, words });
    }
    const gap = records.find((record, index) => !follows(records[index - 1], record));
    if (gap) {
      const words = `${source}.${partition}.${gap.sequence} was read behind a gap.`;
      world.findings.push({ of: 'P3', caseId: gap.caseId, words });
    }
    return records;
  },
});

const follows = (before: LogRecord | undefined, record: LogRecord): boolean =>
  before === undefined || before.sequence + 1 === record.sequence;
