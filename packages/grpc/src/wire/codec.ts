// Messages of a file from bytes and to bytes, by the names of the wall.

import type protobuf from 'protobufjs';
import type { Mistake } from '@dure/domain';
import type { ProtoEnum, ProtoField, ProtoFile } from '../schema/model.ts';
import { fromStruct, fromValue, toStruct, toValue } from './any.ts';
import type { Row } from './any.ts';
import { fromInstant, toInstant } from './instants.ts';
import type { Instant } from './instants.ts';
import { rootOf } from './root.ts';

/** What was written, by the names of the wall, or what is wrong with it. */
export type Read =
  | { readonly is: 'read'; readonly written: { [field: string]: unknown } }
  | { readonly is: 'invalid'; readonly mistakes: readonly Mistake[] };

export type Codec = {
  readonly read: (bytes: Uint8Array) => Read;
  readonly write: (row: Row) => Buffer;
};

type Place = { readonly path: string; readonly mistakes: Mistake[] };
type FromWire = (value: unknown, place: Place) => unknown;
type ToWire = (value: unknown) => unknown;
type Both = { readonly from: FromWire; readonly to: ToWire };

const notReadable: Read = {
  is: 'invalid',
  mistakes: [
    {
      path: 'message',
      ko: '읽을 수 없는 메시지입니다. 이 서버의 .proto로 만든 클라이언트로 보내 주세요',
      en: 'The message cannot be read. Send it with a client made from the .proto of this server',
    },
  ],
};

const wholeFrom = (value: unknown): unknown => {
  const text = String(value);
  const number = Number(text);
  // What is too large for a number stays text, which the shape refuses.
  return Number.isSafeInteger(number) ? number : text;
};

const wholeTo = (value: unknown): unknown =>
  typeof value === 'number' ? Math.trunc(value) : Number(value);

const same: Both = { from: (value) => value, to: (value) => value };

const notAnInstant = (path: string): Mistake => ({
  path,
  ko: '0001년부터 9999년까지의 시각이어야 합니다',
  en: 'Must be an instant of the years 0001 to 9999',
});

const instantIn = (timeZone: string): Both => ({
  from: (value, { path, mistakes }) => {
    // The library made it from the fields of a Timestamp.
    const iso = fromInstant(value as Instant, timeZone);
    if (iso === undefined) mistakes.push(notAnInstant(path));
    return iso;
  },
  to: toInstant,
});

/** A value that says nothing is as if it were not there; one that is not known is a mistake. */
const choiceOf = ({ name, values }: ProtoEnum): Both => {
  const meanings = new Map(values.map(({ number, means }) => [number, means]));
  const numbers = new Map(values.map(({ number, means }) => [means, number]));
  const known = values.flatMap(({ name: value, means }) => (means === undefined ? [] : [value]));
  const words = known.join(', ');
  return {
    from: (value, { path, mistakes }) => {
      const number = Number(value);
      if (meanings.has(number)) return meanings.get(number);
      mistakes.push({
        path,
        ko: `${number}은(는) ${name}에 없습니다. 다음 중 하나: ${words}`,
        en: `${name} has no ${number}. One of: ${words}`,
      });
      return undefined;
    },
    to: (value) => (typeof value === 'string' ? numbers.get(value) : undefined),
  };
};

const STRUCT = '.google.protobuf.Struct';
const any: Both = { from: fromValue, to: toValue };
const struct: Both = {
  from: fromStruct,
  // What is written as a struct is an object with fields.
  to: (value) => toStruct(value as Row),
};

const plain: { readonly [type: string]: Both } = {
  int64: { from: wholeFrom, to: wholeTo },
  int32: { from: wholeFrom, to: wholeTo },
  string: { from: (value) => value, to: String },
  double: { from: (value) => value, to: Number },
  bool: same,
  '.google.protobuf.Value': any,
  [STRUCT]: struct,
};

type Pair = readonly [name: string, of: unknown];

const mapped = (of: unknown, map: (pair: Pair) => unknown): Row =>
  Object.fromEntries(
    Object.entries(Object(of)).map(([name, value]) => [name, map([name, value])] as const),
  );

