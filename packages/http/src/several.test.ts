// Several businesses behind one gateway.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rehearsal } from '@dure/lodging/rehearsal';
import { runEmbedded } from '@dure/embedded';
import type { Host } from '@dure/kernel';
import { memoryStore } from '@dure/store-memory';
import { createGateway } from './index.ts';
import type { Gateway } from './index.ts';
import { Library, libraryBrings } from './library.testing.ts';

describe('several businesses', () => {
  let all: readonly Host[] = [];
  let gateway: Gateway;
  before(async () => {
    const systems = [Library, rehearsal];
    const storeOf = () => memoryStore();
    all = await Promise.all(systems.map((system) => runEmbedded({ system, storeOf })));
    gateway = await createGateway({ running: all, port: 0, ...libraryBrings() });
  });
  after(async () => {
    await gateway.close();
    await Promise.all(all.map((running) => running.stop()));
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${gateway.url}${path}`, { headers });
    return { status: answer.status, text: await answer.text() };
  };

  it('are each below their name, and none is at the root', async () => {
    assert.equal((await get('/library/loans')).status, 200);
    assert.equal((await get('/lodging/accommodations')).status, 200);
    assert.equal((await get('/loans')).status, 404);
    assert.match((await get('/loans')).text, /\/library\/loans/);
  });

  it('are found from the first page', async () => {
    const page = await get('/', { accept: 'text/html', 'accept-language': 'ko' });
    assert.match(page.text, /도서관[\s\S]*숙박 예약/);
    assert.match(
      page.text,
      /<a class="window" href="\/lodging"[^>]*>\s*<img[^>]* src="\/lodging\/wall/,
    );
    assert.match(page.text, /숙소·예약 · 결제/);
    const links = JSON.parse((await get('/')).text) as { _links: Record<string, unknown> };
    assert.deepEqual(links._links['lodging'], { href: '/lodging' });
  });

  it('are in one document together, and in one each', async () => {
    const pathsIn = async (path: string) =>
      Object.keys((JSON.parse((await get(path)).text) as { paths: object }).paths);
    const together = await pathsIn('/openapi.json');
    assert.ok(together.includes('/library/loans') && together.includes('/lodging/places'));
    assert.ok(
      (await pathsIn('/lodging/openapi.json')).every((path) => path.startsWith('/lodging')),
    );
    assert.match((await get('/docs/start.js')).text, /\/lodging\/openapi\.json/);
  });

  it('are ready when each of them is', async () => {
    const ready = JSON.parse((await get('/health/ready')).text) as { businesses: object };
    assert.deepEqual(Object.keys(ready.businesses), ['library', 'lodging']);
  });
});

describe('the name of a business', () => {
  const opened = async (name: string): Promise<{ gateway: Gateway; running: Host }> => {
    const running = await runEmbedded({
      system: { ...Library, name },
      storeOf: () => memoryStore(),
    });
    const gateway = createGateway({ running, port: 0, ...libraryBrings() });
    return gateway.then(
      (open) => ({ gateway: open, running }),
      async (cause: unknown) => {
        await running.stop();
        throw cause;
      },
    );
  };

  it('may be that of one of its views, which is then below it alone', async () => {
    const { gateway, running } = await opened('loans');
    const get = async (path: string, accept: string): Promise<[number, string]> => {
      const answer = await fetch(`${gateway.url}${path}`, { headers: { accept } });
      return [answer.status, await answer.text()];
    };
    const [found, page] = await get('/loans', 'text/html');
    assert.equal(found, 200);
    assert.match(page, /<html/);
    assert.equal((await get('/loans/loans', 'application/json'))[0], 200);
    await gateway.close();
    await running.stop();
  });

  for (const name of ['docs', 'session', 'metrics', 'health', 'assets'])
    it(`is none of the gateway's own: ${name}`, async () => {
      await assert.rejects(opened(name), {
        name: 'CannotListen',
        why: 'nameTaken',
        message: new RegExp(`/${name} of the gateway itself. Give it another name`),
      });
    });
});
