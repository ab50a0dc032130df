// What tools ask a server of gRPC: whether it serves, and what it has.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Client, credentials, status } from '@grpc/grpc-js';
import type { ClientDuplexStream, ServiceError } from '@grpc/grpc-js';
import descriptor from 'protobufjs/ext/descriptor.js';
import { memoryAudit } from '@dure/access';
import type { AuditLog } from '@dure/access';
import { aStay, open, openPlace } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';
import { healthFile, reflectionFiles } from '../schema/well-known.ts';
import { plainCodecOf } from './plain-codec.ts';
import type { Plain } from './plain-codec.ts';

describe('a server of gRPC', () => {
  let lodging: Opened;
  let client: Client;
  const audit: AuditLog = memoryAudit();
  before(async () => {
    lodging = await open('lodging', { audit });
    client = new Client(lodging.address, credentials.createInsecure());
  });
  after(async () => {
    client.close();
    await lodging.close();
  });

  const health = plainCodecOf(healthFile);
  const check = (service: string): Promise<Plain | ServiceError> =>
    new Promise((resolve) => {
      client.makeUnaryRequest(
        health.path('Health', 'Check'),
        health.write('HealthCheckRequest'),
        health.read('HealthCheckResponse'),
        { service },
        (cause, response = {}) => resolve(cause ?? response),
      );
    });

  it('says that it serves, as a whole and each service', async () => {
    assert.deepEqual(await check(''), { status: 1 });
    assert.deepEqual(await check('dure.lodging.v1.PlaceService'), { status: 1 });
    assert.equal(((await check('nobody')) as ServiceError).code, status.NOT_FOUND);
  });

  const ask = async (version: number, request: Plain): Promise<Plain> => {
    const [first, second] = reflectionFiles;
    const file = version === 0 ? first : second;
    assert.ok(file);
    const codec = plainCodecOf(file);
    const stream: ClientDuplexStream<Plain, Plain> = client.makeBidiStreamRequest(
      codec.path('ServerReflection', 'ServerReflectionInfo'),
      codec.write('ServerReflectionRequest'),
      codec.read('ServerReflectionResponse'),
    );
    stream.write(request);
    const [answer] = (await once(stream, 'data')) as [Plain];
    stream.end();
    return answer;
  };

  for (const [version, name] of [
    [0, 'v1'],
    [1, 'v1alpha'],
  ] as const) {
    it(`lists its services by reflection ${name}`, async () => {
      const { list_services_response: listed } = await ask(version, { list_services: '' });
      const { service } = listed as { service: readonly { readonly name: string }[] };
      const names = service.map((of) => of.name);
      assert.ok(names.includes('dure.lodging.v1.PlaceService'));
      assert.ok(names.includes('grpc.health.v1.Health'));
    });
  }

  it('gives the file of a symbol with all that it imports', async () => {
    const symbol = 'dure.lodging.v1.PlaceReservationRequest';
    const { file_descriptor_response: found } = await ask(0, { file_containing_symbol: symbol });
    const { file_descriptor_proto: files } = found as { file_descriptor_proto: readonly Buffer[] };
    const names = files.map((of) => Reflect.get(descriptor.FileDescriptorProto.decode(of), 'name'));
    assert.deepEqual(names, [
      'dure/lodging/v1/lodging.proto',
      'google/protobuf/struct.proto',
      'google/protobuf/timestamp.proto',
    ]);
    const { error_response: missing } = await ask(0, { file_containing_symbol: 'no.such.Thing' });
    assert.equal((missing as { error_code: number }).error_code, status.NOT_FOUND);
  });

  it('notes who did what, and what came of it', async () => {
    await openPlace(lodging);
    const { key } = await lodging.done(
      'PlaceService.PlaceReservation',
      aStay,
      'Customer:customer-2',
    );
    await lodging.refused('PlaceService.PlaceReservation', { ...aStay, place_id: 'place-9' });
    const { entries } = await audit.page({ what: 'PlaceReservation' }, { limit: 10 });
    const noted = entries.map(({ actor, subject, of, outcome, via }) => ({
      actor,
      subject,
      of,
      outcome,
      via,
    }));
    assert.partialDeepStrictEqual(noted, [
      { outcome: 'UnknownPlace', via: 'grpc' },
      { actor: 'Customer', subject: 'customer-2', of: key, outcome: 'done', via: 'grpc' },
    ]);
  });
});
