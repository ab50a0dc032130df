// The notes of one context: aggregates with their keys, and commands and events with their fields.

import { textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import type { DraftAggregate, DraftField } from './draft.ts';
import { camel, fieldName, isIdentifier, labelFor, madeUp, namesFor, pascal } from './names.ts';
import type { Names } from './names.ts';
import { odd } from './odd.ts';
import type { Odd } from './odd.ts';
import type { Sticker } from './parse.ts';
import type { Placed } from './place.ts';
import { idKindOf, shapeOf } from './shapes.ts';
import type { Classes } from './shapes.ts';

/** Names of notes are known in the whole business, so they are given in it. */
export type Rooms = {
  readonly aggregates: Names;
  readonly commands: Names;
  readonly events: Names;
  readonly views: Names;
};

export const newRooms = (): Rooms => ({
  aggregates: namesFor(pascal),
  commands: namesFor(pascal),
  events: namesFor(pascal),
  views: namesFor(pascal),
});

/** Several stickers that are one note, and the fullest of them. */
export type Merged = { readonly sticker: Sticker; readonly ids: readonly string[] };

const fieldNames = ({ of }: Sticker): ReadonlySet<string> =>
  new Set(treesIn(of['fieldDescriptors']).map((field) => textIn(field['name'])));

const isWithin = (one: Sticker, other: Sticker): boolean => {
  const names = fieldNames(other);
  return [...fieldNames(one)].every((name) => names.has(name));
};

/** Two of one name and kind are the same, where the fields of one are among those of the other. */
export const mergedNotes = (all: readonly Placed[]): readonly (Merged & Placed)[] => {
  const found: (Merged & Placed)[] = [];
  for (const { sticker, aggregate } of all) {
    const at = found.findIndex(
      (one) =>
        one.sticker.kind === sticker.kind &&
        pascal(one.sticker.name) === pascal(sticker.name) &&
        one.aggregate === aggregate &&
        (isWithin(sticker, one.sticker) || isWithin(one.sticker, sticker)),
    );
    const before = found[at];
    if (!before) found.push({ sticker, aggregate, ids: [sticker.id] });
    else {
      const fuller = isWithin(sticker, before.sticker) ? before.sticker : sticker;
      found[at] = { sticker: fuller, aggregate, ids: [...before.ids, sticker.id] };
    }
  }
  return found;
};

/** What is known while the notes of a context are read. */
export type Reading = {
  readonly classes: Classes;
  readonly told: Odd[];
  readonly rooms: Rooms;
};

const keysIn = (fields: readonly Tree[]): readonly Tree[] =>
  fields.filter((field) => field['isKey'] === true);

export const keyName = (aggregate: string, written: string): string => {
  const name = fieldName(written);
  return !isIdentifier(name) || name === 'id' ? `${camel(aggregate)}Id` : name;
};

const labelOfField = (field: Tree): DraftField['label'] =>
  labelFor({ name: textIn(field['name']), displayName: textIn(field['displayName']) });

/** Names of fields are given within their note: a field that stands twice is one. */
const fieldsIn = (
  of: Tree,
  { classes, told }: Reading,
  where: string,
): readonly (DraftField & { readonly written: string; readonly isKey: boolean })[] => {
  const names = namesFor(fieldName);
  const seen = new Set<string>();
  const fields = treesIn(of['fieldDescriptors']).flatMap((field) => {
    const written = textIn(field['name']);
    if (seen.has(written) || written === '') return [];
    seen.add(written);
    const called = { name: written, displayName: textIn(field['displayName']) };
    const name = names.give(called, 'field');
    const shape = shapeOf(field, { classes, told, where });
    return [{ name, written, shape, label: labelOfField(field), isKey: field['isKey'] === true }];
  });
  told.push(...names.odd.map((one) => ({ ...one, where: `${where} · ${one.where}` })));
  return fields;
};

export const aggregateOf = (sticker: Sticker, name: string, reading: Reading): DraftAggregate => {
  const root = treeIn(sticker.of['aggregateRoot']);
  const [first, second] = keysIn(treesIn(root['fieldDescriptors']));
  if (second) {
    reading.told.push(odd(name, '둘째 키는 필드로 두었습니다', 'the second key became a field'));
  }
  const idKind = idKindOf(name);
  const written = textIn(first?.['name']);
  const called = keyName(name, written);
  if (written !== '' && !isIdentifier(fieldName(written))) {
    reading.told.push(madeUp(`${name}.${written}`, called));
  }
  const shown = written === 'id' ? called : written || called;
  const label = labelFor({ name: shown, displayName: textIn(first?.['displayName']) });
  const key = { name: called, shape: `id('${idKind}')`, label };
  const fields = fieldsIn(root, reading, name).filter(
    (field) => field.written !== written && field.name !== key.name,
  );
  return { id: sticker.id, name, label: labelFor(sticker), key, idKind, fields };
};

/** The fields of a note of an aggregate, its key first; of one name there is one shape. */
export const noteFields = (
  { sticker }: Merged,
  aggregate: DraftAggregate,
  reading: Reading & { readonly shapes: Map<string, string> },
): { readonly fields: readonly DraftField[]; readonly hasKey: boolean } => {
  const where = sticker.name || sticker.displayName;
  const all = fieldsIn(sticker.of, reading, where);
  const isTheKey = ({ name, written, isKey }: (typeof all)[number]): boolean =>
    name === aggregate.key.name || (isKey && written.toLowerCase() === 'id');
  const others = all.filter((field) => !isTheKey(field));
  const fields = others.map(({ name, shape, label }) => {
    const known = reading.shapes.get(name) ?? shape;
    reading.shapes.set(name, known);
    if (known !== shape) reading.told.push(ofTwoTypes(`${where}.${name}`, [known, shape]));
    return { name, shape: known, label };
  });
  return { fields: [aggregate.key, ...fields], hasKey: others.length < all.length };
};

const ofTwoTypes = (where: string, [known, shape]: readonly [string, string]): Odd =>
  odd(
    where,
    `여기서는 ${shape}, 다른 곳에서는 ${known}입니다. ${known}(으)로 두었습니다`,
    `it is ${shape} here and ${known} elsewhere, and became ${known}`,
  );
