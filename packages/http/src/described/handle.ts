// Answers `described`: it is the same for everyone, and made once.

import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Published } from '../published.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { halType, send } from '../server/exchange.ts';
import { encodingFor } from '../server/encoding.ts';
import type { Encoding } from '../server/encoding.ts';
import { etagOf, isUnchanged } from '../views/etag.ts';
import { describedOf } from './described.ts';

type Kept = {
  readonly body: string;
  readonly etag: string;
  readonly short: { readonly [of in Encoding]: Buffer };
};

/** It is the first thing that a page asks for, and an eighth of it is enough on a slow line. */
const kept = (body: string): Kept => ({
  body,
  etag: etagOf(body),
  short: { br: brotliCompressSync(body), gzip: gzipSync(body) },
});

export const describedEndpoint = (business: Published): Endpoint => {
  let known: Kept | undefined;
  return get(`${business.home}/described`, async (exchange) => {
    const { gateway, request } = exchange;
    const isOpenHouse = gateway.identity.isLocalOnly;
    known ??= kept(JSON.stringify(describedOf(business, { isOpenHouse })));
    const encoding = encodingFor(exchange, ['br', 'gzip']);
    const headers = {
      etag: known.etag,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
      ...(encoding ? { 'content-encoding': encoding } : {}),
    };
    const isKnown = isUnchanged(request.headers['if-none-match'], known.etag);
    const body = encoding ? known.short[encoding] : known.body;
    return send(exchange, { http: isKnown ? 304 : 200, body, type: halType, headers });
  });
};
