// What a generator of AsyncAPI itself makes from the document of all businesses compiles, and reads
// what their demos send: in TypeScript, Python and Java, with the program of the guide.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGateway } from '@dure/http';
import { businessNames, rehearsalOf } from '../businesses.ts';
import { openBusinessHost } from '../start/business-host.ts';
import { playSteps } from '../start/demo.ts';
import { makeModels, modelina, readings } from './event-models.testing.ts';
import type { Sent } from './event-models.testing.ts';
import { toolsOf } from './generators.testing.ts';
import { programIn } from './guide.testing.ts';

const guide = new URL('../../../../docs/guides/generate-a-client.md', import.meta.url);
const logger = { incident: () => {}, happened: () => {}, warn: () => {} };
const WAIT_MS = 20;

const opened = async (name: string) => {
  const system = await rehearsalOf(name);
  const options = { folder: undefined, settings: {}, isReplay: false, withDemo: false, logger };
  return { name, system, ...(await openBusinessHost({ system, ...options })) };
};

type Opened = Awaited<ReturnType<typeof opened>>;

type Line = { readonly kind: string; readonly type: string };

/** All that the live wall sends while the demo is played. */
const sentBy = async (of: Opened, url: string): Promise<readonly Line[]> => {
  let expected = 0;
  of.running.listen(() => (expected += 1));
  const gone = new AbortController();
  const { body } = await fetch(`${url}/${of.name}/wall/events`, { signal: gone.signal });
  assert.ok(body);
  const sent: Line[] = [];
  const listening = (async () => {
    let text = '';
    for await (const piece of body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop() ?? '';
      for (const [, data] of blocks.map((block) => /^data: (.*)$/m.exec(block) ?? [])) {
        // A record of the log is sent as an object.
        if (data !== undefined) sent.push(JSON.parse(data) as Line);
      }
    }
  })().catch(() => undefined);
  const { running, clock, system } = of;
  await playSteps({ running, clock, refused: () => {} }, system.demo?.steps(Date.now()) ?? []);
  while (sent.length < expected) await sleep(WAIT_MS);
  gone.abort();
  await listening;
  return sent.filter(({ kind }) => kind === 'event');
};

/** `parcel-pickup` → `ParcelPickup`, as classes are named. */
const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** An instant is one however its offset is written. */
const instants = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, of: unknown) =>
    typeof of === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(of)
      ? new Date(of).toISOString()
      : of,
  );

describe('classes from the AsyncAPI document', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-models-'));
  const sent: Sent[] = [];
  before(async () => {
    const all = await Promise.all(businessNames.map(opened));
    const gateway = await createGateway({ running: all.map(({ running }) => running), port: 0 });
    const document = await fetch(`${gateway.url}/asyncapi.json`);
    writeFileSync(join(folder, 'asyncapi.json'), await document.text());
    for (const of of all) {
      for (const event of await sentBy(of, gateway.url)) {
        sent.push({ name: `${pascal(of.name)}${event.type}`, event });
      }
    }
    writeFileSync(join(folder, 'events.json'), JSON.stringify(sent));
    await gateway.close();
    for (const { close } of all) await close();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('are made, none without a name of its own', async (t) => {
    for (const name of businessNames.map(pascal)) {
      assert.ok(
        sent.some((one) => one.name.startsWith(name)),
        name,
      );
    }
    assert.match(JSON.stringify(sent), /[가-힣]/);
    const tools = await toolsOf(modelina);
    if ('missing' in tools) return t.skip(tools.missing);
    const program = programIn(readFileSync(guide, 'utf8'), 'models.js');
    const made = await makeModels(tools.folder, folder, program);
    assert.deepEqual(
      made.filter((name) => /anonymous/i.test(name)),
      [],
    );
  });

  for (const { tools, read } of readings) {
    const language = tools === modelina ? 'TypeScript' : tools.language;
    it(`read what the demos send in ${language}`, async (t) => {
      const brought = await toolsOf(tools);
      if ('missing' in brought) return t.skip(brought.missing);
      const again = await read(brought.folder, folder, sent);
      assert.deepEqual(instants(again), instants(sent.map(({ event }) => event)));
    });
  }
});
