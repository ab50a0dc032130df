// Files as descriptors, as reflection gives them to tools.

import descriptor from 'protobufjs/ext/descriptor.js';
import type {
  ProtoEnum,
  ProtoField,
  ProtoFile,
  ProtoMessage,
  ServiceModel,
} from '../schema/model.ts';
import { jsonNameOf, pascal } from '../schema/names.ts';

type Json = { readonly [member: string]: unknown };

const LABEL_OPTIONAL = 1;
const LABEL_REPEATED = 3;
const TYPE_MESSAGE = 11;
const TYPE_ENUM = 14;
const plainTypes: { readonly [type: string]: number } = {
  double: 1,
  int64: 3,
  int32: 5,
  bool: 8,
  string: 9,
  bytes: 12,
};

type Room = { readonly file: ProtoFile; readonly enums: ReadonlySet<string> };

/** A type by its full name, with what it is. */
const typeOf = ({ file, enums }: Room, type: string): Json => {
  const plain = plainTypes[type];
  if (plain !== undefined) return { type: plain };
  const isEnum = enums.has(type);
  const typeName = type.startsWith('.') ? type : `.${file.package}.${type}`;
  return { type: isEnum ? TYPE_ENUM : TYPE_MESSAGE, typeName };
};

const entryName = ({ name }: ProtoField): string => `${pascal(name)}Entry`;

/** A map is a list of entries, each a message within its message. */
const entryOf = (room: Room, field: ProtoField): Json => ({
  name: entryName(field),
  options: { mapEntry: true },
  field: [
    { name: 'key', number: 1, label: LABEL_OPTIONAL, type: plainTypes['string'], jsonName: 'key' },
    {
      name: 'value',
      number: 2,
      label: LABEL_OPTIONAL,
      jsonName: 'value',
      ...typeOf(room, field.type),
    },
  ],
});

/** Where a field stands among the groups of its message. */
type Groups = { readonly names: readonly string[] };

/** Groups that were written come before those that every optional field has for itself. */
const groupsOf = ({ fields }: ProtoMessage): Groups => {
  const written = new Set(fields.flatMap(({ oneOf }) => (oneOf === undefined ? [] : [oneOf])));
  const own = fields.filter(isOptional).map(({ name }) => `_${name}`);
  return { names: [...written, ...own] };
};

const isOptional = ({ presence, oneOf }: ProtoField): boolean =>
  presence === 'optional' && oneOf === undefined;

const fieldOf = (room: Room, message: ProtoMessage, field: ProtoField): Json => {
  const { name, number, presence, oneOf } = field;
  const isGroup = presence === 'repeated' || presence === 'map';
  const group = isOptional(field) ? `_${name}` : oneOf;
  const entry = `.${room.file.package}.${message.name}.${entryName(field)}`;
  return {
    name,
    number,
    label: isGroup ? LABEL_REPEATED : LABEL_OPTIONAL,
    jsonName: field.jsonName,
    ...(presence === 'map' ? { type: TYPE_MESSAGE, typeName: entry } : typeOf(room, field.type)),
    ...(group === undefined ? {} : { oneofIndex: groupsOf(message).names.indexOf(group) }),
    ...(isOptional(field) ? { proto3Optional: true } : {}),
  };
};

const messageOf = (room: Room, message: ProtoMessage): Json => ({
  name: message.name,
  field: message.fields.map((field) => fieldOf(room, message, field)),
  nestedType: message.fields
    .filter(({ presence }) => presence === 'map')
    .map((field) => entryOf(room, field)),
  oneofDecl: groupsOf(message).names.map((name) => ({ name })),
  reservedRange: message.retired.map(({ number }) => ({ start: number, end: number + 1 })),
});

const enumOf = ({ name, values, retired }: ProtoEnum): Json => ({
  name,
  value: values.map(({ name: value, number }) => ({ name: value, number })),
  reservedRange: retired.map(({ number }) => ({ start: number, end: number })),
});

const serviceOf = ({ file }: Room, { name, methods }: ServiceModel): Json => ({
  name,
  method: methods.map(({ name: method, request, response, isStream, isBoth }) => ({
    name: method,
    inputType: `.${file.package}.${request}`,
    outputType: `.${file.package}.${response}`,
    ...(isStream ? { serverStreaming: true } : {}),
    ...(isBoth ? { clientStreaming: true } : {}),
  })),
});

const optionsOf = ({ options }: ProtoFile): Json =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [jsonNameOf(name), value]));

/** The bytes of a `FileDescriptorProto`. */
export const descriptorOf = (file: ProtoFile): Buffer => {
  const room: Room = { file, enums: new Set(file.enums.map(({ name }) => name)) };
  const { FileDescriptorProto } = descriptor;
  const made = FileDescriptorProto.fromObject({
    name: file.path,
    package: file.package,
    dependency: [...file.imports],
    messageType: file.messages.map((message) => messageOf(room, message)),
    enumType: file.enums.map(enumOf),
    service: file.services.map((service) => serviceOf(room, service)),
    options: optionsOf(file),
    syntax: 'proto3',
  });
  return Buffer.from(FileDescriptorProto.encode(made).finish());
};
