// The ports of a deployment: no two processes have the same one, and what stands in the way of
// listening is said in words.

import type { Words } from '@dure/domain';
import { UserError } from '../command.ts';
import { nameIn } from './environment.ts';
import { mistake } from './file.ts';
import type { PlaceOf } from './file.ts';

const GATEWAY = 'gateway';
const GRPC = 'gRPC';

type Part = {
  readonly name: string;
  readonly port: number | undefined;
  readonly replicasMax: number;
};

/** The second replica of a context has the next port. */
const portsOf = ({ port, replicasMax }: Part): readonly number[] =>
  port === undefined ? [] : Array.from({ length: replicasMax }, (_, of) => port + of);

/** @throws {UserError} two processes would have the same port. */
export const checkPorts = (
  parts: readonly Part[],
  { port, grpc }: { readonly port?: number | undefined; readonly grpc?: number | undefined },
  placeOf: PlaceOf,
): void => {
  const taken = new Map<number, string>();
  if (port !== undefined) taken.set(port, GATEWAY);
  if (grpc !== undefined) {
    if (grpc === port) throw isTwice(placeOf(['grpc']), grpc, GATEWAY);
    taken.set(grpc, GRPC);
  }
  for (const part of parts) {
    for (const port of portsOf(part)) {
      const other = taken.get(port);
      if (other !== undefined) throw isTwice(placeOf(['contexts', part.name, 'port']), port, other);
      taken.set(port, part.name);
    }
  }
};

const isTwice = (place: string, port: number, other: string): UserError =>
  mistake(place, {
    ko: `${port}번은 ${other}의 포트입니다. 서로 다른 포트를 주세요`,
    en: `is ${port}, which ${other} has. Give them ports of their own`,
  });

type Listening = { readonly name: string; readonly host: string; readonly port: number };

/** What a person can change so that it has another port. */
const elsewhere = (name: string): string =>
  name === GATEWAY ? '--port' : `--port, DURE_PORT_${nameIn(name)}, dure.yaml`;

const taken = ({ name, port }: Pick<Listening, 'name' | 'port'>): Words => ({
  ko: `${name}의 포트 ${port}를 다른 프로그램이 쓰고 있습니다. 다른 포트를 고르세요: ${elsewhere(name)}`,
  en: `Port ${port} of ${name} is in use by another program. Choose another: ${elsewhere(name)}`,
});

const reasons: { readonly [code: string]: (of: Listening) => Words } = {
  EADDRINUSE: taken,
  EACCES: ({ name, port }) => ({
    ko: `${name}의 포트 ${port}를 열 권한이 없습니다. 1024 이상을 고르세요: ${elsewhere(name)}`,
    en: `Opening port ${port} of ${name} is not allowed. Choose 1024 or above: ${elsewhere(name)}`,
  }),
  EADDRNOTAVAIL: ({ host }) => ({
    ko: `이 컴퓨터에는 ${host} 주소가 없습니다. --host로 다른 주소를 고르세요`,
    en: `This machine has no address ${host}. Choose another one with --host`,
  }),
};

/** The words for a port that cannot be opened; the cause itself, where it is something else. */
export const cannotListen = (cause: unknown, of: Listening): unknown => {
  const { code = '' } = Object(cause) as { readonly code?: string }; // What Node throws has a code.
  const words = reasons[code === 'ENOTFOUND' ? 'EADDRNOTAVAIL' : code]?.(of);
  return words ? new UserError(words, 1, { cause }) : cause;
};

/** Another program was found to have the port. */
export const portTaken = (port: number, name: string): UserError =>
  new UserError(taken({ name, port }));
