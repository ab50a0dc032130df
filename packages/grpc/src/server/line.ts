// A business as it is served over gRPC: its catalogue, its file, and its codecs.

import { businessOf } from '@dure/access';
import type { Business } from '@dure/access';
import type { Host } from '@dure/kernel';
import type { Persona } from '@dure/rehearsal';
import type { ProtoFile, ProtoMethod, ServiceModel } from '../schema/model.ts';
import type { FieldNumbers } from '../schema/numbers.ts';
import { protoOf } from '../schema/proto-of.ts';
import { codecsOf } from '../wire/codec.ts';
import type { Codec } from '../wire/codec.ts';
import type { Problems } from './status.ts';

export type Served = {
  readonly business: Business;
  readonly file: ProtoFile;
  readonly codecOf: (message: string) => Codec;
  readonly problems: Problems;
};

/** One call of a business. */
export type Line = Served & { readonly service: ServiceModel; readonly method: ProtoMethod };

export const servedOf = (
  running: Host,
  brought: { readonly personas: readonly Persona[]; readonly numbers?: FieldNumbers | undefined },
): Served => {
  const { personas, numbers } = brought;
  const { system } = running;
  const { file } = protoOf(system, numbers);
  const codecOf = codecsOf(file, system.timeZone);
  const problems = { package: file.package, codec: codecOf('Problem') };
  return { business: businessOf(running, { personas }), file, codecOf, problems };
};

export const linesOf = (served: Served): readonly Line[] =>
  served.file.services.flatMap((service) =>
    service.methods.map((method) => ({ ...served, service, method })),
  );

/** `/dure.lodging.v1.PlaceService/PlaceReservation` */
export const pathOf = ({ file, service, method }: Line): string =>
  `/${file.package}.${service.name}/${method.name}`;

/** Where a command is called, by its name on the wall. */
export const pathsOfCommands = (served: Served): ReadonlyMap<string, string> =>
  new Map(
    linesOf(served).flatMap((line) => {
      const { does } = line.method;
      return does.is === 'command' ? [[does.type, pathOf(line)] as const] : [];
    }),
  );
