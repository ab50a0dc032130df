// `dure serve lodging/payment`: one process of a deployment, with one context or several.

import { hiddenFields } from '@dure/access';
import { runService } from '@dure/services';
import type { ContextServer, MetricsPage } from '@dure/services';
import type { BoundedContext } from '@dure/domain';
import type { Kernel } from '@dure/kernel';
import type { Store } from '@dure/kernel/ports';
import type { Given, Run } from '../command.ts';
import type { ServeOptions } from '../command-options.ts';
import { alimTalkIn } from '../start/alimtalk.ts';
import type { Chosen } from '../start/brought.ts';
import { loggerTo } from '../start/logger.ts';
import type { Logger } from '../start/logger.ts';
import { carrierOver } from './carrier.ts';
import { deploymentOf, noContext } from './deployment.ts';
import type { Deployment, Part } from './deployment.ts';
import { secretIn } from './environment.ts';
import { endWithin, leave, RETIRED, startedUnless, toldToEnd } from './lifetime.ts';
import { tracerIn, withTraces } from '../tracing/tracing.ts';
import { LiveSettings } from './live-settings.ts';
import type { SettingsSource } from './live-settings.ts';
import { cannotListen } from './ports.ts';
import { isServer, openStore } from './stores.ts';
import { whenThere } from './waiting.ts';
import { warmUp } from './warm-up.ts';
import { lookWhoIsLeft, storePlaceOf } from './who-is-left.ts';
import type { Left } from './who-is-left.ts';

const DRAIN_MS = 20_000;

type Asked = { readonly business: string; readonly contexts: readonly string[] };

/** `lodging/payment,management` is two contexts, and `lodging` is all there are. */
const askedFor = (operand: string): Asked => {
  const [business = '', contexts = ''] = operand.split('/');
  return { business, contexts: contexts === '' ? [] : contexts.split(',') };
};

/** The contexts that this process runs; without names, all of the business. */
const runsOf = ({ contexts, business }: Asked, parts: readonly Part[]): readonly string[] => {
  const known = parts.filter((part) => part.business === business);
  for (const context of contexts) {
    if (known.some((part) => part.context === context)) continue;
    throw noContext(`${business}/${context}`, parts);
  }
  return contexts.length > 0 ? contexts : known.map(({ context }) => context);
};

type Parts = {
  readonly deployment: Deployment;
  readonly chosen: Chosen;
  readonly logger: Logger;
  readonly given: Given<ServeOptions>;
  readonly settings: LiveSettings;
};

const storeOf =
  ({ deployment, chosen, given: { terminal } }: Parts) =>
  (context: BoundedContext): Promise<Store> => {
    const business = chosen.system.name;
    const name = `${business}/${context.name}`;
    const { partitions } = deployment;
    const place = storePlaceOf(deployment, business, context);
    const open = (): Promise<Store> => openStore({ ...place, partitions });
    return whenThere(open, { name, say: (words) => terminal.tell(terminal.in(words)) });
  };

const addressesOf = ({ deployment: { parts }, chosen: { system } }: Parts) =>
  Object.fromEntries(
    parts
      .filter(({ business }) => business === system.name)
      .map((part) => [part.context, part.urls]),
  );

/** Nothing of it is loaded in a process that nobody monitors. */
const metricsOf = (business: string) => {
  let page: (() => Promise<MetricsPage>) | undefined;
  return async (kernels: ReadonlyMap<string, Kernel>): Promise<MetricsPage> => {
    const { serviceMetrics } = await import('@dure/http/service-metrics');
    page ??= serviceMetrics(business, kernels);
    return page();
  };
};

const prepared = async (parts: Parts, runs: readonly string[]): Promise<Left> => {
  const { deployment, settings, given } = parts;
  const { system } = parts.chosen;
  // Only where others serve meanwhile: one that is alone is waited for.
  if (isShared(parts, runs)) await warmUp({ system, settings: settings.values });
  return lookWhoIsLeft({ deployment, system, terminal: given.terminal }, runs);
};

type Running = { readonly service: ContextServer; readonly left: Left | undefined };

const run = async (parts: Parts, runs: readonly string[]): Promise<Running> => {
  const { deployment, chosen, logger, given } = parts;
  const { system } = chosen;
  const listen = { host: given.values.host ?? deployment.host, port: portOf(parts, runs) };
  const { terminal } = given;
  const carrierOf = carrierOver({
    broker: deployment.broker,
    business: system.name,
    environment: process.env,
    watch: (trouble) => {
      if (trouble) terminal.tell(terminal.in(trouble));
      else terminal.tell(terminal.in({ ko: 'Kafka가 돌아왔습니다', en: 'Kafka is back' }));
    },
  });
  let left: Left | undefined;
  const service = await runService({
    system,
    runs,
    prepare: async () => {
      left = await prepared(parts, runs);
      return left.dropped;
    },
    storeOf: storeOf(parts),
    addresses: addressesOf(parts),
    partitions: deployment.partitions,
    secret: secretIn(process.env),
    listen,
    externals: alimTalkIn(process.env) ?? {},
    settings: parts.settings.values,
    report: (incident) => logger.incident(system.name, incident),
    metricsOf: metricsOf(system.name),
    ...(carrierOf ? { carrierOf } : {}),
    ...(isShared(parts, runs) ? { leases: leaseTimes } : {}),
  }).catch((cause: unknown) => {
    throw cannotListen(cause, { ...listen, name: `${system.name}/${runs[0] ?? ''}` });
  });
  return { service, left };
};

