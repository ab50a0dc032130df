// The gateway: one entry to the businesses that run in this process.

import { Limits, standardLimits, memoryAudit, openHouse, preferredLanguage } from '@dure/access';
import type { LimitOptions, AuditLog, Figures, Identity, Language } from '@dure/access';
import type { FastifyInstance } from 'fastify';
import type { Host } from '@dure/kernel';
import type { Documents } from './documents.ts';
import { bundleEndpoints, pagesOf, bundleIn } from './pages/bundle.ts';
import { published } from './published.ts';
import type { Bringing, Published } from './published.ts';
import { createMeter } from './operations/meter.ts';
import type { MovableClock } from './operations/movable.ts';
import type { GatewayContext, Fault } from './server/exchange.ts';
import { contextEndpoints, gatewayEndpoints } from './server/endpoints.ts';
import { checkHost, checkPlace, listen } from './server/listen.ts';
import type { TlsFiles } from './server/tls.ts';
import { closeServer, createServer, leaveClients } from './server/server.ts';
import { Streams } from './streams/stream.ts';
import { Traffic } from './traffic/traffic.ts';
import type { Tracing } from './server/tracing.ts';

export type GatewayOptions = Bringing & {
  readonly running: Host | readonly Host[];
  /** This machine only, unless said otherwise. */
  readonly host?: string;
  /** 0 for any that is free. */
  readonly port?: number;
  /** The open house unless given: no sign-in, and this machine only. */
  readonly identity?: Identity;
  /** What a client reads who does not say. */
  readonly language?: Language;
  /** Whether contexts and gateway are also served where the reference documents have them. */
  readonly documentedPorts?: boolean;
  /** Origins whose pages may use the gateway. */
  readonly origins?: readonly string[];
  /**
   * Where clients reach it, if a proxy stands before it: `https://example.org/dure`. All links lead
   * there. The proxy may leave the path as it is or take its beginning off.
   */
  readonly publicUrl?: string;
  /**
   * When it closes, whoever asks within so long is told to ask over another connection next time,
   * and served still: 0 unless given. For where others serve beside it.
   */
  readonly leaveMs?: number;
  /** Where it is kept who did what; in memory, as much as fits, unless given. It is not closed. */
  readonly audit?: AuditLog;
  /**
   * The folder of the pages for browsers: `index.html`, and `assets` with hashed names. Without it,
   * browsers get the plain pages that everyone else gets.
   */
  readonly pages?: string;
  /** The certificate and the key, as PEM; without them it answers over plain HTTP. */
  readonly tls?: TlsFiles;
  /** How much a client may send; the standard with sign-in, and nothing in an open house. */
  readonly limits?: LimitOptions;
  /** Addresses of proxies, whose `X-Forwarded-For` is believed: `10.0.0.0/8`. None unless given. */
  readonly trustedProxies?: readonly string[];
  /** A clock that operators may move on, and the time of all answers; else the machine's own. */
  readonly clock?: MovableClock;
  /** Where spans of commands are kept. Without it a client's trace is handed on as it is. */
  readonly tracing?: Tracing;
  /** The folder of the data, so that the figures say how full its disk is. */
  readonly dataFolder?: string;
  /** Called with what went wrong in the gateway itself. The default drops it. */
  readonly report?: (fault: Fault) => void;
};

export type Gateway = {
  readonly url: string;
  /** Where the contexts are served, if they are, as `lodging/place`. */
  readonly urls: { readonly [context: string]: string };
  /** Counts what other ways in do, for the figures and the traffic of this one. */
  readonly figures: Figures;
  /** What its clients have left, for other ways in beside it; nothing, where all is free. */
  readonly limits: Limits | undefined;
  /** Leaves its clients first, if so asked. Then takes nothing new, and ends the streams. */
  close(): Promise<void>;
};

export const STANDARD_PORT = 8088;
const LOOPBACK = '127.0.0.1';
/** The server of all; each other one has the name of its context. */
const GATEWAY = 'gateway';

const languagesOf = ({ language }: GatewayOptions): readonly [Language, Language] =>
  language === 'en' ? ['en', 'ko'] : ['ko', 'en'];

/** Without the slash at its end. */
const pathOf = ({ pathname }: URL): string => pathname.replace(/\/+$/, '');

const publicOf = ({ publicUrl }: Pick<GatewayOptions, 'publicUrl'>): GatewayContext['public'] => {
  if (publicUrl === undefined) return { origin: undefined, base: '' };
  const url = new URL(publicUrl);
  return { origin: url.origin, base: pathOf(url) };
};

const limitsOf = ({ limits, identity }: GatewayOptions): Limits | undefined => {
  const isOpen = identity?.isLocalOnly ?? true;
  if (isOpen && limits === undefined) return undefined;
  return new Limits(limits ?? standardLimits);
};

