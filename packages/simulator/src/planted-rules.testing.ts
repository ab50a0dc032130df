// Bugs of a business on several machines: for each rule that makes it safe, one that breaks it.

import type { Call, Changes, Feed, LogPage, LogRecord, Store, Turn } from '@dure/kernel/ports';
import type { Sabotage } from './world.ts';

/** One record in so many is lost by the broker, wherever it is read from. */
const LOST_EVERY = 5;

const reading = (feed: Feed, change: (source: string, page: LogPage) => LogPage): Feed => ({
  ...feed,
  read: async (...asked) => {
    const page = await feed.read(...asked);
    return page && change(asked[0], page);
  },
});

const isLost = ({ kind, sequence }: LogRecord): boolean =>
  kind === 'event' && sequence % LOST_EVERY === 0;

/** A consumer that takes the next record that comes for the next one that there is. */
export const gapPassed: Sabotage = {
  feed: (feed, process) =>
    reading(feed, (source, page) => {
      if (source === process.context) return page;
      // What was lost is passed, as if nothing had been there.
      const passed = (record: LogRecord): LogRecord => ({ ...record, kind: 'refusal' });
      const records = page.records.map((record) => (isLost(record) ? passed(record) : record));
      return { ...page, records };
    }),
};

/** A relay that notes how far it has come before it has published, with no way to the log. */
export const skippedByTheRelay: Sabotage = {
  feed: (feed, process) =>
    reading(feed, (source, page) => {
      const at = source === process.context ? -1 : page.records.findIndex(isLost);
      return at < 0 ? page : { ...page, records: page.records.slice(0, at) };
    }),
};

const nothing: Omit<Changes, 'facts'> = { append: [], put: [], insert: [], remove: [] };

/** A watermark that is committed on its own, before the effects. */
export const effectsApart: Sabotage = {
  store: (store) => ({
    ...store,
    turn: async (partition, work) => {
      let later: Changes | undefined;
      const result = await store.turn(partition, (turn) => {
        const write: Turn['write'] = (changes) => {
          later = changes;
          const { facts } = turn.head;
          return turn.write({ ...nothing, facts: withMarks(facts, changes.facts) });
        };
        return work({ ...turn, write });
      });
      const changes = later;
      if (changes) await store.turn(partition, (turn) => turn.write(after(changes, turn)));
      return result;
    },
  }),
};

const withMarks = (before: Changes['facts'], written: Changes['facts']): Changes['facts'] => ({
  ...before,
  ...Object.fromEntries(Object.entries(written).filter(([name]) => name.startsWith('seen:'))),
});

const after = (changes: Changes, { head }: Turn): Changes => ({
  ...changes,
  append: changes.append.map((record, index) => ({
    ...record,
    sequence: head.sequence + index + 1,
  })),
});

/** A commit whose answer was lost is taken for done. */
export const commitGuessed: Sabotage = {
  store: (store): Store => ({
    ...store,
    turn: async (partition, work) => {
      let decided: { readonly result: unknown } | undefined;
      try {
        return await store.turn(partition, async (turn) => {
          const result = await work(turn);
          decided = { result };
          return result;
        });
      } catch (cause) {
        if (decided === undefined) throw cause;
        return decided.result as never; // It is what this very turn would have resolved with.
      }
    },
  }),
};

/** What was asked and had no answer is asked again at once, and as if it were new. */
export const askedAgainAsNew = (): Sabotage => {
  let asked = 0;
  const asNew = (call: Call): Call => ({ ...call, key: `${call.key} again ${(asked += 1)}` });
  return {
    calls: (calls) => ({ call: (call) => calls.call(call).catch(() => calls.call(asNew(call))) }),
  };
};
