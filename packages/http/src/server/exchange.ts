// One request and its answer, with what all lines of the gateway share.

import { correlationOf, invalidPart, preferredType, unmeasured } from '@dure/access';
import type {
  AuditLog,
  Identity,
  Language,
  Left,
  Limits,
  Refusal,
  Usual,
  Work,
} from '@dure/access';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { problemPage } from '../answers/problem-page.ts';
import { documentOf, problemOf, problemType } from '../answers/problem.ts';
import type { Problem } from '../answers/problem.ts';
import { pushLeft } from '../limits/fields.ts';
import { refusalOfOrigin } from '../identity/own-origin.ts';
import type { MovableClock } from '../operations/movable.ts';
import type { Meter, Observe } from '../operations/meter.ts';
import { encodedOrigin } from '../hal/paths.ts';
import { pageHeaders, pageType } from '../pages/html.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { Tracing } from './tracing.ts';
import type { TlsFiles } from './tls.ts';
import type { Streams } from '../streams/stream.ts';

/** Something went wrong in the gateway itself. */
export type Fault = { readonly id: string; readonly what: string; readonly cause: unknown };

/** What every line of the gateway shares. */
export type GatewayContext = {
  readonly identity: Identity;
  /** Where clients reach it: nothing of it is known but the path, unless that was said. */
  readonly public: { readonly origin: string | undefined; readonly base: string };
  /** Origins whose pages may use the gateway. */
  readonly origins: readonly string[];
  readonly languageOf: (header?: string) => Language;
  readonly meter: Meter;
  readonly streams: Streams;
  /** Whether clients reach it over https, here or at a proxy. */
  readonly isHttps?: boolean;
  /** Where its certificate is; nothing, where it answers over plain HTTP. */
  readonly tls?: TlsFiles | undefined;
  /** The clock of a demo, by which its pages count; nothing, where it is the machine's own. */
  readonly clock?: MovableClock | undefined;
  /** Addresses whose word on where a request comes from is taken. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Nothing, in an open house. */
  readonly limits?: Limits | undefined;
  /** Who did what, and when. */
  readonly audit: AuditLog;
  /** By the name of the business. */
  readonly traffic: ReadonlyMap<string, Traffic>;
  /** What browsers get where they open a page; without it, all get the plain pages. */
  readonly pages?: Pages | undefined;
  /** Where spans of commands are kept; nothing, where no traces are. */
  readonly tracing?: Tracing | undefined;
  /** Where the data lies, whose disk may fill up; nothing, where it does not lie here. */
  readonly dataFolder?: string | undefined;
  readonly report: (fault: Fault) => void;
};

/** What a browser gets where it opens a page. */
export type Pages = {
  /** Whether a request opens a page in a window that runs scripts. */
  readonly isFor: (exchange: Exchange) => boolean;
  readonly handle: Handle;
};

export type Exchange = {
  readonly gateway: GatewayContext;
  /** What its line does; a read, where that is not said. */
  readonly work?: Work | undefined;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** When it came in, on the clock of the process that only goes forward. */
  readonly startedMs?: number;
  /** What its client has left, once that is known; said in the head of the answer. */
  left?: Left | undefined;
};

/** Answers, or begins to. What it gives besides is of no interest. */
export type Handle = (exchange: Exchange) => Promise<unknown>;

export const languageIn = ({ gateway, request }: Exchange): Language =>
  gateway.languageOf(request.headers['accept-language']);

/** Where the client has reached the gateway, without a path. */
export const originIn = ({ gateway, request }: Exchange): string =>
  gateway.public.origin ??
  `${request.protocol}://${encodedOrigin(request.headers.host ?? 'localhost')}`;

export const pathIn = ({ request }: Exchange): string => request.url.split('?', 1)[0] ?? '';

/** The values of the path's parameters, in the order of the path. */
export const parameterValues = ({ request }: Exchange, count: number): readonly string[] => {
  const values = request.params as { readonly [name: string]: string };
  // A list that grows has room for more than there are.
  return namesOf(count).map((name) => values[name] ?? '');
};

const namesByCount: (readonly string[])[] = [];

/** As the router has named them: `p0`, `p1`, … */
const namesOf = (count: number): readonly string[] =>
  (namesByCount[count] ??= Array.from({ length: count }, (_, at) => `p${at}`));

const correlationIn = ({ request }: Exchange): string =>
  correlationOf(request.headers['correlation-id']);

export type Answer = {
  readonly http: number;
  /** A text, or what it was compressed to. */
  readonly body?: string | Buffer;
  /** Whether each character of the body stands for a byte of it already: see `asBytes`. */
  readonly isBytes?: boolean;
  readonly type: string;
  readonly headers?: { readonly [name: string]: string };
};

export const halType = 'application/hal+json';
export const formsType = 'application/prs.hal-forms+json';
export const jsonType = 'application/json';

/** Browsers come by https from now on, also where a link says otherwise. */
export const transportSecurity = 'max-age=31536000';

const NO_BODY: readonly number[] = [204, 304];

/** One behind the other, as the server writes them. */
const headersOf = (exchange: Exchange, { http, type, headers }: Answer): string[] => {
  const all = ['x-content-type-options', 'nosniff'];
  const { clock } = exchange.gateway;
  if (clock) all.push('date', new Date(clock.now()).toUTCString());
  if (exchange.gateway.isHttps) all.push('strict-transport-security', transportSecurity);
  if (!NO_BODY.includes(http)) all.push('content-type', type);
  for (const name in headers) all.push(name, headers[name] ?? '');
  if (exchange.left) pushLeft(all, exchange.left);
  // What answers a question may be kept for others, who speak the same language.
  if (exchange.request.method !== 'POST') all.push('vary', 'accept, accept-language');
  return all;
};