const contextOf = (options: GatewayOptions, businesses: readonly Published[]): GatewayContext => ({
  limits: limitsOf(options),
  trustedProxies: options.trustedProxies,
  tls: options.tls,
  isHttps: options.tls !== undefined || (options.publicUrl?.startsWith('https:') ?? false),
  audit: options.audit ?? memoryAudit(),
  traffic: new Map(businesses.map((of) => [of.name, new Traffic(of)])),
  public: publicOf(options),
  identity: options.identity ?? openHouse(),
  origins: options.origins ?? [],
  languageOf: (header) => preferredLanguage(header, languagesOf(options)),
  meter: createMeter(),
  streams: new Streams(),
  dataFolder: options.dataFolder,
  tracing: options.tracing,
  clock: options.clock,
  report: options.report ?? (() => {}),
});

type Opening = {
  readonly name: string;
  readonly server: FastifyInstance;
  readonly port: number;
};

/** The pages for browsers, where there are any, and the lines of their files. */
const withPages = (
  { public: { base } }: GatewayContext,
  businesses: readonly Published[],
  { pages }: GatewayOptions,
) => {
  if (pages === undefined) return { lines: [] };
  const bundle = bundleIn(pages);
  const homes = businesses.map(({ home }) => home);
  return { lines: bundleEndpoints(bundle, base), pages: pagesOf(bundle, { base, homes }) };
};

const openingsOf = (
  gateway: GatewayContext,
  businesses: readonly Published[],
  options: GatewayOptions,
): readonly Opening[] => {
  const { port = STANDARD_PORT } = options;
  const { base } = gateway.public;
  const served = withPages(gateway, businesses, options);
  const own = gatewayEndpoints(businesses, base, gateway.identity.lines);
  const lines = [...own, ...served.lines];
  const serve = (): FastifyInstance => createServer({ ...gateway, pages: served.pages }, lines);
  const all = [{ name: GATEWAY, server: serve(), port }];
  if (!options.documentedPorts) return all;
  // Where the documents have a context, no proxy stands before it.
  const direct = { ...gateway, public: publicOf({}) };
  for (const business of businesses) {
    for (const [context, at] of Object.entries(placesOf(business.documents, port))) {
      const server =
        context === GATEWAY ? serve() : createServer(direct, contextEndpoints(business, context));
      all.push({ name: `${business.name}/${context}`, server, port: at });
    }
  }
  return all;
};

/** The documented ports, and that of the gateway unless it listens there anyway. */
const placesOf = ({ ports, gateway }: Documents, port: number): Documents['ports'] =>
  gateway === undefined || gateway === port ? ports : { ...ports, [GATEWAY]: gateway };

const figuresOf = ({ meter, traffic }: GatewayContext): Figures => ({
  call: meter.grpc,
  command: ({ business, ...ended }) => traffic.get(business)?.ended(ended),
});

type Places = Pick<GatewayOptions, 'host' | 'port' | 'documentedPorts' | 'documents'> & {
  /** Whether the house is open, as it is unless said otherwise. */
  readonly isLocalOnly?: boolean;
};

/**
 * Looks whether a gateway could listen where these options say, before anything is opened.
 * @throws {CannotListen} as `createGateway` would.
 */
export const checkPlaces = async (of: Places): Promise<void> => {
  const { host = LOOPBACK, port = STANDARD_PORT, documents = {} } = of;
  checkHost(host, of.isLocalOnly ?? openHouse().isLocalOnly);
  await checkPlace({ host, port });
  if (!of.documentedPorts) return;
  for (const [name, promised] of Object.entries(documents)) {
    for (const [context, at] of Object.entries(placesOf(promised, port)))
      await checkPlace({ host, port: at, documented: `${name}/${context}` });
  }
};

/**
 * Serves the businesses over HTTP.
 * @throws {CannotListen} a port is taken, or the open house was to be opened to other machines.
 */
export const createGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const { host = LOOPBACK } = options;
  checkHost(host, (options.identity ?? openHouse()).isLocalOnly);
  const { base } = publicOf(options);
  const businesses = [options.running].flat().map((running) => published(running, options, base));
  const gateway = contextOf(options, businesses);
  const openings = openingsOf(gateway, businesses, options);
  const end = async (): Promise<void> => {
    gateway.streams.close();
    for (const traffic of gateway.traffic.values()) traffic.close();
    await Promise.all(openings.map(({ server }) => closeServer(server)));
  };
  const close = async (): Promise<void> => {
    const { leaveMs = 0 } = options;
    if (leaveMs > 0) await Promise.all(openings.map((of) => leaveClients(of.server, leaveMs)));
    await end();
  };
  const urls: { [name: string]: string } = {};
  try {
    for (const { name, server, port } of openings) {
      const documented = name === GATEWAY ? undefined : name;
      urls[name] = await listen(server, {
        host,
        port,
        documented,
        isHttps: options.tls !== undefined,
        isBusy: gateway.limits !== undefined,
      });
    }
  } catch (cause) {
    await end();
    throw cause;
  }
  const { [GATEWAY]: url = '', ...contexts } = urls;
  const { limits } = gateway;
  return { url, urls: contexts, figures: figuresOf(gateway), limits, close };
};
