// The types of a file as the library has them that reads and writes bytes.

import protobuf from 'protobufjs';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage } from '../schema/model.ts';

const fieldJson = ({ number, presence, type }: ProtoField): protobuf.IField => {
  if (presence === 'map') {
    const map: protobuf.IMapField = { keyType: 'string', type, id: number };
    return map;
  }
  const options = presence === 'optional' ? { options: { proto3_optional: true } } : {};
  return { type, id: number, ...options, ...(presence === 'repeated' ? { rule: 'repeated' } : {}) };
};

/** Without a group of its own the library would leave out what is 0, false or empty. */
const groupsIn = (fields: readonly ProtoField[]): { [group: string]: protobuf.IOneOf } => {
  const named = fields.flatMap(({ name, presence, oneOf }) => {
    if (oneOf !== undefined) return [{ name, group: oneOf }];
    return presence === 'optional' ? [{ name, group: `_${name}` }] : [];
  });
  const groups = Object.entries(Object.groupBy(named, ({ group }) => group));
  return Object.fromEntries(
    groups.map(([group, of = []]) => [group, { oneof: of.map(({ name }) => name) }]),
  );
};

const messageJson = ({ fields }: ProtoMessage): protobuf.IType => ({
  fields: Object.fromEntries(fields.map((field) => [field.name, fieldJson(field)])),
  oneofs: groupsIn(fields),
});

const enumJson = ({ values }: ProtoEnum): protobuf.IEnum => ({
  values: Object.fromEntries(values.map(({ name, number }) => [name, number])),
});

/** The types that every compiler brings along. */
const wellKnown = ['google/protobuf/timestamp.proto', 'google/protobuf/struct.proto'];

type Named = { readonly name: string };

const byName = <T extends Named, J>(all: readonly T[], json: (of: T) => J) =>
  Object.fromEntries(all.map((of) => [of.name, json(of)]));

/** Nested by the parts of the package. */
export const rootOf = (file: ProtoFile): protobuf.Namespace => {
  const root = new protobuf.Root();
  for (const path of wellKnown) {
    const known = protobuf.common.get(path);
    if (known?.nested) root.addJSON(known.nested);
  }
  const own = root.define(file.package);
  own.addJSON({ ...byName(file.messages, messageJson), ...byName(file.enums, enumJson) });
  root.resolveAll();
  return own;
};
