// Whether a business gives what a consumer needs, by its record: offline, from files.

import type { Words } from '@dure/domain';
import type { Need, Needs } from './needs.ts';
import type { ContractRecord, RecordedContext } from './record.ts';
import { propertiesOf, requiredIn } from './schema.ts';
import type { Schema } from './schema.ts';

/** Something that a consumer needs and does not get. */
export type Missing = {
  readonly consumer: string;
  /** `event TaxicallConfirmed · fare` */
  readonly where: string;
  readonly what: Words;
};

/** The name that was probably meant, if one is near. */
export type Nearest = (written: string, names: readonly string[]) => string | undefined;

type Found = {
  readonly schema: Schema;
  /** Fields that are not sent to others. */
  readonly isSent: boolean;
};

type Group = 'events' | 'commands' | 'views' | 'rejections';

const colours: { readonly [G in Group]: string } = {
  events: 'event',
  commands: 'command',
  views: 'view',
  rejections: 'rejection',
};

/** What is missing of all that a consumer needs; nothing, where it has everything. */
export const verifyNeeds = (
  record: ContractRecord,
  needs: Needs,
  nearest: Nearest = () => undefined,
): readonly Missing[] => [
  ...(['events', 'views', 'rejections', 'commands'] as const).flatMap((group) =>
    Object.entries(needs[group]).flatMap(([name, need]) =>
      inGroup({ record, needs, group, name, nearest }, need),
    ),
  ),
  ...Object.entries(needs.states).flatMap(([life, known]) =>
    inLife({ record, needs, life, nearest }, known),
  ),
];

type Asked = {
  readonly record: ContractRecord;
  readonly needs: Needs;
  readonly group: Group;
  readonly name: string;
  readonly nearest: Nearest;
};

const schemaIn = (context: RecordedContext, group: Group, name: string): Found | undefined => {
  const isSent = group !== 'commands';
  const schema = schemasIn(context, group).get(name);
  return schema && { schema, isSent };
};

const schemasIn = (context: RecordedContext, group: Group): ReadonlyMap<string, Schema> => {
  if (group === 'views' || group === 'rejections') {
    return new Map(Object.entries(context[group]).map(([name, { schema }]) => [name, schema]));
  }
  const all = group === 'events' ? { ...context.events, ...context.reminders } : context.commands;
  return new Map(
    Object.entries(all).map(([name, { schemas, version }]) => [name, schemas[version] ?? {}]),
  );
};

const namesIn = ({ record: { contexts }, group }: Asked): readonly string[] =>
  contexts.flatMap((context) => Object.keys(context[group]));

const inGroup = (asked: Asked, need: Need): readonly Missing[] => {
  const { record, needs, group, name, nearest } = asked;
  const where = `${colours[group]} ${name}`;
  const found = record.contexts.map((of) => schemaIn(of, group, name)).find((of) => of);
  if (!found) {
    const near = nearest(name, namesIn(asked));
    return [{ consumer: needs.consumer, where, what: noSuchNote(record.business, near) }];
  }
  const troubles = found.isSent ? readingTroubles : sendingTroubles;
  const told = troubles(found.schema, need, nearest);
  return told.map(({ field, what }) => ({
    consumer: needs.consumer,
    where: `${where} · ${field}`,
    what,
  }));
};

type Trouble = { readonly field: string; readonly what: Words };

const noSuchNote = (business: string, near: string | undefined): Words => ({
  ko: `${business}에 그런 것이 없습니다${near === undefined ? '' : `. 혹시 ${near}?`}`,
  en: `${business} has none of this name${near === undefined ? '' : `. Did you mean ${near}?`}`,
});

const noSuchField = (names: readonly string[], field: string, nearest: Nearest): Words => {
  const near = nearest(field, names);
  const isNear = near !== undefined;
  const [perhaps, meant] = isNear ? [` 혹시 ${near}?`, ` Did you mean ${near}?`] : ['', ''];
  const all = names.join(', ');
  return {
    ko: `아무도 주지 않는 필드입니다.${perhaps} 있는 것: ${all}`,
    en: `No such field is given.${meant} There are: ${all}`,
  };
};

