// What is too much is refused when its head is there, before anything else is done for it: no
// route is looked for, no body is read. A flood is refused for less than what the same answer
// costs behind the server, and what it says is put together once.

import { asRefusal, correlationOf, preferredType } from '@dure/access';
import type { Language, Limits, TooMuch, Work } from '@dure/access';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemPage } from '../answers/problem-page.ts';
import { documentOf, problemOf, problemType } from '../answers/problem.ts';
import { BODY_BYTES_MAX } from '../commands/body.ts';
import { pageHeaders, pageType } from '../pages/html.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { asBytes } from '../server/as-bytes.ts';
import { corsHeaders } from '../server/cors.ts';
import { problemTypes, transportSecurity } from '../server/exchange.ts';
import type { GatewayContext } from '../server/exchange.ts';
import { addressOf } from './client-address.ts';
import type { Trust } from './client-address.ts';
import { LateRefusals } from './late-refusals.ts';

export type Shedding = {
  /** Refuses a request and answers it; or does nothing, and it goes its way. */
  readonly shed: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Answers what is not answered yet: nothing that is held back keeps a server from closing. */
  readonly end: () => void;
};

type Shed = Shedding['shed'];

/** How often an answer of a kind is made anew is bounded by this: headers are what clients like. */
const KEPT_MAX = 1_000;

/** Remembers what was made of few different things. */
const remembered = <T>(make: (key: string) => T): ((key: string) => T) => {
  const kept = new Map<string, T>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(key, made);
    return made;
  };
};

/** Methods that ask for something; a preflight of a browser is left to the server. */
const reads: readonly string[] = ['GET', 'HEAD'];

/** What a line does, by its method and path; one with parameters is known when it is routed. */
const worksOf = (lines: readonly Endpoint[]): ReadonlyMap<string, Work> =>
  new Map(
    lines
      .filter(({ path }) => !path.includes('{'))
      .map(({ method, path, work = 'read' }) => [`${method} ${path}`, work]),
  );

const pathIn = (url: string): string => {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
};

/** An answer but for the path of its request, which stands between both parts of it. */
type Shape = {
  readonly http: number;
  readonly head: readonly string[];
  readonly before: string;
  readonly after: string | undefined;
};

const PLACE = '\u{0}';

const headOf = (gateway: GatewayContext, type: string, headers: Readonly<object>): string[] => [
  'x-content-type-options',
  'nosniff',
  ...(gateway.isHttps ? ['strict-transport-security', transportSecurity] : []),
  'content-type',
  type,
  ...Object.entries(headers).flat().map(String),
];

type Kind = { readonly of: TooMuch; readonly language: Language; readonly isPage: boolean };

const shapeOf = (gateway: GatewayContext, { of, language, isPage }: Kind): Shape => {
  const problem = problemOf(asRefusal(of));
  const { base } = gateway.public;
  const facts = { 'content-language': language, 'retry-after': String(of.waitS) };
  if (isPage) {
    const head = headOf(gateway, pageType, { ...facts, ...pageHeaders });
    return {
      http: problem.http,
      head,
      before: asBytes(problemPage(problem, language, base)),
      after: undefined,
    };
  }
  const text = documentOf(problem, language, { instance: PLACE, base });
  const [before = '', after] = text.split(JSON.stringify(PLACE)).map(asBytes);
  return { http: problem.http, head: headOf(gateway, problemType, facts), before, after };
};

/** The rest of what is sent is not waited for, where it is more than a body may be. */
const isLong = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined ||
  Number(headers['content-length'] ?? 0) > BODY_BYTES_MAX;

type Refusing = {
  readonly gateway: GatewayContext;
  readonly shape: (key: string, kind: Kind) => Shape;
  readonly languageOf: (header: string) => Language;
  readonly isPageFor: (accept: string) => boolean;
  /** The path of a request, as it stands in an answer. */
  readonly instanceOf: (url: string) => string;
};

const refusingIn = (gateway: GatewayContext): Refusing => {
  const shapes = new Map<string, Shape>();
  return {
    gateway,
    shape: (key, kind) => {
      const known = shapes.get(key) ?? shapeOf(gateway, kind);
      if (shapes.size >= KEPT_MAX) shapes.clear();
      shapes.set(key, known);
      return known;
    },
    languageOf: remembered((header) => gateway.languageOf(header === '' ? undefined : header)),
    isPageFor: remembered((accept) => preferredType(accept, problemTypes) === 'text/html'),
    instanceOf: remembered((url) => asBytes(JSON.stringify(pathIn(url)))),
  };
};

const refuse = (by: Refusing, [request, response]: Parameters<Shed>, of: TooMuch): number => {
  const { headers, method, url = '/' } = request;
  const language = by.languageOf(headers['accept-language'] ?? '');
  const isPage = headers.accept !== undefined && by.isPageFor(headers.accept);
  const key = `${of.is} ${of.waitS} ${language} ${isPage}`;
  const { http, head, before, after } = by.shape(key, { of, language, isPage });
  const body = after === undefined ? before : before + by.instanceOf(url) + after;
  const all = [...head, ...corsHeaders(headers.origin, by.gateway.origins)];
  if (method !== 'POST') all.push('vary', 'accept, accept-language');
  all.push('correlation-id', correlationOf(headers['correlation-id']));
  all.push('content-length', String(body.length));
  if (isLong(request)) response.shouldKeepAlive = false;
  response.writeHead(http, all);
  response.end(method === 'HEAD' ? '' : body, 'latin1');
  return http;
};

type Shedder = {
  readonly gateway: GatewayContext;
  readonly limits: Limits;
  readonly lines: readonly Endpoint[];
  /** The path as the lines have it. */
  readonly rewritten: (url: string) => string;
  readonly trust: Trust | undefined;
};

type Refused = { readonly of: TooMuch; readonly exchange: Parameters<Shed> };

/** Who sends more than a body may be is hung up on: such an answer is not held back. */
const sayIn = (late: LateRefusals, refused: Refused, say: (refused: Refused) => void): void => {
  const [request] = refused.exchange;
  if (isLong(request)) say(refused);
  else late.say({ socket: request.socket, waitS: refused.of.waitS }, () => say(refused));
};

/**
 * Refuses what the limits would refuse once it is routed. What it lets through is looked at again:
 * only there is it known which line it is for, and by how much it counts.
 */
export const sheddingOf = ({ gateway, limits, lines, rewritten, trust }: Shedder): Shedding => {
  const works = worksOf(lines);
  const refusing = refusingIn(gateway);
  const late = new LateRefusals(limits.lateMs);
  const observe = gateway.meter.of({ method: '*', path: 'refused' });
  const say = ({ of, exchange }: Refused): void => {
    // What is held back meanwhile is no work.
    const startedMs = performance.now();
    const http = refuse(refusing, exchange, of);
    observe(http, performance.now() - startedMs);
  };
  const shed: Shed = (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const address = addressOf(request, trust);
    // Nearly always: what a line does need not be known then.
    if (method === 'OPTIONS' || limits.isQuiet(address)) return false;
    const known = works.get(`${method} ${rewritten(pathIn(url))}`);
    const work = known ?? (reads.includes(method) ? 'read' : 'command');
    const tooMuch = limits.tooMuch(address, work);
    if (tooMuch === undefined) return false;
    sayIn(late, { of: tooMuch, exchange: [request, response] }, say);
    return true;
  };
  return { shed, end: () => late.end() };
};
