// Messages of files that others wrote, by the names that these files have.

import type protobuf from 'protobufjs';
import type { ProtoFile } from '../schema/model.ts';
import { rootOf } from '../wire/root.ts';

export type Plain = { readonly [field: string]: unknown };

export type PlainCodec = {
  readonly path: (service: string, method: string) => string;
  readonly read: (message: string) => (bytes: Buffer) => Plain;
  readonly write: (message: string) => (of: Plain) => Buffer;
};

export const plainCodecOf = (file: ProtoFile): PlainCodec => {
  const root = rootOf(file);
  const typeOf = (message: string): protobuf.Type => root.lookupType(message);
  return {
    path: (service, method) => `/${file.package}.${service}/${method}`,
    read: (message) => {
      const type = typeOf(message);
      return (bytes) => type.toObject(type.decode(bytes), { longs: Number });
    },
    write: (message) => {
      const type = typeOf(message);
      return (of) => Buffer.from(type.encode(of).finish());
    },
  };
};
