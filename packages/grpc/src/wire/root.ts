// The types of a file as the library has them that reads and writes bytes.

import protobuf from 'protobufjs';
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage } from '../schema/model.ts';

const fieldJson = ({ number, presence, type }: ProtoField): protobuf.IField => {
  if (presence === 'map') {
    const map: protobuf.IMapField = { keyType: 'string', type, id: number };
    return map;
  }
  return { type, id: number, ...(presence === 'repeated' ? { rule: 'repeated' } : {}) };
};

const messageJson = ({ fields }: ProtoMessage): protobuf.IType => ({
  fields: Object.fromEntries(fields.map((field) => [field.name, fieldJson(field)])),
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
