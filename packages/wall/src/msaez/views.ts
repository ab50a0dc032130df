// Views: rows that follow the events which their rules name, or those of an aggregate.

import { textIn, treeIn, treesIn } from '../json.ts';
import type { Tree } from '../json.ts';
import type { DraftAggregate, DraftEvent, DraftField, DraftView } from './draft.ts';
import { fieldName, labelFor } from './names.ts';
import type { Merged, Reading } from './notes.ts';
import { odd } from './odd.ts';
import { shapeOf } from './shapes.ts';

export type ViewSource = Merged & {
  /** The aggregate that it touches, if it does. */
  readonly aggregate: DraftAggregate | undefined;
  readonly events: readonly DraftEvent[];
  /** Names of the events that begin the life of an instance. */
  readonly opening: ReadonlySet<string>;
};

type Followed = Pick<DraftView, 'creates' | 'updates' | 'deletes'>;

export const viewOf = (of: ViewSource, reading: Reading): DraftView => {
  const { sticker, aggregate } = of;
  const name = reading.rooms.views.give(sticker, 'View');
  const followed = aggregate && isOfAggregate(of) ? ofAggregate(of, aggregate) : byRules(of);
  const events = of.events.filter((event) => namesIn(followed).includes(event.name));
  const all = fieldsOf(of, reading, [name, events]);
  const key = keyOf(of, all, events);
  const known = events.filter((event) => event.fields.some((field) => field.name === key.name));
  const view = restricted(followed, new Set(known.map((event) => event.name)));
  if (view.creates.length === 0) {
    reading.told.push(
      odd(name, '무엇을 따르나요? 줄이 없습니다', 'what does it follow? It has no rows'),
    );
  }
  const fields = all.filter((field) => field.name !== key.name);
  return { name, label: labelFor(sticker), key, fields, ...view };
};

const namesIn = ({ creates, updates, deletes }: Followed): readonly string[] => [
  ...creates,
  ...updates,
  ...deletes,
];

const restricted = (of: Followed, known: ReadonlySet<string>): Followed => {
  const only = (names: readonly string[]): readonly string[] =>
    [...new Set(names)].filter((name) => known.has(name));
  const deletes = only(of.deletes);
  return {
    creates: only(of.creates),
    updates: only(of.updates).filter((name) => !deletes.includes(name)),
    deletes,
  };
};

const isOfAggregate = ({ sticker }: ViewSource): boolean =>
  textIn(sticker.of['dataProjection']) !== 'cqrs';

const ofAggregate = ({ events, opening }: ViewSource, aggregate: DraftAggregate): Followed => {
  const own = events.filter((event) => event.aggregate.id === aggregate.id);
  const names = (of: readonly DraftEvent[]): readonly string[] => of.map(({ name }) => name);
  return {
    creates: names(own.filter(({ name }) => opening.has(name))),
    updates: names(own.filter(({ ends }) => !ends)),
    deletes: names(own.filter(({ ends }) => ends)),
  };
};

/** The event of a rule is a copy; which one it is, its id says. */
const byRules = ({ sticker, events }: ViewSource): Followed => {
  const named = (rules: string): readonly string[] =>
    treesIn(sticker.of[rules]).flatMap((rule) => {
      const when = treeIn(rule['when']);
      const id = textIn(treeIn(when['elementView'])['id']) || textIn(when['id']);
      return events.filter(({ ids }) => ids.includes(id)).map(({ name }) => name);
    });
  return {
    creates: named('createRules'),
    updates: named('updateRules'),
    deletes: named('deleteRules'),
  };
};

type Drawn = readonly [name: string, events: readonly DraftEvent[]];

/** A column has the shape that the field of its name has in the events. */
const fieldsOf = (
  { sticker, aggregate }: ViewSource,
  { classes, told }: Reading,
  [where, events]: Drawn,
): readonly DraftField[] => {
  const known = new Map(
    events.flatMap(({ fields }) => fields.map((field) => [field.name, field.shape] as const)),
  );
  const named = new Map<string, DraftField>();
  for (const field of treesIn(sticker.of['fieldDescriptors'])) {
    const name = columnName(field, aggregate);
    if (!/^[A-Za-z][A-Za-z\d]*$/.test(name)) {
      told.push(odd(`${where}.${textIn(field['name'])}`, '뺀 열입니다', 'the column was left out'));
      continue;
    }
    const shape = known.get(name) ?? shapeOf(field, { classes, told, where });
    const label = labelFor({
      name: textIn(field['name']),
      displayName: textIn(field['displayName']),
    });
    named.set(name, { name, shape, label });
  }
  return [...named.values()];
};

const columnName = (field: Tree, aggregate: DraftAggregate | undefined): string => {
  const name = fieldName(textIn(field['name']));
  return name === 'id' && aggregate ? aggregate.key.name : name;
};

const rowKey: DraftField = { name: 'rowId', shape: 'text', label: ['줄', 'Row'] };

const keyOf = (
  { sticker, aggregate }: ViewSource,
  fields: readonly DraftField[],
  events: readonly DraftEvent[],
): DraftField => {
  const written = treesIn(sticker.of['fieldDescriptors']).find((field) => field['isKey'] === true);
  const wished = written ? columnName(written, aggregate) : aggregate?.key.name;
  const inAll = (name: string): boolean =>
    events.every((event) => event.fields.some((field) => field.name === name));
  const own = fields.find((field) => field.name === wished && inAll(field.name));
  const [first] = events;
  return own ?? aggregate?.key ?? first?.aggregate.key ?? rowKey;
};
