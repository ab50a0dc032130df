// What reaches a consumer is looked at once more: nothing but what is committed, and in order.

import type { Feed, LogRecord } from '@dure/kernel/ports';
import type { Finding } from './finding.ts';
import type { WrittenLogs } from './history.ts';

/** What is looked at, and where what is wrong is noted. */
type Watch = {
  readonly logs: WrittenLogs;
  readonly findings: Finding[];
  /** Whether whoever reads is still there. */
  readonly isAlive: () => boolean;
};

export const watchedFeed = (feed: Feed, watch: Watch): Feed => ({
  ...feed,
  read: async (...asked) => {
    const [source, partition] = asked;
    const page = await feed.read(...asked);
    // A world that is broken stands still: what follows from a wrong log may never end. What the
    // dead have read may have died with them.
    if (watch.findings.length > 0 || !watch.isAlive()) return new Promise(() => {});
    const records = page?.records ?? [];
    const log = watch.logs.log(source, partition);
    for (const record of records) {
      if (isSame(log[record.sequence - 1], record)) continue;
      const place = `${source}.${partition}.${record.sequence}`;
      const words = `${record.type} was seen at ${place} before its commit.`;
      watch.findings.push({ of: 'P4', caseId: record.caseId, words });
    }
    const gap = records.find((record, index) => !follows(records[index - 1], record));
    if (gap) {
      const words = `${source}.${partition}.${gap.sequence} was read behind a gap.`;
      watch.findings.push({ of: 'P3', caseId: gap.caseId, words });
    }
    return page;
  },
});

/** A log that is read gives copies of what was committed. */
const isSame = (committed: LogRecord | undefined, record: LogRecord): boolean =>
  committed === record ||
  (committed?.type === record.type &&
    committed.causedBy === record.causedBy &&
    committed.at === record.at);

const follows = (before: LogRecord | undefined, record: LogRecord): boolean =>
  before === undefined || before.sequence + 1 === record.sequence;
