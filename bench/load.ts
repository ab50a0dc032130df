// The load, in a process of its own: so many connections that send as fast as they are answered.

import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { tell } from './program.ts';

type Request = {
  readonly method: string;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  readonly setupRequest?: (request: Request) => Request;
};

type Options = {
  readonly url: string;
  readonly connections: number;
  readonly duration: number;
  readonly requests: readonly Request[];
  /** Requests a second of all connections together; as many as are answered, unless it is given. */
  readonly overallRate?: number;
};

type Result = {
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly duration: number;
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
};

// It brings no types; these are what is used of it.
const autocannon = createRequire(import.meta.url)('autocannon') as (
  options: Options,
) => Promise<Result>;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: '' },
    kind: { type: 'string', default: 'stamps' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '64' },
    rate: { type: 'string' },
    places: { type: 'string', default: '1' },
    bearer: { type: 'string' },
    persona: { type: 'string' },
  },
});

const CARDS = 10_000;
const CUSTOMERS = 1_000;
const DAYS = 300;

const run = process.pid;
const today = dayOf(Date.now());
const days = Array.from({ length: DAYS + 2 }, (_, ahead) => addDays(today, ahead + 1));
let count = 0;

/** Who sends it all: by a token, or where there is no sign-in as whom they say. */
const sender: { readonly [name: string]: string } = {
  ...(values.bearer === undefined ? {} : { authorization: `Bearer ${values.bearer}` }),
  ...(values.persona === undefined ? {} : { 'dure-persona': values.persona }),
};

const headers = (): { readonly [name: string]: string } => ({
  ...sender,
  'content-type': 'application/json',
  'idempotency-key': `${run}-${count}`,
});

const stamp = (request: Request): Request => {
  count += 1;
  const customer = `customer-${count % CUSTOMERS}`;
  return {
    ...request,
    path: `/stampCards/card-${count % CARDS}/add-stamps`,
    headers: headers(),
    body:
      `{"customerId":"${customer}","shopId":"shop-1",` +
      '"item":"아메리카노","price":4500,"stamps":1}',
  };
};

const stay = (request: Request): Request => {
  count += 1;
  const at = count % DAYS;
  const placeId = `place-${1 + (count % Number(values.places))}`;
  return {
    ...request,
    path: '/accommodations',
    headers: headers(),
    body:
      `{"placeId":"${placeId}","usrId":"customer-${count % CUSTOMERS}",` +
      `"strDt":"${days[at] ?? ''}","endDt":"${days[at + 1] ?? ''}","qty":1}`,
  };
};

/** A place of its own with each of them. */
const place = (request: Request): Request => {
  count += 1;
  return {
    ...request,
    path: '/lodging/places',
    headers: headers(),
    body: `{"ownerId":1,"placeNm":"한옥 ${count}","pricePerNight":5000,"instantConfirmation":true}`,
  };
};

const kinds: { readonly [kind: string]: (request: Request) => Request } = {
  stamps: stamp,
  stays: stay,
  places: place,
};
const setupRequest = kinds[values.kind] ?? stamp;
const result = await autocannon({
  url: values.url,
  connections: Number(values.connections),
  duration: Number(values.seconds),
  requests: [{ method: 'POST', setupRequest }],
  ...(values.rate === undefined ? {} : { overallRate: Number(values.rate) }),
});
const { latency } = result;
tell({
  perSecond: result['2xx'] / result.duration,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
  done: result['2xx'],
  refused: result.non2xx,
  broken: result.errors,
});
