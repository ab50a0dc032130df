// Browsers get the pages that run in them; everyone else gets what they got before.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const script = 'console.log(1)';
const shell = '<script src="./assets/main-1.js"></script>';

const bundleIn = (folder: string): string => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), shell);
  writeFileSync(join(folder, 'worker.js'), script);
  writeFileSync(join(folder, 'assets/main-1.js'), script);
  writeFileSync(join(folder, 'assets/main-1.js.gz'), gzipSync(script));
  return folder;
};

const browser = {
  accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

describe('a gateway with pages for browsers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-pages-'));
  let [library, behindProxy]: (OpenLibrary | undefined)[] = [];
  before(async () => {
    const pages = bundleIn(folder);
    library = await openLibrary({ pages });
    behindProxy = await openLibrary({ pages, publicUrl: 'http://localhost/dure' });
  });
  after(async () => {
    await library?.close();
    await behindProxy?.close();
    rmSync(folder, { recursive: true });
  });

  type Sent = {
    readonly path: string;
    readonly headers?: object;
    readonly of?: OpenLibrary | undefined;
  };

  /** Past `fetch`, which says by itself where it comes from. */
  const get = async ({ path, headers = browser, of = library }: Sent) => {
    const sent = request(`${of?.url}${path}`, { headers: { ...headers } }).end();
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  };

  const textAt = async (sent: Sent): Promise<string> => (await get(sent)).body.toString();

  it('sends the shell where a browser opens a page, with a strict policy', async () => {
    for (const path of ['/', '/library', '/library/loans', '/library/nothing/at/all']) {
      const { status, headers, body } = await get({ path });
      assert.deepEqual([status, body.toString()], [200, shell.replace('./', '/')], path);
      const policy = headers['content-security-policy'] ?? '';
      assert.match(String(policy), /default-src 'none'; script-src 'self'; style-src 'self';/);
      assert.doesNotMatch(String(policy), /unsafe|\*|https?:/);
    }
  });

  it('sends it to a page that a service worker opens, too', async () => {
    const passedOn = { ...browser, 'sec-fetch-dest': 'empty' };
    assert.match(await textAt({ path: '/library/nothing', headers: passedOn }), /main-1/);
  });

  it('sends to programs, and to browsers of text, what it sent before', async () => {
    assert.match(await textAt({ path: '/library', headers: {} }), /^\{"name":"library"/);
    const plain = { accept: 'text/html' };
    assert.match(await textAt({ path: '/library/loans', headers: plain }), /<table|<p class/);
    const ofPage = { ...browser, accept: '*/*', 'sec-fetch-mode': 'cors' };
    assert.match(await textAt({ path: '/library/loans', headers: ofPage }), /^\{"_embedded"/);
    assert.doesNotMatch(await textAt({ path: '/library/loans?plain' }), /main-1/);
  });

  it('leaves files, the API and the health of the gateway as they are', async () => {
    for (const path of ['/docs', '/health/live', '/metrics', '/library/wall.svg', '/loans'])
      assert.doesNotMatch(await textAt({ path }), /main-1/, path);
  });

  it('sends files with hashed names once, as small as the browser takes them', async () => {
    const path = '/assets/main-1.js';
    const zipped = await get({ path, headers: { 'accept-encoding': 'gzip, br' } });
    assert.equal(gunzipSync(zipped.body).toString(), script);
    assert.equal(zipped.headers['content-encoding'], 'gzip');
    assert.match(zipped.headers['cache-control'] ?? '', /max-age=31536000, immutable/);
    const refused = await get({ path, headers: { 'accept-encoding': 'gzip;q=0' } });
    assert.deepEqual(
      [refused.headers['content-encoding'], refused.body.toString()],
      [undefined, script],
    );
  });

  it('sends no file that is not of the pages', async () => {
    for (const path of ['/assets/main-2.js', '/assets/..%2findex.html', '/assets/main-1.js.gz'])
      assert.equal((await get({ path })).status, 404, path);
  });

  it('answers a shell that is known already with 304', async () => {
    const { headers } = await get({ path: '/library' });
    const again = { ...browser, 'if-none-match': headers.etag ?? '' };
    assert.equal((await get({ path: '/library', headers: again })).status, 304);
  });

  it('looks for its files where a proxy serves it', async () => {
    assert.match(await textAt({ path: '/dure/library', of: behindProxy }), /"\/dure\/assets\//);
    const { status } = await get({ path: '/dure/assets/main-1.js', of: behindProxy });
    assert.equal(status, 200);
  });

  it('sends nothing to a browser that came under a name of elsewhere', async () => {
    const { status } = await get({ path: '/', headers: { ...browser, host: 'elsewhere.example' } });
    assert.equal(status, 403);
  });
});
