// The pages that run in a browser: a shell that is the same for all of them, and files whose names
// change with their content. Browsers get them; whoever runs no scripts keeps the plain pages.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { preferredType } from '@dure/access';
import { createHash } from 'node:crypto';
import { parameterValues, pathIn, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Pages } from '../server/exchange.ts';
import { encodingFor } from '../server/encoding.ts';
import type { Encoding } from '../server/encoding.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { problem } from '../answers/own-refusals.ts';
import { pageType } from './html.ts';

/** A folder as the pages are built into it: `index.html`, and `assets` with hashed names. */
type Bundle = {
  readonly folder: string;
  /** The shell, whose files are looked for below `./`. */
  readonly shell: string;
  /** Each file of `assets`, with the encodings that lie beside it. */
  readonly assets: ReadonlyMap<string, readonly Encoding[]>;
};

const endings: { readonly [of in Encoding]: string } = { br: '.br', gzip: '.gz' };

const types: { readonly [ending: string]: string } = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

const YEAR_S = 31_536_000;
const immutable = `public, max-age=${YEAR_S}, immutable`;

/** No inline script, no eval, and nothing from another place. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const readBundle = (folder: string): Bundle => {
  const names = readdirSync(join(folder, 'assets'));
  const isEncoded = (name: string) => name.endsWith(endings.br) || name.endsWith(endings.gzip);
  const encodingsOf = (name: string) =>
    (['br', 'gzip'] as const).filter((encoding) => names.includes(name + endings[encoding]));
  return {
    folder,
    shell: readFileSync(join(folder, 'index.html'), 'utf8'),
    assets: new Map(
      names.filter((name) => !isEncoded(name)).map((name) => [name, encodingsOf(name)]),
    ),
  };
};

/** The pages as they are now: they may be built anew while the gateway runs. */
export type CurrentBundle = () => Bundle;

/** @throws the folder has no pages in it. */
export const bundleIn = (folder: string): CurrentBundle => {
  const shell = join(folder, 'index.html');
  let [known, readMs] = [readBundle(folder), statSync(shell).mtimeMs];
  return () => {
    const changedMs = statSync(shell, { throwIfNoEntry: false })?.mtimeMs ?? readMs;
    if (changedMs !== readMs) [known, readMs] = [readBundle(folder), changedMs];
    return known;
  };
};

const apiTypes = ['application/hal+json', 'application/json', 'text/html'] as const;

/** Browsers say that they open a page in a window; programs, and browsers of text alone, do not. */
const opensPage = ({ request }: Exchange): boolean => {
  const { headers, method } = request;
  const to = headers['sec-fetch-dest'];
  // What our service worker passes on of an opened page has no destination any more.
  const isWindow = to === 'document' || to === 'empty';
  const isNavigation = headers['sec-fetch-mode'] === 'navigate' && isWindow;
  if (!isNavigation || (method !== 'GET' && method !== 'HEAD')) return false;
  return preferredType(headers.accept, apiTypes) === 'text/html';
};

type Place = { readonly base: string; readonly homes: readonly string[] };

const headersOf = (body: string) => ({
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), payment=()',
  etag: `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`,
});

export const pagesOf = (bundle: CurrentBundle, { base, homes }: Place): Pages => {
  const isPage = (path: string): boolean =>
    path === `${base}/` || homes.some((home) => path === home || path.startsWith(`${home}/`));
  return {
    isFor: (exchange) => {
      if (!opensPage(exchange)) return false;
      const path = pathIn(exchange);
      return isPage(path) && extname(path) === '' && !exchange.request.url.endsWith('?plain');
    },
    handle: async (exchange) => {
      const body = bundle().shell.replaceAll('"./', `"${base}/`);
      const headers = headersOf(body);
      const isKnown = exchange.request.headers['if-none-match'] === headers.etag;
      return send(exchange, { http: isKnown ? 304 : 200, body, type: pageType, headers });
    },
  };
};

type Sent = { readonly file: string; readonly caching: string; readonly encoding?: Encoding };

/** Files are bytes, so they are written past `send`, which writes text. */
const sendFile = async ({ reply, request }: Exchange, folder: string, sent: Sent) => {
  const { file, caching, encoding } = sent;
  const bytes = await readFile(join(folder, file + (encoding ? endings[encoding] : '')));
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': bytes.length,
    'cache-control': caching,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...(encoding ? { 'content-encoding': encoding } : {}),
  });
  reply.raw.end(request.method === 'HEAD' ? undefined : bytes);
  return reply;
};

/** What lies beside the shell under a name that stays. */
const fixed = ['worker.js', 'manifest.webmanifest', 'icon.svg'];

export const bundleEndpoints = (bundle: CurrentBundle, base: string): readonly Endpoint[] => [
  get(`${base}/assets/{file}`, async (exchange) => {
    const [name = ''] = parameterValues(exchange, 1);
    const { folder, assets } = bundle();
    const there = assets.get(name);
    if (!there) return sendProblem(exchange, problem('NoSuchPath'));
    const encoding = encodingFor(exchange, there);
    const sent = { file: `assets/${name}`, caching: immutable, ...(encoding && { encoding }) };
    return sendFile(exchange, folder, sent);
  }),
  ...fixed.map((name) =>
    get(`${base}/${name}`, (exchange) =>
      sendFile(exchange, bundle().folder, { file: name, caching: 'no-cache' }),
    ),
  ),
];
