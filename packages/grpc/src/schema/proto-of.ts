// The `.proto` of a business, made from its wall: a service for each context, a call for each
// command that people send and for each view that they read.

import { inBoth } from './words.ts';
import { CASE_SERVICE, caseService } from './case-service.ts';
import { caseMessages, fixedEnums, fixedMessages, previewMessages } from './fixed.ts';
import type { ProtoFile, ServiceModel } from './model.ts';
import { lowerSnake, pascal } from './names.ts';
import { noNumbers } from './numbers.ts';
import type { FieldNumbers } from './numbers.ts';
import { checkNames } from './refused.ts';
import { previewService } from './preview-service.ts';
import { addStates, serviceOf } from './service-of.ts';
import { Types } from './types.ts';
import type { System } from '@dure/domain';

const VERSION = 'v1';

export type Proto = {
  readonly file: ProtoFile;
  /** The record as it is with this file: what was recorded, and what is new. */
  readonly numbers: FieldNumbers;
};

const importsOf = ({ messages }: Types): readonly string[] => {
  const types = new Set(messages.flatMap(({ fields }) => fields.map(({ type }) => type)));
  const needs = (name: string, file: string) =>
    types.has(`.google.protobuf.${name}`) ? [file] : [];
  return [
    ...new Set([
      ...needs('Struct', 'google/protobuf/struct.proto'),
      ...needs('Value', 'google/protobuf/struct.proto'),
      ...needs('Timestamp', 'google/protobuf/timestamp.proto'),
    ]),
  ];
};

const checkFile = (system: System, types: Types, services: readonly ServiceModel[]): void => {
  checkNames(system.name, [
    ...types.names,
    ...services.map(({ name, context }) => ({ name, from: `context ${context ?? CASE_SERVICE}` })),
  ]);
  checkNames(
    system.name,
    types.enums.flatMap(({ name, values }) =>
      values.map((value) => ({ name: value.name, from: `${name} ${value.means ?? ''}` })),
    ),
  );
  for (const { name, methods } of services) {
    checkNames(
      `${system.name} ${name}`,
      methods.map((method) => ({ name: method.name, from: method.comment })),
    );
  }
};

const optionsOf = (file: string, of: string): ProtoFile['options'] => ({
  go_package: `dure/${of}/${VERSION};${of.replaceAll('_', '')}${VERSION}`,
  java_multiple_files: true,
  java_outer_classname: `${pascal(file)}Proto`,
  java_package: `dure.${of}.${VERSION}`,
});

/**
 * The file of a business.
 * @param recorded the numbers that were given before; those of them that are still wanted stay.
 * @throws {NamesCollide} two names of the wall are one identifier in ASCII.
 */
export const protoOf = (system: System, recorded: FieldNumbers = noNumbers): Proto => {
  const types = new Types(recorded);
  const own = lowerSnake(system.name);
  for (const of of fixedEnums) types.fixedEnum(of);
  for (const message of [...fixedMessages, ...caseMessages, ...previewMessages])
    types.fixed(message);
  for (const context of system.contexts) addStates(types, system, context);
  const services = system.contexts.flatMap((context) => serviceOf(types, system, context) ?? []);
  const all = [...services, caseService, previewService];
  checkFile(system, types, all);
  const file: ProtoFile = {
    path: `dure/${own}/${VERSION}/${own}.proto`,
    package: `dure.${own}.${VERSION}`,
    comment: inBoth(system.label),
    imports: importsOf(types),
    options: optionsOf(own, own),
    services: all,
    messages: types.messages,
    enums: types.enums,
  };
  return { file, numbers: types.numbers };
};
