// A client that is made from the text of a `.proto` alone, by a loader that others wrote.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, credentials, Metadata } from '@grpc/grpc-js';
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type {
  MessageTypeDefinition,
  MethodDefinition,
  PackageDefinition,
} from '@grpc/proto-loader';

export type Fields = { readonly [field: string]: unknown };

type Sending = {
  readonly metadata?: { readonly [name: string]: string };
  /** In milliseconds from now. */
  readonly deadlineMs?: number;
};

/** A status that is not OK, with the problem of its details. */
export type Refused = {
  readonly code: number;
  readonly details: string;
  readonly metadata: Metadata;
  readonly problem: Fields | undefined;
};

export type Answered =
  | { readonly is: 'answered'; readonly response: Fields; readonly headers: Metadata }
  | ({ readonly is: 'refused' } & Refused);

export type GrpcClient = {
  /** `PlaceService.PlaceReservation`, with the names of the file. Never rejects for a status. */
  readonly call: (method: string, request: Fields, sending?: Sending) => Promise<Answered>;
  readonly stream: (
    method: string,
    request: Fields,
    sending?: Sending,
  ) => ClientReadableStream<Fields>;
  readonly close: () => void;
};

const written = { keepCase: true, longs: Number, enums: String, defaults: false } as const;

/** The loader reads files, and what they import it has. */
const definitionOf = (text: string, path: string): PackageDefinition => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-proto-'));
  try {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return loadSync(path, { ...written, includeDirs: [folder] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Method = MethodDefinition<object, object>;

const methodIn = (definition: PackageDefinition, of: string, name: string): Method => {
  const [service = '', method = ''] = name.split('.');
  const found = definition[`${of}.${service}`];
  const methods = found as { readonly [name: string]: Method } | undefined;
  if (!methods?.[method]) throw new Error(`There is no ${name}.`);
  return methods[method];
};

const metadataOf = ({ metadata = {} }: Sending): Metadata => {
  const made = new Metadata();
  for (const [name, value] of Object.entries(metadata)) made.set(name, value);
  return made;
};

const optionsOf = ({ deadlineMs }: Sending) =>
  deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };

/** The bytes of the first field with this number, of a message of which no type is known. */
const fieldIn = (bytes: Buffer, wanted: number): Buffer | undefined => {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const length = varint();
    if (tag % 8 !== 2) continue;
    if (Math.floor(tag / 8) === wanted) return bytes.subarray(at, at + length);
    at += length;
  }
  return undefined;
};

/** The problem is what stands first in the details of a `google.rpc.Status`. */
const problemIn = (
  { metadata }: ServiceError,
  problem: MessageTypeDefinition<object, object>,
): Fields | undefined => {
  const [bytes] = metadata.get('grpc-status-details-bin');
  const any = Buffer.isBuffer(bytes) ? fieldIn(bytes, 3) : undefined;
  const value = any && fieldIn(any, 2);
  return value && { ...problem.deserialize(value) };
};

type Dialled = {
  readonly client: Client;
  readonly definition: PackageDefinition;
  readonly package: string;
};

const callOf =
  ({ client, definition, package: of }: Dialled): GrpcClient['call'] =>
  (name, request, sending = {}) => {
    const { path, requestSerialize, responseDeserialize } = methodIn(definition, of, name);
    // The file has such a message.
    const problem = definition[`${of}.Problem`] as MessageTypeDefinition<object, object>;
    const { promise, resolve } = Promise.withResolvers<Answered>();
    let headers = new Metadata();
    const call = client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      metadataOf(sending),
      optionsOf(sending),
      (cause, response = {}) => {
        if (!cause) return resolve({ is: 'answered', response: { ...response }, headers });
        const { code, details, metadata } = cause;
        const found = problemIn(cause, problem);
        return resolve({ is: 'refused', code, details, metadata, problem: found });
      },
    );
    call.on('metadata', (received: Metadata) => (headers = received));
    return promise;
  };

const streamOf =
  ({ client, definition, package: of }: Dialled): GrpcClient['stream'] =>
  (name, request, sending = {}) => {
    const { path, requestSerialize, responseDeserialize } = methodIn(definition, of, name);
    return client.makeServerStreamRequest(
      path,
      requestSerialize,
      (bytes): Fields => ({ ...responseDeserialize(bytes) }),
      request,
      metadataOf(sending),
      optionsOf(sending),
    );
  };

/**
 * @param of the text of the file, where others would import it from, and its package; over TLS the
 * certificate that is trusted.
 */
export const connectTo = (
  address: string,
  of: {
    readonly text: string;
    readonly path: string;
    readonly package: string;
    readonly certificate?: Buffer | undefined;
  },
): GrpcClient => {
  const definition = definitionOf(of.text, of.path);
  const { certificate } = of;
  const channel =
    certificate === undefined ? credentials.createInsecure() : credentials.createSsl(certificate);
  const client = new Client(address, channel);
  const dialled = { client, definition, package: of.package };
  return { call: callOf(dialled), stream: streamOf(dialled), close: () => client.close() };
};
