// A log that has ended for good. That is a fact of each head, so that no replica appends behind the
// end that others were told: one that stood still and goes on finds it in its next turn.

import type { Words } from '@dure/domain';
import { retirementsIn } from '@dure/kernel';
import { StoreUnavailable } from '@dure/kernel/ports';
import type { Head, Store, Turn } from '@dure/kernel/ports';

const SEALED = 'sealed';
const RETIRES = 'retires';
const OVER = 'retired';

/** How far a context is on its way out, as its store has it. */
export type Retired = {
  /** Since when, in epoch milliseconds. */
  readonly at: number;
  readonly isSealed: boolean;
  /** All others have read its log to the end. */
  readonly isOver: boolean;
};

export type RetiringState = Retired & {
  /**
   * The others that have not answered, or not read to the end; itself, where it holds messages that
   * are yet to be handled.
   */
  readonly waitsFor: readonly string[];
};

export const retiredIn = ({ facts }: Head): Retired | undefined =>
  facts[RETIRES] === undefined
    ? undefined
    : {
        at: Number(facts[RETIRES]),
        isSealed: facts[SEALED] === true,
        isOver: facts[OVER] === true,
      };

/** Contexts that were retired, of which all was read here. */
export const readIn = ({ facts }: Head): readonly string[] =>
  [...retirementsIn(facts)].flatMap(([context, { isRead }]) => (isRead ? [context] : []));

type Place = { readonly store: Store; readonly partition: number };

const note = ({ store, partition }: Place, name: string, value: number | true) =>
  store.turn(partition, async (turn) => {
    const { facts, sequence } = turn.head;
    if (facts[name] !== undefined) return sequence;
    const after = { ...facts, [name]: value };
    await turn.write({ append: [], put: [], insert: [], remove: [], facts: after });
    return sequence;
  });

/** It is on its way out from now on, or was before. */
export const noteRetires = async (store: Store, now: number): Promise<Retired> => {
  await note({ store, partition: 0 }, RETIRES, now);
  return retiredIn(await store.head(0)) ?? { at: now, isSealed: false, isOver: false };
};

/** Nothing is appended from now on. Says where each partition ends; the first is sealed last. */
export const sealAll = async (store: Store): Promise<readonly number[]> => {
  const ends: number[] = [];
  for (let partition = store.partitions - 1; partition >= 0; partition -= 1) {
    ends[partition] = await note({ store, partition }, SEALED, true);
  }
  return ends;
};

export const noteOver = async (store: Store): Promise<void> => {
  await note({ store, partition: 0 }, OVER, true);
};

const words: Words = {
  ko: '이 서비스는 물러났습니다. 더 받는 것이 없습니다.',
  en: 'This context was retired: it takes nothing more.',
};

const needOpen = ({ head }: Turn): void => {
  if (head.facts[SEALED] === true) {
    throw new StoreUnavailable(words.en, { cause: undefined, words });
  }
};

/**
 * The store as a kernel has it: no turn does anything once the log has ended. What is not for
 * kernels is left out.
 */
export const untilSealed = (store: Store): Store => {
  const { readsAhead, durable } = store;
  return {
    partitions: store.partitions,
    get identity() {
      return store.identity;
    },
    turn: (partition, work, ahead) =>
      store.turn(
        partition,
        (turn) => {
          needOpen(turn);
          return work(turn);
        },
        ahead,
      ),
    ...(readsAhead ? { readsAhead } : {}),
    ...(durable ? { durable } : {}),
    readLog: (...of) => store.readLog(...of),
    head: (...of) => store.head(...of),
    read: (...of) => store.read(...of),
    due: (...of) => store.due(...of),
    nextDue: (...of) => store.nextDue(...of),
    list: (...of) => store.list(...of),
    count: (...of) => store.count(...of),
    query: (...of) => store.query(...of),
    trail: (...of) => store.trail(...of),
    close: () => store.close(),
  };
};