/**
 * The correlation is the request's own unless the answer belongs to a case. An answer is one piece
 * of text, so it is written past the hooks and serialisers of the server, which would cost more.
 */
export const send = (exchange: Exchange, answer: Answer): FastifyReply => {
  const { reply, request } = exchange;
  const { http, body = '' } = answer;
  const headers = headersOf(exchange, answer);
  const isOfCase = answer.headers?.['correlation-id'] !== undefined;
  if (!isOfCase) headers.push('correlation-id', correlationIn(exchange));
  const isBodiless = NO_BODY.includes(http);
  const encoding = answer.isBytes ? 'latin1' : 'utf8';
  if (!isBodiless) headers.push('content-length', String(Buffer.byteLength(body, encoding)));
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(http, headers);
  if (request.method === 'HEAD' || isBodiless) raw.end();
  else raw.end(body, encoding);
  return reply;
};

export const sendJson = (exchange: Exchange, body: object, http = 200): FastifyReply =>
  send(exchange, { http, body: JSON.stringify(body), type: jsonType });

/** A browser gets a page; whoever can read JSON in any form gets a problem document. */
export const problemTypes = [problemType, jsonType, halType, formsType, 'text/html'] as const;

export const sendProblem = (exchange: Exchange, of: Problem | Refusal): FastifyReply => {
  const problem = 'http' in of ? of : problemOf(of);
  const language = languageIn(exchange);
  const { retryAfter } = problem;
  const { base } = exchange.gateway.public;
  const isPage = preferredType(exchange.request.headers.accept, problemTypes) === 'text/html';
  return send(exchange, {
    http: problem.http,
    body: isPage
      ? problemPage(problem, language, base)
      : documentOf(problem, language, { instance: pathIn(exchange), base }),
    type: isPage ? pageType : problemType,
    headers: {
      'content-language': language,
      ...(isPage ? pageHeaders : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...problem.headers,
    },
  });
};

/** A character that no text has, percent-encoded: no key and no value has it either. */
const strayPattern = /%(?:0[0-8bcef]|1[0-9a-f]|7f)/i;

const strayInAddress = invalidPart(
  'url',
  '주소에 글자가 아닌 문자가 들어 있습니다',
  'The address has characters in it that are no text',
);

const refusalOf = (gateway: GatewayContext, request: FastifyRequest): Refusal | undefined => {
  if (strayPattern.test(request.url)) return strayInAddress;
  return gateway.identity.isLocalOnly ? refusalOfOrigin(request, gateway.origins) : undefined;
};

/** A line as it is served. */
export type Line = {
  readonly observe: Observe;
  readonly handle: Handle;
  readonly work?: Work | undefined;
};

const errorIn = (cause: unknown): Error =>
  cause instanceof Error ? cause : new Error('A request failed.', { cause });

/** One line, and how long it usually takes. */
type Serving = Line & { readonly usual: Usual };

type Begun = Exchange & { readonly startedMs: number };

/** @returns how long it took. */
const observed = ({ observe }: Serving, { reply, startedMs }: Begun): number => {
  const tookMs = performance.now() - startedMs;
  observe(reply.statusCode, tookMs);
  return tookMs;
};

const refuse = (serving: Serving, exchange: Begun, refused: Refusal): void => {
  sendProblem(exchange, refused);
  observed(serving, exchange);
};

/** Without an answer of its own, it is the server's. */
const fail = ({ reply }: Exchange, cause: unknown): void => {
  if (!reply.sent) reply.send(errorIn(cause));
};

/**
 * What comes of an answer that is under way. In one step, and not by the server, which would wait
 * for it in several: a promise more for each request is felt.
 */
const settle = (serving: Serving, exchange: Begun, answered: Promise<unknown>): void => {
  answered.then(
    () => void observed(serving, exchange),
    (cause: unknown) => fail(exchange, cause),
  );
};

type Limiting = { readonly limits: Limits; readonly shown: Handle };

/** As much of it as the gateway can take. */
const limited = (serving: Serving, exchange: Begun, { limits, shown }: Limiting): void => {
  const { work = 'read', usual } = serving;
  const { startedMs, request } = exchange;
  const address = request.ip;
  const refused = limits.enter(address, work, startedMs);
  if (refused) return refuse(serving, exchange, refused);
  const load = limits.underWay.count;
  shown(exchange).then(
    () => {
      const tookMs = observed(serving, exchange);
      limits.leave({ work, usual, tookMs, load, address });
    },
    (cause: unknown) => {
      limits.leave({ work, usual, tookMs: performance.now() - startedMs, load, address });
      fail(exchange, cause);
    },
  );
};

/** An endpoint as the server calls it, measured, and as much of it as the gateway can take. */
export const served = (gateway: GatewayContext, line: Line): RouteHandlerMethod => {
  const { handle, work } = line;
  const { limits } = gateway;
  const serving: Serving = { ...line, usual: unmeasured() };
  return function serve(request, reply) {
    const startedMs = performance.now();
    const exchange: Begun = { gateway, request, reply, startedMs, work, left: undefined };
    const refused = refusalOf(gateway, request);
    if (refused) return refuse(serving, exchange, refused);
    const shown = gateway.pages?.isFor(exchange) ? gateway.pages.handle : handle;
    if (limits) return limited(serving, exchange, { limits, shown });
    return settle(serving, exchange, shown(exchange));
  };
};
