// Messages of a `.proto` file by the names of the wall, for a client that has the file alone.

import type { ProtoField, ProtoFile } from '@dure/grpc';

type Row = { readonly [field: string]: unknown };

export type Messages = {
  /** The service that has a method. */
  readonly serviceOf: (method: string) => string;
  readonly toWire: (method: string, fields: Row) => Row;
  readonly fromWire: (method: string, response: Row) => Row;
};

const INSTANT = '.google.protobuf.Timestamp';
const MS = 1_000;

type Known = {
  readonly fieldsOf: (message: string) => readonly ProtoField[] | undefined;
  readonly valuesOf: (type: string) => ProtoFile['enums'][number]['values'] | undefined;
};

const written = (known: Known, { type }: ProtoField, value: unknown): unknown => {
  const choice = known.valuesOf(type)?.find(({ means }) => means === value);
  if (choice) return choice.name;
  if (type === INSTANT) return { seconds: Date.parse(String(value)) / MS };
  return known.fieldsOf(type) ? rowTo(known, type, { ...Object(value) }) : value;
};

const read = (known: Known, { type }: ProtoField, value: unknown): unknown => {
  const choice = known.valuesOf(type)?.find(({ name }) => name === value);
  if (choice) return choice.means;
  const isMessage = known.fieldsOf(type) !== undefined && !Array.isArray(value);
  return isMessage ? rowFrom(known, type, Object(value)) : value;
};

const rowTo = (known: Known, message: string, row: Row): Row =>
  Object.fromEntries(
    (known.fieldsOf(message) ?? []).flatMap((field) => {
      const value = row[field.jsonName];
      return value === undefined ? [] : [[field.name, written(known, field, value)] as const];
    }),
  );

const rowFrom = (known: Known, message: string, wire: Row): Row =>
  Object.fromEntries(
    (known.fieldsOf(message) ?? []).flatMap((field) => {
      const value = wire[field.name];
      const isThere = value !== undefined && value !== null;
      return isThere ? [[field.jsonName, read(known, field, value)] as const] : [];
    }),
  );

export const messagesOf = (file: ProtoFile): Messages => {
  const methods = new Map(
    file.services.flatMap(({ name, methods: all }) =>
      all.map((method) => [method.name, { ...method, service: name }] as const),
    ),
  );
  const messages = new Map(file.messages.map(({ name, fields }) => [name, fields]));
  const enums = new Map(file.enums.map(({ name, values }) => [name, values]));
  const known: Known = {
    fieldsOf: (message) => messages.get(message),
    valuesOf: (type) => enums.get(type),
  };
  const methodNamed = (name: string) => {
    const found = methods.get(name);
    if (!found) throw new Error(`There is no ${name}.`);
    return found;
  };
  return {
    serviceOf: (method) => methodNamed(method).service,
    toWire: (method, fields) => rowTo(known, methodNamed(method).request, fields),
    fromWire: (method, response) => rowFrom(known, methodNamed(method).response, response),
  };
};
