// Receipts of erasures, kept apart from the data: whoever comes back with a backup is known by
// them, though no receipt says who they are.

import { readFileSync } from 'node:fs';
import type { Json } from '@dure/kernel/ports';
import { fieldsIn, hashOf } from './erasure.ts';
import type { Erased, Place } from './erasure.ts';
import { withParts } from './folder.ts';

export type Receipt = Pick<Erased, 'business' | 'hash' | 'salt'>;

/** One a line, as `--receipt` adds them. */
export const receiptsIn = (file: string): readonly Receipt[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    // `dure erase` wrote them.
    .map((line) => JSON.parse(line) as Receipt);

/** All who are named by a field that says who somebody is, wherever it stands. */
const namedIn = (value: Json, owners: ReadonlySet<string>, found: Set<string>): void => {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (typeof part !== 'string') namedIn(part, owners, found);
    else if (owners.has(name)) found.add(part).add(part.slice(part.indexOf(':') + 1));
  }
};

/** Whoever is there and was erased by one of the receipts. */
export const peopleOf = (
  { folder, system }: Place,
  receipts: readonly Receipt[],
): readonly string[] => {
  const owners = new Set(fieldsIn(system).owners.keys());
  const named = new Set<string>();
  withParts(folder, true, (parts) => {
    for (const { file } of parts) {
      for (const { data } of file.records()) namedIn(data, owners, named);
      for (const { body } of file.items()) namedIn(body, owners, named);
    }
  });
  const own = receipts.filter(({ business }) => business === system.name);
  return [...named].filter((person) => own.some(({ hash, salt }) => hashOf(person, salt) === hash));
};
