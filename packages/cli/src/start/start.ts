// `dure start`: opens businesses, serves them over HTTP, and drains when it is asked to end.

import type { AuditLog } from '@dure/access';
import { calendarOf } from '@dure/domain';
import { checkPlaces, createGateway } from '@dure/http';
import type { GrpcServer } from '@dure/grpc';
import type { Gateway } from '@dure/http';
import type { Rehearsed } from '@dure/rehearsal';
import { chosenBusinesses } from '../choose.ts';
import { toldToEnd } from '../deployment/lifetime.ts';
import { pagesFolder } from '../pages-folder.ts';
import type { Given, Run } from '../command.ts';
import { STANDARD_DATA } from '../command-options.ts';
import type { StartOptions } from '../command-options.ts';
import { addressOf, checkGrpc, openGrpc } from '../grpc/open-grpc.ts';
import type { ValuesOf } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { broughtBy } from './brought.ts';
import type { Brought, Chosen } from './brought.ts';
import { externalsOf } from './alimtalk.ts';
import { auditIn } from './audit.ts';
import type { Externals } from './alimtalk.ts';
import { greetingOf } from './greeting.ts';
import { folderOf, openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';
import { loggingOf } from './logging.ts';
import type { Logger } from './logger.ts';
import { checkMovable, movableClock } from './movable-clock.ts';
import { trimHeap } from './trim-heap.ts';
import type { Tracer } from '../tracing/tracing.ts';
import { gatewaySettings } from '../sign-in/gateway-settings.ts';
import { developmentSignIn, signInOf } from '../sign-in/identity.ts';
import type { SignIn } from '../sign-in/identity.ts';
import { checkDocumentedPorts } from './ports.ts';
import { readSettings } from './settings.ts';
import { linesFor } from './tries.ts';

type Values = ValuesOf<StartOptions>;

const DRAIN_MS = 10_000;

const chosenIn = async ({ operands, folder }: Given<StartOptions>): Promise<readonly Chosen[]> => {
  const businesses = await chosenBusinesses(operands, folder);
  return Promise.all(
    businesses.map(async (business) => ({ business, system: await business.rehearsal() })),
  );
};

const closeAll = async (hosts: readonly BusinessHost[]): Promise<void> => {
  await Promise.all(hosts.map((host) => host.close()));
};

type Opened = {
  readonly gateway: Gateway;
  readonly grpc: GrpcServer | undefined;
  readonly hosts: readonly BusinessHost[];
  readonly signIn: SignIn | undefined;
  readonly audit: AuditLog | undefined;
};

type Outside = {
  readonly logger: Logger;
  readonly externals: Externals | undefined;
  readonly settings: { readonly [name: string]: unknown };
  readonly signal: AbortSignal;
};

/** All hosts, or none: when one cannot be opened, the others are closed again. */
const openHosts = async (
  systems: readonly Rehearsed[],
  values: Values,
  outside: Outside,
): Promise<readonly BusinessHost[]> => {
  const { data, memory } = values;
  const withDemo = values.demo && outside.externals === undefined;
  const isReplay = values['documented-replay'];
  const opened = await Promise.allSettled(
    systems.map((system) => {
      const folder = memory ? undefined : folderOf(data, system.name, isReplay);
      return openBusinessHost({ ...outside, system, folder, isReplay, withDemo });
    }),
  );
  const hosts = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return hosts;
  await closeAll(hosts);
  throw failed.reason;
};

type Serving = {
  readonly chosen: readonly Chosen[];
  readonly signIn: SignIn | undefined;
  readonly logger: Logger;
  readonly audit: AuditLog | undefined;
  readonly tracer: Tracer | undefined;
  readonly brought: Brought;
  /** What a client reads who does not say. */
  readonly language: Terminal['language'];
};

const openGateway = (
  hosts: readonly BusinessHost[],
  { host, port, 'public-url': publicUrl, ...values }: Values,
  { signIn, logger, brought, language, audit, tracer }: Serving,
): Promise<Gateway> =>
  createGateway({
    running: hosts.map(({ running }) => running),
    ...brought,
    ...(signIn === undefined ? {} : { identity: signIn.identity }),
    ...gatewaySettings(process.env),
    // Nobody serves beside it, to whom its clients could go.
    leaveMs: 0,
    port,
    documentedPorts: values['documented-ports'],
    report: (fault) => logger.incident('gateway', fault),
    ...(host === undefined ? {} : { host }),
    language,
    ...(audit === undefined ? {} : { audit }),
    ...(values.memory ? {} : { dataFolder: values.data }),
    ...(tracer ? { tracing: tracer.tracing } : {}),
    ...pagesFolder(),
    ...movableClock(hosts, values),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  });

/** Both entries, or none. */
const openEntries = async (
  hosts: readonly BusinessHost[],
  values: Values,
  serving: Serving,
): Promise<Pick<Opened, 'gateway' | 'grpc'>> => {
  const { signIn, chosen, logger, language, audit } = serving;
  const running = hosts.map((host) => host.running);
  const gateway = await openGateway(hosts, values, serving);
  try {
    const wish = { port: values.grpc, host: values.host };
    const identity = signIn?.identity;
    const { tls } = gatewaySettings(process.env);
    const { limits, figures } = gateway;
    const grpc = await openGrpc(wish, {
      running,
      chosen,
      identity,
      language,
      logger,
      audit,
      limits,
      tls,
      figures,
    });
    return { gateway, grpc };
  } catch (cause) {
    await gateway.close();
    throw cause;
  }
};

/** A replay is of another day than the lines to try, and what it has is in the documents. */
const triesOf = (
  values: Values,
  [first]: readonly Chosen[],
  { gateway: { url }, hosts, signIn }: Opened,
): readonly string[] => {
  if (!first || signIn || values['documented-replay']) return [];
  const setting = { url, logOptions: logOptionsOf(values), hasDemo: hosts[0]?.hasDemo ?? false };
  return linesFor(first.business, first.system, setting);
};

const replayedIn = (values: Values, [first]: readonly Chosen[]): string | undefined => {
  const { replay, timeZone } = first?.system ?? {};
  const now = values['documented-replay'] ? replay?.now : undefined;
  return now === undefined ? undefined : calendarOf(timeZone ?? 'UTC').isoOf(now);
};

const greet = (
  { terminal, values }: Given<StartOptions>,
  chosen: readonly Chosen[],
  opened: Opened,
): void => {
  const greeting = {
    systems: chosen.map(({ system }) => system),
    wall: chosen.length === 1 ? chosen[0]?.business.called : undefined,
    url: opened.gateway.url,
    urls: opened.gateway.urls,
    data: values.memory ? undefined : values.data,
    replayedAt: replayedIn(values, chosen),
    grpc: opened.grpc && addressOf(opened.grpc),
    signIn: opened.signIn?.issuer?.url,
    startedMs: performance.now(),
  };
  const lines = triesOf(values, chosen, opened);
  for (const line of greetingOf(greeting, lines, terminal)) terminal.say(line);
};

/** What `dure log` needs to find the data; nothing, where there is none to find. */
const logOptionsOf = ({ data, memory }: Values): string | undefined => {
  if (memory) return undefined;
  return data === STANDARD_DATA ? '' : ` --data ${data}`;
};

const drain = async (opened: Opened, terminal: Terminal): Promise<number> => {
  const { gateway, grpc, hosts, signIn, audit } = opened;
  terminal.tell(terminal.in({ ko: '마무리하는 중…', en: 'Finishing what has begun…' }));
  const late = setTimeout(() => {
    const ko = `${DRAIN_MS / 1000}초 안에 마무리되지 않아 그냥 끝냅니다. 잃는 것은 없습니다`;
    const en = `Not finished within ${DRAIN_MS / 1000} s; ending anyway. Nothing is lost`;
    terminal.tell(terminal.in({ ko, en }));
    process.exit(1);
  }, DRAIN_MS);
  await Promise.all([gateway.close(), grpc?.close()]);
  await signIn?.issuer?.close();
  await closeAll(hosts);
  await audit?.close();
  clearTimeout(late);
  return endedWell(terminal);
};

const endedWell = (terminal: Terminal): number => {
  terminal.tell(terminal.in({ ko: '끝냈습니다. 또 만나요.', en: 'Done. See you.' }));
  return 0;
};

/** Looks before anything is opened, because to play a demo takes a while. */
const checkPorts = async (
  values: Values,
  { documents }: Brought,
  isLocalOnly: boolean,
): Promise<void> => {
  const { host, port } = values;
  const documentedPorts = values['documented-ports'];
  if (documentedPorts) checkDocumentedPorts(documents);
  const at = host === undefined ? {} : { host };
  await checkPlaces({ documents, port, documentedPorts, isLocalOnly, ...at });
  await checkGrpc({ port: values.grpc, host });
};

/** The house is open unless people are to sign in. */
const signInFor = (
  { values }: Given<StartOptions>,
  chosen: readonly Chosen[],
  logger: Logger,
): Promise<SignIn | undefined> => {
  const { host, port, 'public-url': publicUrl } = values;
  const wish = { environment: process.env, publicUrl, logger };
  return values['sign-in'] ? developmentSignIn({ ...wish, chosen, host, port }) : signInOf(wish);
};

/** The gateway before the hosts, with the log of who does what; where it fails, all is closed. */
const serve = async (
  { values, terminal: { language } }: Given<StartOptions>,
  hosts: readonly BusinessHost[],
  of: Omit<Serving, 'audit' | 'language'>,
): Promise<Opened> => {
  const data = values.memory ? undefined : values.data;
  const names = of.chosen.map(({ system }) => system.name);
  const audit = auditIn(data, names, of.logger);
  const entries = await openEntries(hosts, values, { ...of, language, audit }).catch(
    async (cause: unknown) => {
      await closeAll(hosts);
      await audit?.close();
      throw cause;
    },
  );
  return { ...entries, hosts, signIn: of.signIn, audit };
};

export const start: Run<StartOptions> = async (given) => {
  const { values, terminal } = given;
  const chosen = await chosenIn(given);
  const systems = chosen.map(({ system }) => system);
  const brought = await broughtBy(chosen);
  const settings = readSettings(values.set, systems);
  const { logger, tracer } = loggingOf(values, systems);
  const signIn = await signInFor(given, chosen, logger);
  await checkPorts(values, brought, signIn === undefined);
  const externals = externalsOf(values['documented-replay'], terminal);
  checkMovable(values, {
    businesses: chosen.length,
    hasIssuerOfOthers: signIn !== undefined && signIn.issuer === undefined,
    reachesOthers: externals !== undefined,
  });
  const calledOff = new AbortController();
  const ended = toldToEnd().then(() => calledOff.abort());
  const { signal } = calledOff;
  const opening = openHosts(systems, values, { logger, externals, settings, signal });
  const hosts = await opening.catch((cause: unknown) => {
    if (signal.aborted) return undefined;
    throw cause;
  });
  if (!hosts) return endedWell(terminal);
  const opened = await serve(given, hosts, { signIn, logger, tracer, brought, chosen });
  greet(given, chosen, opened);
  trimHeap();
  await ended;
  const code = await drain(opened, terminal);
  await tracer?.close();
  return code;
};
