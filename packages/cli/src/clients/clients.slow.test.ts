// Clients that generators of others make from the documents of all businesses compile, and one of
// them books: the programs of the guide, as they stand there.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import { businessNames, documentsOf, rehearsalOf } from '../businesses.ts';
import { openBusinessHost } from '../start/business-host.ts';
import { generators, toolsOf } from './generators.testing.ts';
import { programIn } from './guide.testing.ts';

const DAY_MS = 86_400_000;
const guide = new URL('../../../../docs/guides/generate-a-client.md', import.meta.url);

type Opened = { readonly gateway: Gateway; readonly close: () => Promise<void> };

const opened = async (name: string): Promise<Opened> => {
  const system = await rehearsalOf(name);
  const documents = await documentsOf(name);
  const { running, close } = await openBusinessHost({
    system,
    folder: undefined,
    settings: {},
    isReplay: false,
    withDemo: true,
    logger: { incident: () => {}, happened: () => {}, warn: () => {} },
  });
  const demos = system.demo ? { [name]: system.demo } : {};
  const gateway = await createGateway({
    running,
    port: 0,
    documents: { [name]: documents },
    demos,
  });
  const closeBoth = async (): Promise<void> => {
    await gateway.close();
    await close();
  };
  return { gateway, close: closeBoth };
};

describe('clients from the OpenAPI documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-clients-'));
  let lodging: Opened;
  before(async () => {
    for (const name of businessNames) {
      const business = await opened(name);
      const answer = await fetch(`${business.gateway.url}/${name}/openapi.json`);
      writeFileSync(join(folder, `${name}.json`), await answer.text());
      if (name === 'lodging') lodging = business;
      else await business.close();
    }
  });
  after(async () => {
    await lodging.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const [index, generator] of generators.entries()) {
    it(`are generated, compile and book in ${generator.language}`, async (t) => {
      const tools = await toolsOf(generator);
      if ('missing' in tools) return t.skip(tools.missing);
      const { generate, compile, start, program } = generator;
      await generate(tools.folder, folder, businessNames);
      writeFileSync(join(folder, program), programIn(readFileSync(guide, 'utf8'), program));
      await compile(tools.folder, folder, businessNames);
      const night = new Date(Date.now() + (40 + index) * DAY_MS).toISOString().slice(0, 10);
      const said = await start(tools.folder, folder, [lodging.gateway.url, night]);
      const [orderId = '', again, day, status, rejection] = said.trim().split(' ');
      assert.match(orderId, /^order-\d+$/);
      assert.deepEqual([again, day, status, rejection], [orderId, night, '404', 'UnknownPlace']);
    });
  }
});
