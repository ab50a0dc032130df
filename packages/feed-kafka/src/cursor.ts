// Up to where a partition of a log was published and acknowledged. It lies in the head's facts, in
// the store that has the log: a copy that is restored goes on from what it has itself.

import type { Head, Store } from '@dure/kernel/ports';

const FACT = 'relay:kafka';

export const cursorIn = ({ facts }: Head): number => Number(facts[FACT] ?? 0);

/** A relay that was paused and wakes up moves it back for nobody. */
export const moveCursor = (store: Store, partition: number, sequence: number): Promise<void> =>
  store.turn(partition, async (turn) => {
    const { head } = turn;
    if (sequence <= cursorIn(head)) return;
    const facts = { ...head.facts, [FACT]: sequence };
    await turn.write({ append: [], put: [], insert: [], remove: [], facts });
  });
