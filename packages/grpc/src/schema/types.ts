// Collects the messages and enums of a file, with their numbers, as the wall's notes are read.

import type { Kind } from './kinds.ts';
import { isSameKind } from './kinds.ts';
import type { Presence, ProtoEnum, ProtoField, ProtoMessage, Retired } from './model.ts';
import { jsonNameOf, lowerSnake, pascal, upperSnake } from './names.ts';
import { assign, fieldRule, valueRule } from './numbers.ts';
import type { FieldNumbers, NumberGroup } from './numbers.ts';
import { checkNames } from './refused.ts';

export type WantedField = {
  /** Its name on the wall. */
  readonly name: string;
  readonly kind: Kind;
  readonly comment: string;
  /** The type, where it is not made for the kind: a message or an enum that is there already. */
  readonly type?: string;
};

export type WantedValue = {
  readonly means: string;
  /** Behind the prefix of its enum. */
  readonly name: string;
  readonly comment: string;
};

const plainTypes: { readonly [is in Kind['is']]?: string } = {
  text: 'string',
  whole: 'int64',
  number: 'double',
  truth: 'bool',
  instant: '.google.protobuf.Timestamp',
  any: '.google.protobuf.Value',
};

const presences: { readonly [is in Kind['is']]?: Presence } = {
  list: 'repeated',
  byName: 'map',
  instant: 'message',
  object: 'message',
  any: 'message',
};

const innerOf = (kind: Kind): Kind => (kind.is === 'list' || kind.is === 'byName' ? kind.of : kind);

const retiredIn = ({ retired = {} }: NumberGroup): readonly Retired[] =>
  Object.entries(retired).map(([number, name]) => ({ number: Number(number), name }));

/** As the record has a field: `string`, `repeated string`. */
const recordedAs = (presence: Presence, type: string): string =>
  presence === 'repeated' || presence === 'map' ? `${presence} ${type}` : type;

export class Types {
  readonly #recorded: FieldNumbers;
  readonly #kinds = new Map<string, Kind>();
  readonly #messages = new Map<string, ProtoMessage>();
  readonly #enums = new Map<string, ProtoEnum>();
  readonly #messageNumbers: { [name: string]: NumberGroup } = {};
  readonly #enumNumbers: { [name: string]: NumberGroup } = {};
  /** Top-level names, with where they come from. */
  readonly names: { readonly name: string; readonly from: string }[] = [];

  constructor(recorded: FieldNumbers) {
    this.#recorded = recorded;
  }

  get messages(): readonly ProtoMessage[] {
    return [...this.#messages.values()];
  }

  get enums(): readonly ProtoEnum[] {
    return [...this.#enums.values()];
  }

  /** What the record is to be from now on: nothing that was in it is forgotten. */
  get numbers(): FieldNumbers {
    const { messages, enums } = this.#recorded;
    return {
      messages: { ...messages, ...this.#messageNumbers },
      enums: { ...enums, ...this.#enumNumbers },
    };
  }

  /** A message that every file has, with the numbers that it always has. */
  fixed(message: ProtoMessage): void {
    this.#messages.set(message.name, message);
    this.names.push({ name: message.name, from: `gRPC ${message.name}` });
  }

  fixedEnum(of: ProtoEnum): void {
    this.#enums.set(of.name, of);
    this.names.push({ name: of.name, from: `gRPC ${of.name}` });
  }

  /** A message with the fields of a note, a row or a value object. */
  message(
    of: { readonly name: string; readonly from: string; readonly comment: string },
    wanted: readonly WantedField[],
  ): string {
    const { name, from, comment } = of;
    this.names.push({ name, from });
    const drawn = wanted.map((field) => this.#drawn(name, field));
    checkNames(
      from,
      drawn.map((field) => ({ name: field.name, from: `field ${field.jsonName}` })),
    );
    const { numbers, group } = assign(
      this.#recorded.messages[name] ?? {},
      drawn.map(({ name: key, presence, type }) => ({ key, is: recordedAs(presence, type) })),
      fieldRule,
    );
    this.#messageNumbers[name] = group;
    const fields = drawn.map((field) => ({
      ...field,
      number: numbers.get(field.name)?.number ?? 0,
    }));
    this.#messages.set(name, { name, comment, fields, retired: retiredIn(group) });
    return name;
  }

  /** An enum, whose first value says nothing. */
  enum(
    of: { readonly name: string; readonly from: string; readonly comment: string },
    wanted: readonly WantedValue[],
  ): string {
    const { name, from, comment } = of;
    this.names.push({ name, from });
    const prefix = upperSnake(name);
    const { numbers, group } = assign(
      this.#recorded.enums[name] ?? {},
      wanted.map(({ means, name: value }) => ({ key: means, is: `${prefix}_${value}` })),
      valueRule,
    );
    this.#enumNumbers[name] = group;
    const nothing = { name: `${prefix}_UNSPECIFIED`, number: 0, means: undefined };
    const values = wanted.map(({ means, comment: words }) => {
      const { number = 0, is = '' } = numbers.get(means) ?? {};
      return { name: is, number, means, comment: words };
    });
    this.#enums.set(name, {
      name,
      comment,
      values: [{ ...nothing, comment: '말하지 않음 / Not said.' }, ...values],
      retired: retiredIn(group),
    });
    return name;
  }

  #drawn(owner: string, { name, kind, comment, type }: WantedField): ProtoField {
    return {
      name: lowerSnake(name),
      jsonName: name,
      number: 0,
      presence: presences[kind.is] ?? 'optional',
      type: type ?? this.#typeOf(owner, { name, comment }, innerOf(kind)),
      comment,
      kind,
    };
  }

  #typeOf(
    owner: string,
    { name: field, comment }: Pick<WantedField, 'name' | 'comment'>,
    kind: Kind,
  ): string {
    const plain = plainTypes[kind.is];
    if (plain !== undefined) return plain;
    const name = this.#nameFor(owner, field, kind);
    if (this.#kinds.has(name)) return name;
    this.#kinds.set(name, kind);
    const of = { name, from: `field ${field}`, comment };
    if (kind.is === 'choice') {
      const values = kind.values.map((means) => ({
        means,
        name: upperSnake(means),
        comment: means,
      }));
      return this.enum(of, values);
    }
    const fields = kind.is === 'object' ? Object.entries(kind.fields) : [];
    return this.message(
      of,
      fields.map(([inner, innerKind]) => ({ name: inner, kind: innerKind, comment: inner })),
    );
  }

  /** Fields of one name that have the same values share a type; others have one of their own. */
  #nameFor(owner: string, field: string, kind: Kind): string {
    const shared = pascal(field);
    const known = this.#kinds.get(shared);
    const isTaken = known
      ? !isSameKind(known, kind)
      : this.names.some(({ name }) => name === shared);
    return isTaken ? `${owner}${shared}` : shared;
  }
}

/** Whether the name in JSON follows from that of the field, so that it need not be said. */
export const hasOwnJsonName = ({ name, jsonName }: ProtoField): boolean =>
  jsonNameOf(name) !== jsonName;
