// Files that others wrote, and that every server of gRPC has: health, reflection, and the types
// that compilers bring along. They are here so that reflection can give them to tools.

import { enumFor, messageOf } from './fixed.ts';
import type { ProtoField, ProtoFile, ProtoMessage, ProtoMethod, ServiceModel } from './model.ts';

type Written = readonly [name: string, number: number, type: string, more?: Partial<ProtoField>];

const fields = (written: readonly Written[]): readonly ProtoField[] =>
  written.map(([name, number, type, more]) => ({
    name,
    jsonName: name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    number,
    type,
    // These files say nothing of presence: what is not sent is as if it were empty.
    presence: 'message',
    comment: '',
    kind: { is: 'any' },
    ...more,
  }));

const message = (name: string, written: readonly Written[]): ProtoMessage => ({
  ...messageOf(name, '', []),
  fields: fields(written),
});

const file = (path: string, of: string, parts: Partial<ProtoFile>): ProtoFile => ({
  path,
  package: of,
  comment: '',
  imports: [],
  options: {},
  services: [],
  messages: [],
  enums: [],
  ...parts,
});

const method = (name: string, more: Partial<ProtoMethod>): ProtoMethod => ({
  name,
  comment: '',
  request: '',
  response: '',
  isStream: false,
  does: { is: 'records' },
  ...more,
});

const service = (name: string, methods: readonly ProtoMethod[]): ServiceModel => ({
  name,
  comment: '',
  context: undefined,
  methods,
});

const valued = (prefix: string, names: readonly string[]) =>
  names.map((name, number) => ({
    name: `${prefix}${name}`,
    number,
    means: undefined,
    comment: '',
  }));

const repeated = { presence: 'repeated' } as const;

export const timestampFile = file('google/protobuf/timestamp.proto', 'google.protobuf', {
  messages: [
    message('Timestamp', [
      ['seconds', 1, 'int64'],
      ['nanos', 2, 'int32'],
    ]),
  ],
});

const inKind = { oneOf: 'kind' } as const;

export const structFile = file('google/protobuf/struct.proto', 'google.protobuf', {
  messages: [
    message('Struct', [['fields', 1, 'Value', { presence: 'map' }]]),
    message('Value', [
      ['null_value', 1, 'NullValue', inKind],
      ['number_value', 2, 'double', inKind],
      ['string_value', 3, 'string', inKind],
      ['bool_value', 4, 'bool', inKind],
      ['struct_value', 5, 'Struct', inKind],
      ['list_value', 6, 'ListValue', inKind],
    ]),
    message('ListValue', [['values', 1, 'Value', repeated]]),
  ],
  enums: [{ ...enumFor('NullValue', '', []), values: valued('', ['NULL_VALUE']) }],
});

export const healthFile = file('grpc/health/v1/health.proto', 'grpc.health.v1', {
  services: [
    service('Health', [
      method('Check', { request: 'HealthCheckRequest', response: 'HealthCheckResponse' }),
      method('Watch', {
        request: 'HealthCheckRequest',
        response: 'HealthCheckResponse',
        isStream: true,
      }),
    ]),
  ],
  messages: [
    message('HealthCheckRequest', [['service', 1, 'string']]),
    message('HealthCheckResponse', [['status', 1, 'ServingStatus']]),
  ],
  enums: [
    {
      ...enumFor('ServingStatus', '', []),
      values: valued('', ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN']),
    },
  ],
});

const asked = { oneOf: 'message_request' } as const;
const answered = { oneOf: 'message_response' } as const;

const reflectionMessages: readonly ProtoMessage[] = [
  message('ServerReflectionRequest', [
    ['host', 1, 'string'],
    ['file_by_filename', 3, 'string', asked],
    ['file_containing_symbol', 4, 'string', asked],
    ['file_containing_extension', 5, 'ExtensionRequest', asked],
    ['all_extension_numbers_of_type', 6, 'string', asked],
    ['list_services', 7, 'string', asked],
  ]),
  message('ExtensionRequest', [
    ['containing_type', 1, 'string'],
    ['extension_number', 2, 'int32'],
  ]),
  message('ServerReflectionResponse', [
    ['valid_host', 1, 'string'],
    ['original_request', 2, 'ServerReflectionRequest'],
    ['file_descriptor_response', 4, 'FileDescriptorResponse', answered],
    ['all_extension_numbers_response', 5, 'ExtensionNumberResponse', answered],
    ['list_services_response', 6, 'ListServiceResponse', answered],
    ['error_response', 7, 'ErrorResponse', answered],
  ]),
  message('FileDescriptorResponse', [['file_descriptor_proto', 1, 'bytes', repeated]]),
  message('ExtensionNumberResponse', [
    ['base_type_name', 1, 'string'],
    ['extension_number', 2, 'int32', repeated],
  ]),
  message('ListServiceResponse', [['service', 1, 'ServiceResponse', repeated]]),
  message('ServiceResponse', [['name', 1, 'string']]),
  message('ErrorResponse', [
    ['error_code', 1, 'int32'],
    ['error_message', 2, 'string'],
  ]),
];

const reflectionFile = (version: string): ProtoFile =>
  file(`grpc/reflection/${version}/reflection.proto`, `grpc.reflection.${version}`, {
    services: [
      service('ServerReflection', [
        method('ServerReflectionInfo', {
          request: 'ServerReflectionRequest',
          response: 'ServerReflectionResponse',
          isStream: true,
          isBoth: true,
        }),
      ]),
    ],
    messages: reflectionMessages,
  });

/** Older tools ask for the former version; both are the same on the wire. */
export const reflectionFiles = ['v1', 'v1alpha'].map(reflectionFile);
