// What the server offers, for tools that ask it: the reflection protocol of gRPC.

import { status } from '@grpc/grpc-js';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { ProtoFile } from '../schema/model.ts';
import { healthFile, reflectionFiles, structFile, timestampFile } from '../schema/well-known.ts';
import { descriptorOf } from '../wire/descriptor.ts';
import { plainCodecOf } from './plain-codec.ts';
import type { Plain } from './plain-codec.ts';

type Library = {
  readonly byPath: ReadonlyMap<string, ProtoFile>;
  /** By every full name that a file declares. */
  readonly bySymbol: ReadonlyMap<string, ProtoFile>;
  readonly services: readonly string[];
};

const symbolsOf = ({ package: of, services, messages, enums }: ProtoFile): readonly string[] => [
  ...services.flatMap(({ name, methods }) => [
    `${of}.${name}`,
    ...methods.map((method) => `${of}.${name}.${method.name}`),
  ]),
  ...messages.flatMap(({ name, fields }) => [
    `${of}.${name}`,
    ...fields.map((field) => `${of}.${name}.${field.name}`),
  ]),
  ...enums.flatMap(({ name, values }) => [
    `${of}.${name}`,
    ...values.map((value) => `${of}.${value.name}`),
  ]),
];

const libraryOf = (own: readonly ProtoFile[]): Library => {
  const files = [...own, healthFile, ...reflectionFiles, structFile, timestampFile];
  return {
    byPath: new Map(files.map((file) => [file.path, file])),
    bySymbol: new Map(
      files.flatMap((file) => symbolsOf(file).map((name) => [name, file] as const)),
    ),
    services: files.flatMap(({ package: of, services }) =>
      services.map(({ name }) => `${of}.${name}`),
    ),
  };
};

const error = (code: status, words: string): Plain => ({
  error_response: { error_code: code, error_message: words },
});

/** A file with all that it imports, as a tool needs them together. */
const withImports = ({ byPath }: Library, file: ProtoFile): readonly ProtoFile[] => [
  file,
  ...file.imports.flatMap((path) => byPath.get(path) ?? []),
];

const answerer = (library: Library) => {
  const bytes = new Map<ProtoFile, Buffer>();
  const bytesOf = (file: ProtoFile): Buffer => {
    const known = bytes.get(file) ?? descriptorOf(file);
    bytes.set(file, known);
    return known;
  };
  const fileAnswer = (file: ProtoFile | undefined, asked: string): Plain => {
    if (!file) return error(status.NOT_FOUND, `There is no ${asked}`);
    const files = withImports(library, file).map(bytesOf);
    return { file_descriptor_response: { file_descriptor_proto: files } };
  };
  const text = (of: unknown): string => (typeof of === 'string' ? of : '');
  return (request: Plain): Plain => {
    if (request['list_services'] !== undefined) {
      const service = library.services.map((name) => ({ name }));
      return { list_services_response: { service } };
    }
    const { file_by_filename: path, file_containing_symbol: symbol } = request;
    if (path !== undefined) return fileAnswer(library.byPath.get(text(path)), text(path));
    if (symbol !== undefined) return fileAnswer(library.bySymbol.get(text(symbol)), text(symbol));
    const { all_extension_numbers_of_type: type } = request;
    if (type === undefined) return error(status.NOT_FOUND, 'There are no extensions');
    if (!library.bySymbol.has(text(type)))
      return error(status.NOT_FOUND, `There is no ${text(type)}`);
    return { all_extension_numbers_response: { base_type_name: type, extension_number: [] } };
  };
};

type Call = ServerDuplexStream<Plain, Plain>;

const REQUEST = 'ServerReflectionRequest';
const RESPONSE = 'ServerReflectionResponse';
const METHOD = 'ServerReflectionInfo';

/** What the server adds for it, once for each version of the protocol. */
export const reflectionServices = (own: readonly ProtoFile[]) => {
  const answer = answerer(libraryOf(own));
  const handle = (call: Call): void => {
    call.on('data', (request: Plain) => {
      const { host = '' } = request;
      call.write({ valid_host: host, original_request: request, ...answer(request) });
    });
    call.on('end', () => call.end());
  };
  return reflectionFiles.map((file) => {
    const codec = plainCodecOf(file);
    return {
      definition: {
        [METHOD]: {
          path: codec.path('ServerReflection', METHOD),
          requestStream: true,
          responseStream: true,
          requestSerialize: codec.write(REQUEST),
          requestDeserialize: codec.read(REQUEST),
          responseSerialize: codec.write(RESPONSE),
          responseDeserialize: codec.read(RESPONSE),
        },
      },
      implementation: { [METHOD]: handle },
    };
  });
};
