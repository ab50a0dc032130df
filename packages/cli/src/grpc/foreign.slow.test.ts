// Clients that others make from the `.proto` files alone compile for all businesses, and book a
// stay and follow its case: the programs of the guide, as they stand there. grpcurl does so by
// reflection, without any file.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TestContext } from 'node:test';
import { createGrpcServer, protoOf, protoText } from '@dure/grpc';
import type { GrpcServer } from '@dure/grpc';
import { connectTo } from '@dure/grpc/client';
import { businessNames, rehearsalOf, shippedBusiness } from '../businesses.ts';
import { toolsOf } from '../clients/generators.testing.ts';
import type { Generator } from '../clients/generators.testing.ts';
import { openBusinessHost } from '../start/business-host.ts';
import type { BusinessHost } from '../start/business-host.ts';
import { recordedNumbers } from '../wall/field-numbers.ts';
import { go, grpcurl, putProto, python } from './compilers.testing.ts';

const DAY_MS = 86_400_000;
const guide = new URL('../../../../docs/guides/generate-a-grpc-client.md', import.meta.url);

/** A program as the guide prints it. */
const programIn = (page: string, file: string): string => {
  const [, text] = page.split(`<!-- file ${file} -->`)[1]?.split(/^```.*$/m) ?? [];
  assert.ok(text, `The guide does not print ${file}.`);
  return text.trimStart();
};

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** What a machine lacks is skipped by its name; where all of it is promised, that is a failure. */
const brought = async (t: TestContext, of: Generator): Promise<string | undefined> => {
  const tools = await toolsOf(of);
  if ('folder' in tools) return tools.folder;
  assert.ok(process.env['CI'] === undefined, tools.missing);
  t.skip(tools.missing);
  return undefined;
};

const protoFor = async (name: string) => {
  const { file } = protoOf(
    await shippedBusiness(name).load(),
    recordedNumbers(shippedBusiness(name)),
  );
  return { ...file, text: protoText(file) };
};

describe('clients of gRPC that others make', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-grpc-clients-'));
  let host: BusinessHost;
  let server: GrpcServer;
  before(async () => {
    for (const name of businessNames) putProto(folder, await protoFor(name));
    host = await openBusinessHost({
      system: await rehearsalOf('lodging'),
      folder: undefined,
      settings: {},
      isReplay: false,
      withDemo: false,
      logger: { incident: () => {}, happened: () => {}, warn: () => {} },
    });
    const numbers = { lodging: recordedNumbers(shippedBusiness('lodging')) };
    server = await createGrpcServer({ running: host.running, port: 0, numbers });
    const client = connectTo(`127.0.0.1:${server.port}`, await protoFor('lodging'));
    await client.call('PlaceService.RegisterPlace', {
      place_id: 'place-1',
      place_nm: '바다집',
      owner_id: 'owner-1',
      price_per_night: 90_000,
      instant_confirmation: true,
    });
    await client.call('ManagementService.OpenStock', { place_id: 'place-1', stock: 50 });
    client.close();
  });
  after(async () => {
    await server.close();
    await host.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [index, compiler] of [python, go].entries()) {
    it(`compile and book in ${compiler.language}`, async (t) => {
      const tools = await brought(t, compiler);
      if (tools === undefined) return;
      const { generate, compile, start, program } = compiler;
      await generate(tools, folder, businessNames);
      writeFileSync(join(folder, program), programIn(readFileSync(guide, 'utf8'), program));
      await compile(tools, folder, businessNames);
      const night = dayIn(40 + index);
      const said = await start(tools, folder, [`127.0.0.1:${server.port}`, night]);
      const [orderId = '', again, day, state, code = '', rejection] = said.trim().split(' ');
      assert.match(orderId, /^order-\d+$/);
      assert.deepEqual([again, day, state], [orderId, night, 'ACCOMMODATION_STATE_BOOKED']);
      assert.deepEqual(
        [code.replace('_', '').toLowerCase(), rejection],
        ['notfound', 'UnknownPlace'],
      );
    });
  }

  it('need no file with grpcurl: it lists by reflection, and books', async (t) => {
    const tools = await brought(t, grpcurl);
    if (tools === undefined) return;
    const address = `127.0.0.1:${server.port}`;
    const ask = (...args: readonly string[]) =>
      runGrpcurl(tools, folder, [...args.slice(0, -1), address, ...args.slice(-1)]);
    const services = (await ask('list')).trim().split('\n');
    assert.ok(services.includes('dure.lodging.v1.PlaceService'));
    assert.ok(services.includes('grpc.health.v1.Health'));
    const night = dayIn(50);
    const stay = { placeId: '1', usrId: '2', strDt: night, endDt: dayIn(51), qty: 1 };
    const method = 'dure.lodging.v1.PlaceService/PlaceReservation';
    const booked = JSON.parse(await ask('-d', JSON.stringify(stay), method)) as {
      readonly key: string;
      readonly data: { readonly strDt: string; readonly amount: string };
    };
    assert.match(booked.key, /^order-\d+$/);
    assert.deepEqual([booked.data.strDt, booked.data.amount], [night, '90000']);
  });
});

const runGrpcurl = (tools: string, folder: string, args: readonly string[]): Promise<string> =>
  grpcurl.start(tools, folder, args as readonly [string, string]);
