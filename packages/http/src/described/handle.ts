// Answers `described`: it is the same for everyone, and made once.

import type { Published } from '../published.ts';
import { get } from '../server/endpoint.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { halType, send } from '../server/exchange.ts';
import { etagOf, isUnchanged } from '../views/etag.ts';
import { describedOf } from './described.ts';

type Kept = { readonly body: string; readonly etag: string };

const kept = (body: string): Kept => ({ body, etag: etagOf(body) });

export const describedEndpoint = (business: Published): Endpoint => {
  let known: Kept | undefined;
  return get(`${business.home}/described`, async (exchange) => {
    const { gateway, request } = exchange;
    const isOpenHouse = gateway.identity.isLocalOnly;
    known ??= kept(JSON.stringify(describedOf(business, { isOpenHouse })));
    const headers = { etag: known.etag, 'cache-control': 'no-cache' };
    const isKnown = isUnchanged(request.headers['if-none-match'], known.etag);
    const { body } = known;
    return send(exchange, { http: isKnown ? 304 : 200, body, type: halType, headers });
  });
};
