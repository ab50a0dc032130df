// What stores of a deployment have of a person, and what their names become there: with several
// partitions, a key has to stay in the partition that its hash has led it to.

import { Forget, nameFor, Trace } from '@dure/access/personal';
import type { PersonalFields } from '@dure/access/personal';
import { partitionOf, routingKeyOf } from '@dure/kernel/ids';
import type { Item, LogRecord, StoreSnapshot } from '@dure/kernel/ports';
import { UserError } from '../command.ts';
import { allItems, numbersOf, recordsAfter } from '../copies/pages.ts';

export type Stores = ReadonlyMap<string, StoreSnapshot>;

export async function* recordsIn(store: StoreSnapshot): AsyncGenerator<LogRecord> {
  for (const partition of numbersOf(store)) {
    for await (const records of recordsAfter(store, partition, 0)) yield* records;
  }
}

async function* recordsOf(stores: Stores): AsyncGenerator<LogRecord> {
  for (const store of stores.values()) yield* recordsIn(store);
}

export async function* itemsIn(store: StoreSnapshot): AsyncGenerator<Item> {
  for await (const items of allItems(store)) yield* items;
}

/** Reads all logs three times; then all items, for what stands only there. */
export const traceInStores = async (
  stores: Stores,
  fields: PersonalFields,
  subject: readonly string[],
): Promise<Trace> => {
  const trace = new Trace(fields, { subject, cases: [], values: [] });
  for await (const record of recordsOf(stores)) trace.noteCase(record);
  for await (const record of recordsOf(stores)) trace.noteOwners(record);
  for await (const record of recordsOf(stores)) trace.noteValues(record);
  for (const store of stores.values()) {
    for await (const { body } of itemsIn(store)) trace.noteValuesIn(body, () => undefined);
  }
  return trace;
};

type Key = { readonly key: string; readonly partitions: number };

/** The keys that the person is part of, in stores where keys are parted. */
const keysOf = async (stores: Stores, isTheirs: (text: string) => boolean) => {
  const found = new Map<string, Key>();
  for (const store of stores.values()) {
    const { partitions } = store;
    if (partitions === 1) continue;
    for await (const item of itemsIn(store)) {
      const key = routingKeyOf(item);
      if (isTheirs(key)) found.set(`${partitions} ${key}`, { key, partitions });
    }
  }
  return [...found.values()];
};

const TRIES_MAX = 20_000;

const noName = new UserError({
  ko: '파티션을 옮기지 않는 이름을 찾지 못했습니다. 다시 해 주세요',
  en: 'No name was found that leaves every key in its partition. Do it again',
});

type Naming = {
  readonly stores: Stores;
  readonly fields: PersonalFields;
  readonly trace: Trace;
  readonly digits: () => string;
};

export type Names = readonly (readonly [value: string, name: string])[];

/**
 * A name of chance for each value that tells the person from all others.
 * @throws {UserError} none was found that leaves a key where it is.
 */
export const namesInStores = async (of: Naming): Promise<Names> => {
  const { stores, fields, trace, digits } = of;
  const telling = [...trace.telling()];
  const forgetBy = (names: ReadonlyMap<string, string>) => new Forget({ fields, trace, names });
  const all = forgetBy(new Map(telling.map((value) => [value, value])));
  const keys = await keysOf(stores, (key) => all.isNamedIn(key));
  const names = new Map<string, string>();
  for (const value of telling) {
    names.set(value, nameFor(value, fields, digits()));
    const own = forgetBy(new Map([[value, value]]));
    const touched = keys.filter(({ key }) => own.isNamedIn(key));
    const stays = ({ key, partitions }: Key, forget: Forget): boolean =>
      partitionOf(forget.text(key), partitions) === partitionOf(key, partitions);
    for (let tries = 0; touched.length > 0; tries += 1) {
      const forget = forgetBy(names);
      if (touched.every((key) => stays(key, forget))) break;
      if (tries === TRIES_MAX) throw noName;
      names.set(value, nameFor(value, fields, digits()));
    }
  }
  return [...names];
};