const grouped = (presence: ProtoField['presence'], { from, to }: Both): Both => {
  if (presence === 'repeated') {
    return {
      from: (all, { path, mistakes }) =>
        [all].flat().map((one, at) => from(one, { path: `${path}.${at}`, mistakes })),
      to: (all) => (Array.isArray(all) ? all.map(to) : undefined),
    };
  }
  if (presence !== 'map') return { from, to };
  return {
    from: (all, { path, mistakes }) =>
      mapped(all, ([name, one]) => from(one, { path: `${path}.${name}`, mistakes })),
    to: (all) => mapped(all, ([, one]) => to(one)),
  };
};

type Bound = ProtoField & Both;

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : Object.keys(Object(value)).length === 0;

const isGroup = ({ presence }: ProtoField): boolean =>
  presence === 'repeated' || presence === 'map';

const readFields = (fields: readonly Bound[], wire: object, { path, mistakes }: Place) => {
  const written: { [field: string]: unknown } = {};
  for (const { from, ...field } of fields) {
    const value: unknown = Object.hasOwn(wire, field.name) ? Reflect.get(wire, field.name) : null;
    // An empty group is not there: nothing was sent for it.
    if (value === null || (isGroup(field) && isEmpty(value))) continue;
    const at = path === '' ? field.jsonName : `${path}.${field.jsonName}`;
    const read = from(value, { path: at, mistakes });
    if (read !== undefined) written[field.jsonName] = read;
  }
  return written;
};

const writeFields = (fields: readonly Bound[], row: Row): object => {
  const wire: { [field: string]: unknown } = {};
  for (const { name, jsonName, to } of fields) {
    const value = row[jsonName];
    const written = value === undefined || value === null ? undefined : to(value);
    if (written !== undefined) wire[name] = written;
  }
  return wire;
};

type FieldsOf = (message: string) => readonly Bound[];

/** The fields of every message, with how each is read and written; made when they are needed. */
const fieldsIn = (file: ProtoFile, timeZone: string): FieldsOf => {
  const messages = new Map(file.messages.map((message) => [message.name, message]));
  const choices = new Map(file.enums.map((of) => [of.name, choiceOf(of)]));
  const instant = instantIn(timeZone);
  const bothOf = (type: string): Both => {
    if (type === '.google.protobuf.Timestamp') return instant;
    const known = plain[type] ?? choices.get(type);
    if (known) return known;
    return {
      from: (value, place) => readFields(fieldsOf(type), Object(value), place),
      to: (value) => writeFields(fieldsOf(type), Object(value)),
    };
  };
  const fieldsOf: FieldsOf = kept((name) =>
    (messages.get(name)?.fields ?? []).map((field) => ({
      ...field,
      ...grouped(field.presence, bothOf(field.type)),
    })),
  );
  return fieldsOf;
};

/** The codecs of all messages of a file, each made when it is needed first. */
export const codecsOf = (file: ProtoFile, timeZone: string): ((message: string) => Codec) => {
  const root = rootOf(file);
  const fieldsOf = fieldsIn(file, timeZone);
  return kept((name) => {
    const type = root.lookupType(name);
    const fields = fieldsOf(name);
    return {
      read: (bytes) => {
        const mistakes: Mistake[] = [];
        const decoded = decode(type, bytes);
        if (decoded === undefined) return notReadable;
        const written = readFields(fields, decoded, { path: '', mistakes });
        return mistakes.length > 0 ? { is: 'invalid', mistakes } : { is: 'read', written };
      },
      write: (row) => Buffer.from(type.encode(writeFields(fields, row)).finish()),
    };
  });
};

/** Nothing, where the bytes are no such message. */
const decode = (type: protobuf.Type, bytes: Uint8Array): object | undefined => {
  try {
    return type.decode(bytes);
  } catch {
    return undefined;
  }
};

const kept = <T>(make: (name: string) => T): ((name: string) => T) => {
  const made = new Map<string, T>();
  return (name) => {
    const one = made.get(name) ?? make(name);
    made.set(name, one);
    return one;
  };
};
