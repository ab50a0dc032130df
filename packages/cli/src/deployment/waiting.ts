// A server that is away when a process starts is named and waited for, and given up after a while.

import type { Words } from '@dure/domain';
import { StoreUnavailable } from '@dure/kernel/ports';
import { UserError } from '../command.ts';

/** So long a store is waited for. Longer starts of servers are rare, and `dure up` tries again. */
export const STORE_WAIT_MS = 60_000;
const TRY_MS = 500;
const SAY_MS = 5_000;
const S_MS = 1_000;

export type Waiting = {
  /** What is waited for, as people know it: `lodging/payment`. */
  readonly name: string;
  readonly say: (words: Words) => void;
  readonly latestMs?: number;
};

const wordsIn = ({ words, message }: StoreUnavailable): Words =>
  words ?? { ko: message, en: message };

const progress = (name: string, { ko, en }: Words, s: readonly [number, number]): Words => ({
  ko: `${name}의 저장소를 기다리는 중 (${s[1]}초 가운데 ${s[0]}초): ${ko}`,
  en: `Waiting for the store of ${name} (${s[0]} of ${s[1]} s): ${en}`,
});

const back = (name: string): Words => ({
  ko: `${name}의 저장소가 왔습니다`,
  en: `The store of ${name} is there`,
});

const givenUp = (name: string, s: number, cause: StoreUnavailable): UserError => {
  const { ko, en } = wordsIn(cause);
  const words = {
    ko: `${name}의 저장소를 ${s}초 기다렸지만 오지 않았습니다. ${ko}`,
    en: `The store of ${name} was waited for ${s} s and did not come. ${en}`,
  };
  return new UserError(words, 1, { cause });
};

type Tried<T> = { readonly opened: T } | { readonly away: StoreUnavailable };

const tryTo = async <T>(open: () => Promise<T>): Promise<Tried<T>> => {
  try {
    return { opened: await open() };
  } catch (cause) {
    if (cause instanceof StoreUnavailable) return { away: cause };
    throw cause;
  }
};

/**
 * Tries to open a store until it is there, and says so while it waits.
 * @throws {UserError} it did not come in time.
 * @throws whatever a person has to mend first, at once.
 */
export const whenThere = async <T>(open: () => Promise<T>, waiting: Waiting): Promise<T> => {
  const { name, say, latestMs = STORE_WAIT_MS } = waiting;
  const began = performance.now();
  let saidAt = -Infinity;
  for (;;) {
    const tried = await tryTo(open);
    const waitedMs = performance.now() - began;
    if ('opened' in tried) {
      if (saidAt >= 0) say(back(name));
      return tried.opened;
    }
    if (waitedMs >= latestMs) throw givenUp(name, Math.round(latestMs / S_MS), tried.away);
    if (waitedMs - saidAt >= SAY_MS) {
      const of = [Math.round(waitedMs / S_MS), Math.round(latestMs / S_MS)] as const;
      say(progress(name, wordsIn(tried.away), of));
      saidAt = waitedMs;
    }
    await new Promise((resolve) => void setTimeout(resolve, TRY_MS));
  }
};
