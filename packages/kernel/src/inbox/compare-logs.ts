// The stores of a business beside one another: whether each log reaches as far as the others have
// followed it. Stores that are of several times do not make one business.

import { whatIsWrong, whatToDo, wrongLog } from './watermarks.ts';
import type { Words, WrongLog } from './watermarks.ts';
import type { Head, Store } from '../ports.ts';

/** Thrown before anything is written: the stores are not of one time. */
export class LogsDisagree extends Error {
  readonly ko: string;
  readonly en: string;
  readonly logs: readonly WrongLog[];
  constructor(logs: readonly WrongLog[], { ko, en }: Words) {
    super(en);
    this.name = 'LogsDisagree';
    this.logs = logs;
    this.ko = ko;
    this.en = en;
  }
}

const headsOf = (store: Store): Promise<readonly Head[]> =>
  Promise.all(Array.from({ length: store.partitions }, (_, number) => store.head(number)));

type Looked = {
  readonly name: string;
  readonly logId: string;
  readonly heads: readonly Head[];
};

/** What is wrong with one log, in the eyes of one that follows it. */
const wrongIn = (source: Looked, follower: Looked): WrongLog | undefined => {
  const all = follower.heads.map(({ facts }) => facts);
  for (const [partition, { sequence }] of source.heads.entries()) {
    const end = { logId: source.logId, sequence };
    const wrong = wrongLog(all, { context: source.name, partition }, end);
    if (wrong) return wrong;
  }
  return undefined;
};

/**
 * Compares stores, by the names of their contexts, with one another's watermarks.
 * @throws {LogsDisagree} one of them is another log than the others have followed, or an older
 *   copy. Not noticed is what no other has followed: a log whose last records concern no other.
 */
export const compareLogs = async (stores: ReadonlyMap<string, Store>): Promise<void> => {
  const looked = await Promise.all(
    [...stores].map(async ([name, store]): Promise<Looked> => {
      const { logId } = store.identity;
      return { name, logId, heads: await headsOf(store) };
    }),
  );
  const wrong = looked.flatMap((source) => {
    const others = looked.filter(({ name }) => name !== source.name);
    const found = others.flatMap((follower) => {
      const log = wrongIn(source, follower);
      return log ? [{ follower: follower.name, log }] : [];
    });
    return found.slice(0, 1);
  });
  const [first] = wrong;
  if (!first) return;
  const logs = wrong.map(({ log }) => log);
  throw new LogsDisagree(logs, wordsForWrongLogs(wrong));
};

const wordsForWrongLogs = (
  wrong: readonly { readonly follower: string; readonly log: WrongLog }[],
): Words => {
  const words = wrong.map(({ follower, log }) => whatIsWrong(follower, log));
  const all = (of: keyof Words): string => [...words, whatToDo].map((one) => one[of]).join(' ');
  return { ko: all('ko'), en: all('en') };
};
