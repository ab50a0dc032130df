// Whether the server serves, and each of its services: the health protocol of gRPC.

import { status } from '@grpc/grpc-js';
import type { sendUnaryData, ServerUnaryCall, ServerWritableStream } from '@grpc/grpc-js';
import { readinessOf } from '@dure/access';
import type { Kernel } from '@dure/kernel';
import { healthFile } from '../schema/well-known.ts';
import { plainCodecOf } from './plain-codec.ts';
import type { Plain } from './plain-codec.ts';
import type { Served } from './line.ts';

const LOOK_MS = 1_000;
const SERVING = 1;
const NOT_SERVING = 2;
const SERVICE_UNKNOWN = 3;

type Look = (service: string) => Promise<number>;

const kernelsOf = ({ business }: Served): readonly Kernel[] =>
  Object.values(business.running.kernels);

/** The contexts of every service, by its full name; of all of them, where none is named. */
const kernelsByService = (all: readonly Served[]): ReadonlyMap<string, readonly Kernel[]> => {
  const named = all.flatMap((served) =>
    served.file.services.map(({ name, context }): [string, readonly Kernel[]] => {
      const own = kernelsOf(served).filter(({ context: of }) => of.name === context);
      return [`${served.file.package}.${name}`, context === undefined ? kernelsOf(served) : own];
    }),
  );
  return new Map([['', all.flatMap(kernelsOf)], ...named]);
};

const lookAt = (all: readonly Served[], isClosing: () => boolean): Look => {
  const services = kernelsByService(all);
  return async (service) => {
    const kernels = services.get(service);
    if (!kernels) return SERVICE_UNKNOWN;
    if (isClosing()) return NOT_SERVING;
    const states = await Promise.all(kernels.map(readinessOf));
    return states.every((state) => state !== 'down') ? SERVING : NOT_SERVING;
  };
};

const nameIn = (request: Plain): string => {
  const { service = '' } = request;
  return typeof service === 'string' ? service : '';
};

const check =
  (look: Look) =>
  ({ request }: ServerUnaryCall<Plain, Plain>, callback: sendUnaryData<Plain>): void => {
    const service = nameIn(request);
    void look(service).then((now) => {
      if (now !== SERVICE_UNKNOWN) return callback(null, { status: now });
      return callback({ code: status.NOT_FOUND, details: `There is no service ${service}` });
    });
  };

/** Sends how it is, and then what has become of it. */
const watch =
  (look: Look) =>
  (call: ServerWritableStream<Plain, Plain>): void => {
    const service = nameIn(call.request);
    let before: number | undefined;
    const see = async (): Promise<void> => {
      const now = await look(service);
      // Whoever does not read is told how it is when they do.
      if (now === before || call.writableLength > 0 || call.cancelled) return;
      before = now;
      call.write({ status: now });
    };
    const timer = setInterval(() => void see(), LOOK_MS).unref();
    const over = (): void => clearInterval(timer);
    call.on('cancelled', over).on('close', over);
    void see();
  };

/** What the server adds for it. */
export const healthService = (all: readonly Served[], isClosing: () => boolean) => {
  const codec = plainCodecOf(healthFile);
  const look = lookAt(all, isClosing);
  const common = {
    requestStream: false,
    requestSerialize: codec.write('HealthCheckRequest'),
    requestDeserialize: codec.read('HealthCheckRequest'),
    responseSerialize: codec.write('HealthCheckResponse'),
    responseDeserialize: codec.read('HealthCheckResponse'),
  };
  return {
    definition: {
      Check: { ...common, path: codec.path('Health', 'Check'), responseStream: false },
      Watch: { ...common, path: codec.path('Health', 'Watch'), responseStream: true },
    },
    implementation: { Check: check(look), Watch: watch(look) },
  };
};
