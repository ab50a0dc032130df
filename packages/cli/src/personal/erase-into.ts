// `dure erase --to`: all of a business but a person is copied elsewhere, from wherever it is: from
// files of several partitions, PostgreSQL, MariaDB. What was never written is in none of the bytes
// there. The place that is copied stays as it was, until it is dropped.

import { join } from 'node:path';
import { Forget, Trace, writtenAs } from '@dure/access/personal';
import type { Words } from '@dure/domain';
import type { StoreSnapshot } from '@dure/kernel/ports';
import type { Rehearsed } from '@dure/rehearsal';
import { copyBusiness } from '../copies/copy-business.ts';
import type { Place } from '../copies/places.ts';
import { eraseInAudit } from './audit.ts';
import { digitsOfChance, fieldsIn, pendingFor, rewritingBy } from './erasure.ts';
import type { Erased, Wanted } from './erasure.ts';
import { dropPendingAt, keepPendingAt, pendingAt } from './pending.ts';
import type { Pending } from './pending.ts';
import { rewrittenStore } from './rewritten-store.ts';
import { itemsIn, namesInStores, recordsIn, traceInStores } from './store-names.ts';
import type { Stores } from './store-names.ts';

export type Into = {
  readonly system: Rehearsed;
  readonly from: Place;
  readonly to: Place;
  /** Where the audit logs of gateways lie, and the note of an erasure that has begun. */
  readonly data: string;
  readonly say: (words: Words) => void;
};

const noteOf = ({ data, system }: Into): string => join(data, `${system.name}.erasing.json`);

/** What will be erased, and by what it is replaced; the same, when it was begun before. */
const begun = async (into: Into, wanted: Wanted, stores: Stores): Promise<Pending> => {
  const note = noteOf(into);
  const known = pendingAt(note);
  const fields = fieldsIn(into.system);
  const subject = writtenAs(wanted.subject, fields);
  if (known?.trace.subject.join() === subject.join()) return known;
  const trace = await traceInStores(stores, fields, subject);
  const names = await namesInStores({ stores, fields, trace, digits: digitsOfChance });
  const pending = pendingFor(wanted, trace, names);
  keepPendingAt(note, pending);
  return pending;
};

/** How many records and items of the original have anything of the person. */
type Counts = { records: number; items: number };

const without = async (
  stores: Stores,
  forget: Forget,
  counts: Counts,
): Promise<ReadonlyMap<string, StoreSnapshot>> => {
  const rewriting = rewritingBy(forget);
  const rewritten = new Map<string, StoreSnapshot>();
  for (const [name, store] of stores) {
    rewritten.set(name, await rewrittenStore(store, rewriting));
  }
  const isChanged = (before: object, after: object): number =>
    JSON.stringify(before) === JSON.stringify(after) ? 0 : 1;
  for (const store of stores.values()) {
    for await (const record of recordsIn(store)) {
      counts.records += isChanged(record, rewriting.record(record));
    }
    for await (const item of itemsIn(store)) {
      counts.items += isChanged(item, rewriting.item(item));
    }
  }
  return rewritten;
};

/**
 * Neither place may be in use. One that was killed is given again, and goes on with the same names.
 * @throws {UserError} {StoreCannotOpen} something stands in the way.
 */
export const eraseInto = async (into: Into, wanted: Wanted): Promise<Erased> => {
  const { system, from, to, data, say } = into;
  const counts: Counts = { records: 0, items: 0 };
  const fields = fieldsIn(system);
  const noted: { pending?: Pending; forget?: Forget } = {};
  const through = async (stores: Stores) => {
    const pending = await begun(into, wanted, stores);
    const trace = new Trace(fields, pending.trace);
    const forget = new Forget({ fields, trace, names: new Map(pending.names) });
    Object.assign(noted, { pending, forget });
    return without(stores, forget, counts);
  };
  await copyBusiness({ system, from, to, partitions: undefined, say, through });
  const { pending, forget } = noted;
  if (!pending || !forget) throw new Error('Nothing was copied.');
  const { receipt, salt, hash, by, at } = pending;
  const audit = await eraseInAudit({ data, business: system.name, forget, pending });
  dropPendingAt(noteOf(into));
  return {
    receipt,
    business: system.name,
    at: new Date(at).toISOString(),
    by,
    hash,
    salt,
    ...counts,
    audit,
  };
};
