// `dure start`: opens businesses, serves them over HTTP, and drains when it is told to end.

import { isoOf } from '@dure/domain';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import type { Documents } from '@dure/http/documents';
import type { Demo, Rehearsed } from '@dure/rehearsal';
import { businessNames, checkNames, documentsOf, linesFor, rehearsalOf } from '../businesses.ts';
import type { Given, Run } from '../command.ts';
import { STANDARD_DATA } from '../command-options.ts';
import type { StartOptions } from '../command-options.ts';
import type { ValuesOf } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { alimTalkIn, goesOut } from './alimtalk.ts';
import type { Externals } from './alimtalk.ts';
import { greetingOf } from './greeting.ts';
import { folderOf, openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';
import { loggerTo } from './logger.ts';
import type { Logger } from './logger.ts';
import { personalFields } from './mask.ts';
import { trimHeap } from './trim-heap.ts';
import { checkDocumentedPorts } from './ports.ts';
import { readSettings } from './settings.ts';

type Values = ValuesOf<StartOptions>;

const DRAIN_MS = 10_000;
const INTERRUPTED = 130;

const systemsOf = async (operands: readonly string[]): Promise<readonly Rehearsed[]> => {
  const names = operands.length > 0 ? [...new Set(operands)] : businessNames;
  checkNames(names);
  return Promise.all(names.map(rehearsalOf));
};

const loggerOf = ({ verbose }: Values, systems: readonly Rehearsed[]): Logger => {
  const hidden = new Set(systems.flatMap((system) => [...personalFields(system)]));
  return loggerTo((line) => void process.stderr.write(line), { isVerbose: verbose, hidden });
};

const closeAll = async (hosts: readonly BusinessHost[]): Promise<void> => {
  await Promise.all(hosts.map((host) => host.close()));
};

type Outside = { readonly logger: Logger; readonly externals: Externals | undefined };

/** A replay is of another year: nobody is to hear of it. */
const externalsOf = (values: Values, terminal: Terminal): Externals | undefined => {
  const externals = alimTalkIn(process.env);
  if (externals === undefined || values['documented-replay']) return undefined;
  terminal.tell(terminal.in(goesOut));
  return externals;
};

/** All hosts, or none: when one cannot be opened, the others are closed again. */
const openHosts = async (
  systems: readonly Rehearsed[],
  values: Values,
  { logger, externals }: Outside,
): Promise<readonly BusinessHost[]> => {
  const { data, memory } = values;
  const withDemo = values.demo && externals === undefined;
  const isReplay = values['documented-replay'];
  const settings = readSettings(values.set, systems);
  const opened = await Promise.allSettled(
    systems.map((system) => {
      const folder = memory ? undefined : folderOf(data, system.name, isReplay);
      return openBusinessHost({ system, folder, settings, isReplay, withDemo, logger, externals });
    }),
  );
  const hosts = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (!failed) return hosts;
  await closeAll(hosts);
  throw failed.reason;
};

/** What the businesses bring to the gateway, each by its name. */
type Brought = {
  readonly documents: { readonly [business: string]: Documents };
  readonly demos: { readonly [business: string]: Demo };
};

const broughtBy = async (systems: readonly Rehearsed[]): Promise<Brought> => {
  const documents = await Promise.all(
    systems.map(async ({ name }) => [name, await documentsOf(name)] as const),
  );
  const demos = systems.flatMap(({ name, demo }) => (demo ? [[name, demo] as const] : []));
  return { documents: Object.fromEntries(documents), demos: Object.fromEntries(demos) };
};

const openGateway = (
  hosts: readonly BusinessHost[],
  { host, port, lang, ...values }: Values,
  { logger, brought }: { readonly logger: Logger; readonly brought: Brought },
): Promise<Gateway> =>
  createGateway({
    running: hosts.map(({ running }) => running),
    ...brought,
    port,
    documentedPorts: values['documented-ports'],
    report: (fault) => logger.incident('gateway', fault),
    ...(host === undefined ? {} : { host }),
    ...(lang === undefined ? {} : { language: lang }),
  });

const greet = (
  { terminal, values }: Given<StartOptions>,
  systems: readonly Rehearsed[],
  { url, urls }: Gateway,
): void => {
  const { data, memory } = values;
  const isReplay = values['documented-replay'];
  const replayed = isReplay ? systems[0]?.replay?.now : undefined;
  const greeting = {
    systems,
    url,
    urls,
    data: memory ? undefined : data,
    replayedAt: replayed === undefined ? undefined : isoOf(replayed),
    startedMs: performance.now(),
  };
  const lines = isReplay ? [] : linesFor(systems, { url, logOptions: logOptionsOf(values) });
  for (const line of greetingOf(greeting, lines, terminal)) terminal.say(line);
};

/** What `dure log` must be told to find the data; nothing, where there is none to find. */
const logOptionsOf = ({ data, memory }: Values): string | undefined => {
  if (memory) return undefined;
  return data === STANDARD_DATA ? '' : ` --data ${data}`;
};

/** Resolves with the signal that asks for an end. A second one does not wait. */
const toldToEnd = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(INTERRUPTED));
        resolve(signal);
      });
    }
  });

const drain = async (
  gateway: Gateway,
  hosts: readonly BusinessHost[],
  terminal: Terminal,
): Promise<number> => {
  terminal.tell(terminal.in({ ko: '마무리하는 중…', en: 'Finishing what has begun…' }));
  const late = setTimeout(() => {
    const ko = `${DRAIN_MS / 1000}초 안에 마무리되지 않아 그냥 끝냅니다. 잃는 것은 없습니다`;
    const en = `Not finished within ${DRAIN_MS / 1000} s; ending anyway. Nothing is lost`;
    terminal.tell(terminal.in({ ko, en }));
    process.exit(1);
  }, DRAIN_MS);
  await gateway.close();
  await closeAll(hosts);
  clearTimeout(late);
  terminal.tell(terminal.in({ ko: '끝냈습니다. 또 만나요.', en: 'Done. See you.' }));
  return 0;
};

export const start: Run<StartOptions> = async (given) => {
  const { values, operands, terminal } = given;
  const systems = await systemsOf(operands);
  const brought = await broughtBy(systems);
  if (values['documented-ports']) checkDocumentedPorts(brought.documents);
  const logger = loggerOf(values, systems);
  const externals = externalsOf(values, terminal);
  const ended = toldToEnd();
  const hosts = await openHosts(systems, values, { logger, externals });
  const gateway = await openGateway(hosts, values, { logger, brought }).catch(
    async (cause: unknown) => {
      await closeAll(hosts);
      throw cause;
    },
  );
  greet(given, systems, gateway);
  trimHeap();
  await ended;
  return drain(gateway, hosts, terminal);
};
