// A business of which a context was retired: noted in its stores as that is done by its processes.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { noteInStore } from '@dure/kernel';
import type { Head, Store } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { openStore } from '../deployment/stores.ts';
import type { Where } from '../move/move.testing.ts';

export const RETIRED_AT = Date.parse('2026-03-02T09:00:00Z');

const noteOwn = async (store: Store): Promise<readonly number[]> => {
  const ends: number[] = [];
  for (let partition = 0; partition < store.partitions; partition += 1) {
    await store.turn(partition, (turn) => {
      const facts: Head['facts'] = {
        ...turn.head.facts,
        retires: RETIRED_AT,
        sealed: true,
        retired: true,
      };
      ends.push(turn.head.sequence);
      return turn.write({ append: [], put: [], insert: [], remove: [], facts });
    });
  }
  return ends;
};

/** Its log has ended, and all others have read it to the end. */
export const retireIn = async (system: Rehearsed, where: Where, name: string): Promise<void> => {
  const stores = new Map<string, Store>();
  for (const context of system.contexts) {
    stores.set(context.name, await openStore({ ...where(context), mustBeThere: true }));
  }
  const own = stores.get(name);
  const ends = own ? await noteOwn(own) : [];
  for (const [other, store] of stores) {
    if (other !== name) await noteInStore(store, name, { at: RETIRED_AT, ends, isRead: true });
    await store.close();
  }
};

/** As `--drop-data` leaves it. */
export const dropFile = (folder: string, name: string): void => {
  for (const end of ['', '-wal', '-shm']) rmSync(join(folder, `${name}.db${end}`), { force: true });
};