/** By the beats of a replica. A replica that misses four of them has lost what it followed. */
const leaseTimes = { beatMs: 2_000, lostMs: 8_000 };

/** Whether there may be other replicas on the same stores, with which logs are shared. */
const isShared = ({ deployment: { parts }, chosen: { system } }: Parts, runs: readonly string[]) =>
  parts
    .filter(({ business, context }) => business === system.name && runs.includes(context))
    .some(({ replicasMax, store }) => replicasMax > 1 && isServer(store));

/** What is said on the command line, or in the file, or where others look for it. */
const portOf = ({ given, deployment, chosen }: Parts, runs: readonly string[]): number => {
  const { port } = given.values;
  if (port !== undefined) return port;
  const [first] = runs;
  const part = deployment.parts.find(({ name }) => name === `${chosen.system.name}/${first}`);
  return part?.port ?? Number(new URL(part?.urls[0] ?? 'http://localhost:8090').port);
};

const sourceOf = ({ values }: Given<ServeOptions>, { system }: Chosen): SettingsSource => ({
  file: values.settings,
  lines: values.set,
  system,
  passedOver: values['pass-over']?.split(',') ?? [],
});

/** What happens is a line each, where the log is to say that; whether it is may change. */
const follow = (service: ContextServer, { settings, logger, chosen, given }: Parts): void => {
  const { name } = chosen.system;
  for (const kernel of service.kernels.values()) {
    kernel.listen((notice) => logger.happened(name, notice));
  }
  settings.watch({
    say: (words) => given.terminal.tell(given.terminal.in(words)),
    setVerbose: (isVerbose) => logger.setVerbose?.(isVerbose || given.values.verbose),
  });
};

/** `dure up` takes it for ended; whoever else runs it is told that it may be. */
const sayRetired = (all: string, { tell, in: say }: Given<ServeOptions>['terminal']) => {
  const en = `${all}: retired, and read to the end by all others. This process may be ended`;
  tell(say({ ko: `${all}: 물러났고 다른 서비스가 끝까지 읽었습니다. 끝내도 됩니다`, en }));
  return process.send ? ('retired' as const) : new Promise<never>(() => {});
};

const endedHow = (isEnded: boolean, how: string): number => {
  if (!isEnded) return 1;
  return how === 'retired' ? RETIRED : 0;
};

/** All that it was to run was retired, and its data dropped. */
const endedWithout = async (service: ContextServer): Promise<never> => {
  await endWithin(service.close(), DRAIN_MS);
  return leave(RETIRED);
};

export const serve: Run<ServeOptions> = async (given) => {
  const { operands, values, terminal, folder } = given;
  const told = toldToEnd();
  const asked = askedFor(operands[0] ?? '');
  const environment = process.env;
  const businesses = [asked.business];
  const { data, file } = values;
  const deployment = await deploymentOf({ file, data, folder, environment, businesses });
  const [chosen] = deployment.chosen;
  if (!chosen) throw noContext(asked.business, deployment.parts);
  const wanted = runsOf(asked, deployment.parts);
  const hidden = new Set(hiddenFields(chosen.system));
  const write = (line: string): void => void process.stderr.write(line);
  const plain = loggerTo(write, { isVerbose: values.verbose, hidden });
  const named = `${chosen.system.name}-${wanted.join('+')}`;
  const tracer = tracerIn(environment, named, plain);
  const logger = withTraces(plain, tracer);
  const settings = new LiveSettings(sourceOf(given, chosen));
  const parts = { deployment, chosen, logger, given, settings };
  const running = await startedUnless(told, run(parts, wanted));
  if (!running) return leave(0);
  const { service, left } = running;
  const runs = wanted.filter((name) => !left?.dropped.includes(name));
  if (runs.length === 0) return endedWithout(service);
  await left?.tell(service.kernels);
  follow(service, parts);
  const all = runs.map((name) => `${chosen.system.name}/${name}`).join(', ');
  terminal.say(terminal.in({ ko: `${all}: ${service.url}`, en: `${all} at ${service.url}` }));
  const how = await Promise.race([told, service.retired.then(() => sayRetired(all, terminal))]);
  settings.stop();
  const isEnded = await endWithin(service.close(), DRAIN_MS);
  await tracer?.close();
  return leave(endedHow(isEnded, how));
};
