// The documents of the API, and the pages to browse them with.

import type { Published } from '../published.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pageHeaders, pageType } from '../pages/html.ts';
import type { PagePlace } from '../pages/html.ts';
import { routesOf } from '../routes/table.ts';
import { jsonType, languageIn, send, sendJson } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { asyncApi } from './asyncapi.ts';
import { eventsPage } from './events-page.ts';
import { described, openApi } from './openapi.ts';
import { platformDocument } from './platform-document.ts';
import { problemsPage } from './problems-page.ts';
import { swaggerPage, swaggerStart } from './swagger.ts';

const VERSION = '0.1.0';
const STANDARD_HOST = 'localhost:8088';

/** Made when it is first asked for; the wall does not change while it runs. */
const once = (make: (exchange: Exchange) => object): Handle => {
  let body: string | undefined;
  return async (exchange) => {
    body ??= JSON.stringify(make(exchange));
    return send(exchange, { http: 200, body, type: jsonType });
  };
};

const openApiOf = (
  businesses: readonly Published[],
  of: { readonly isAtRoot?: boolean; readonly isMachine?: boolean } = {},
): Handle =>
  once(({ gateway }) => {
    const { isAtRoot = false, isMachine = false } = of;
    const all = businesses.map((business) =>
      described(business, {
        routes: routesOf(business),
        prefix: isAtRoot ? gateway.public.base : business.home,
        isMachine,
      }),
    );
    return openApi(all, { isSecured: !gateway.identity.isLocalOnly, version: VERSION });
  });

/** Made anew each time: it names the host by which it was asked for. */
const asyncApiOf =
  (businesses: readonly Published[]): Handle =>
  async (exchange) => {
    const { origin } = exchange.gateway.public;
    const host = origin ? new URL(origin).host : (exchange.request.headers.host ?? STANDARD_HOST);
    return sendJson(exchange, asyncApi(businesses, { host, version: VERSION }));
  };

const assetFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const assetTypes: { readonly [file: string]: string } = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** Rarely asked for, and kept by the browser: read anew each time rather than held in memory. */
const assetEndpoint = (file: string): Endpoint =>
  get(`/docs/${file}`, async (exchange) => {
    const body = await readFile(join(assetFolder(), file), 'utf8');
    const headers = { 'cache-control': 'public, max-age=86400' };
    return send(exchange, { http: 200, body, type: assetTypes[file] ?? 'text/plain', headers });
  });

/** A sticky note of the wall. */
const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">' +
  '<path d="M1 1h14v9l-5 5H1z" fill="#ffb866"/><path d="M15 10h-5v5z" fill="#d98a34"/></svg>';

const swaggerHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
};

const placeOf = (exchange: Exchange): PagePlace => ({
  language: languageIn(exchange),
  base: exchange.gateway.public.base,
});

const pageEndpoint = (path: string, write: (exchange: Exchange) => string): Endpoint =>
  get(path, async (exchange) =>
    send(exchange, { http: 200, body: write(exchange), type: pageType, headers: pageHeaders }),
  );

export const docsEndpoints = (businesses: readonly Published[]): readonly Endpoint[] => {
  const isAlone = businesses.length === 1;
  return [
    get('/openapi.json', openApiOf(businesses, { isAtRoot: isAlone })),
    get('/asyncapi.json', asyncApiOf(businesses)),
    ...businesses.flatMap((business) => [
      get(`/${business.name}/openapi.json`, openApiOf([business])),
      get(`/${business.name}/openapi-machine.json`, openApiOf([business], { isMachine: true })),
      get(
        `/${business.name}/openapi-operations.json`,
        once(() => platformDocument(business, VERSION)),
      ),
      get(`/${business.name}/asyncapi.json`, asyncApiOf([business])),
    ]),
    get('/docs', async (exchange) =>
      send(exchange, {
        http: 200,
        body: swaggerPage(exchange.gateway.public.base),
        type: pageType,
        headers: swaggerHeaders,
      }),
    ),
    get('/docs/start.js', async (exchange) => {
      const body = swaggerStart(
        businesses.map(({ name }) => name),
        exchange.gateway.public.base,
      );
      return send(exchange, { http: 200, body, type: 'text/javascript; charset=utf-8' });
    }),
    ...Object.keys(assetTypes).map(assetEndpoint),
    get('/favicon.ico', async (exchange) => {
      const headers = { 'cache-control': 'public, max-age=86400' };
      return send(exchange, { http: 200, body: favicon, type: 'image/svg+xml', headers });
    }),
    pageEndpoint('/docs/events', (exchange) => eventsPage(businesses, placeOf(exchange))),
    pageEndpoint('/docs/problems', (exchange) => problemsPage(businesses, placeOf(exchange))),
  ];
};