/** What a consumer reads must be there, and be of the type that it counts on. */
const readingTroubles = (schema: Schema, need: Need, nearest: Nearest): readonly Trouble[] => {
  const properties = propertiesOf(schema);
  const required = requiredIn(schema);
  const names = Object.keys(properties).filter((name) => properties[name]?.['x-secret'] !== true);
  return Object.entries(need.fields).flatMap(([field, type]): readonly Trouble[] => {
    const is = properties[field];
    if (!is || !names.includes(field)) return [{ field, what: noSuchField(names, field, nearest) }];
    return [
      ...(required.has(field) || need.optional.includes(field) ? [] : [mayBeMissing(field)]),
      ...wrongType(field, type, is),
      ...unknownValues(field, need.values[field], is),
    ];
  });
};

const mayBeMissing = (field: string): Trouble => ({
  field,
  what: {
    ko: '없을 때가 있는 필드입니다. 없어도 되면 needs의 optional에 적으세요',
    en: 'It may be missing. If you can do without it, list it under optional in your needs',
  },
});

const typesOf = (schema: Schema): readonly unknown[] => {
  const all = schema['anyOf'];
  // Each of a union is a schema.
  return Array.isArray(all) ? (all as readonly Schema[]).flatMap(typesOf) : [schema['type']];
};

const wrongType = (field: string, type: string | undefined, schema: Schema): readonly Trouble[] => {
  if (type === undefined) return [];
  const types = typesOf(schema);
  const fits = types.every((one) => one === type || (type === 'number' && one === 'integer'));
  const is = types.map(String).join(', ');
  const what = {
    ko: `${type}(으)로 읽지만 ${is}입니다`,
    en: `It is read as ${type}, and is ${is}`,
  };
  return fits ? [] : [{ field, what }];
};

const unknownValues = (
  field: string,
  known: readonly string[] | undefined,
  schema: Schema,
): readonly Trouble[] => {
  const values = schema['enum'];
  if (known === undefined || !Array.isArray(values)) return [];
  const odd = values.filter((value) => !known.includes(String(value))).map(String);
  if (odd.length === 0) return [];
  const what = {
    ko: `모르는 값이 올 수 있습니다: ${odd.join(', ')}`,
    en: `It may have values that you do not know: ${odd.join(', ')}`,
  };
  return [{ field, what }];
};

/** What a consumer sends must be taken, and what must be sent must be among it. */
const sendingTroubles = (schema: Schema, need: Need, nearest: Nearest): readonly Trouble[] => {
  const properties = propertiesOf(schema);
  const names = Object.keys(properties);
  const sent = Object.keys(need.fields);
  const missing = [...requiredIn(schema)].filter(
    (name) => !sent.includes(name) && properties[name]?.['readOnly'] !== true,
  );
  return [
    ...sent.flatMap((field): readonly Trouble[] => {
      const is = properties[field];
      if (!is) return [{ field, what: noSuchField(names, field, nearest) }];
      return [
        ...wrongType(field, need.fields[field], is),
        ...refusedValues(field, need.values[field], is),
      ];
    }),
    ...missing.map((field) => ({
      field,
      what: {
        ko: '보내지 않지만 꼭 있어야 합니다',
        en: 'You do not send it, and it must be there',
      },
    })),
  ];
};

const refusedValues = (
  field: string,
  sent: readonly string[] | undefined,
  schema: Schema,
): readonly Trouble[] => {
  const values = schema['enum'];
  if (sent === undefined || !Array.isArray(values)) return [];
  const odd = sent.filter((value) => !values.includes(value));
  if (odd.length === 0) return [];
  const what = {
    ko: `받지 않는 값입니다: ${odd.join(', ')}`,
    en: `These values are not taken: ${odd.join(', ')}`,
  };
  return [{ field, what }];
};

type Life = {
  readonly record: ContractRecord;
  readonly needs: Needs;
  readonly life: string;
  readonly nearest: Nearest;
};

const inLife = (
  { record, needs, life, nearest }: Life,
  known: readonly string[],
): readonly Missing[] => {
  const { consumer } = needs;
  const where = `state ${life}`;
  const states = record.contexts.map((of) => of.states[life]).find((of) => of);
  if (!states) {
    const names = record.contexts.flatMap((of) => Object.keys(of.states));
    return [{ consumer, where, what: noSuchNote(record.business, nearest(life, names)) }];
  }
  const shown = Object.values(states).flatMap(({ status }) => status);
  const odd = known.filter((word) => !shown.includes(word));
  if (odd.length === 0) return [];
  const what = {
    ko: `그런 상태가 없습니다: ${odd.join(', ')}. 있는 것: ${shown.join(', ')}`,
    en: `There is no such status: ${odd.join(', ')}. There are: ${shown.join(', ')}`,
  };
  return [{ consumer, where, what }];
};
