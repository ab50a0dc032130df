// `dure gateway`: the one entry to the businesses of a deployment.

import { hiddenFields } from '@dure/access';
import type { AuditLog } from '@dure/access';
import { createGateway } from '@dure/http';
import { reachBusiness, Signer } from '@dure/services';
import type { Given, Run } from '../command.ts';
import { STANDARD_PORT } from '../command-options.ts';
import type { GatewayOptions } from '../command-options.ts';
import { addressOf, openGrpc } from '../grpc/open-grpc.ts';
import { auditIn } from '../start/audit.ts';
import { broughtBy } from '../start/brought.ts';
import { loggerTo } from '../start/logger.ts';
import { pagesFolder } from '../pages-folder.ts';
import type { Logger } from '../start/logger.ts';
import { gatewaySettings } from '../sign-in/gateway-settings.ts';
import { signInOf } from '../sign-in/identity.ts';
import type { SignIn } from '../sign-in/identity.ts';
import { tracerIn } from '../tracing/tracing.ts';
import type { Tracer } from '../tracing/tracing.ts';
import { deploymentOf } from './deployment.ts';
import type { Deployment } from './deployment.ts';
import { secretIn } from './environment.ts';
import { endWithin, leave, startedUnless, toldToEnd } from './lifetime.ts';

const DRAIN_MS = 10_000;

/** Every business of the deployment, as far as its contexts are there. */
export const reachAll = (deployment: Deployment, from: string) => {
  const signer = new Signer(secretIn(process.env), from);
  return Promise.all(
    deployment.chosen.map(({ system }) => {
      const own = deployment.parts.filter(({ business }) => business === system.name);
      const addresses = Object.fromEntries(own.map(({ context, urls }) => [context, urls]));
      return reachBusiness({ system, addresses, partitions: deployment.partitions, signer });
    }),
  );
};

type Opening = Given<GatewayOptions> & { readonly deployment: Deployment };

/** Where it listens: the options go before the environment, and that before the file. */
const placesOf = ({ values, deployment }: Opening) => ({
  host: values.host ?? deployment.host,
  port: values.port ?? deployment.port ?? STANDARD_PORT,
  grpc: values.grpc ?? deployment.grpc,
});

const loggerOf = ({ values, deployment }: Opening): Logger => {
  const hidden = new Set(deployment.chosen.flatMap(({ system }) => [...hiddenFields(system)]));
  const write = (line: string): void => void process.stderr.write(line);
  return loggerTo(write, { isVerbose: values.verbose, hidden });
};

type Entries = {
  readonly hosts: Awaited<ReturnType<typeof reachAll>>;
  readonly signIn: SignIn | undefined;
  readonly logger: Logger;
  readonly audit: AuditLog | undefined;
  readonly tracer: Tracer | undefined;
};

/** Both entries, or none. */
const openEntries = async (opening: Opening, entries: Entries) => {
  const { hosts, signIn, logger, audit, tracer } = entries;
  const { values, deployment, terminal } = opening;
  const { host, port, grpc: grpcPort } = placesOf(opening);
  const { chosen } = deployment;
  const { language } = terminal;
  const publicUrl = values['public-url'];
  const gateway = await createGateway({
    running: hosts,
    ...(audit ? { audit } : {}),
    ...(tracer ? { tracing: tracer.tracing } : {}),
    ...gatewaySettings(process.env),
    ...(await broughtBy(chosen)),
    host,
    port,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(signIn === undefined ? {} : { identity: signIn.identity }),
    language,
    ...pagesFolder(),
    report: (fault) => logger.incident('gateway', fault),
  });
  try {
    const identity = signIn?.identity;
    const { tls } = gatewaySettings(process.env);
    const { figures, limits } = gateway;
    const facing = { language, limits, tls, identity };
    const serving = { ...facing, running: hosts, chosen, logger, audit, figures };
    return { gateway, grpc: await openGrpc({ port: grpcPort, host }, serving) };
  } catch (cause) {
    await gateway.close();
    throw cause;
  }
};

/** The gateway, and the way to close it with all that it reaches for. */
const open = async (opening: Opening) => {
  const logger = loggerOf(opening);
  const publicUrl = opening.values['public-url'];
  const signIn = await signInOf({ environment: process.env, publicUrl, logger });
  const hosts = await reachAll(opening.deployment, 'gateway');
  const names = opening.deployment.chosen.map(({ system }) => system.name);
  const audit = auditIn(opening.values.data, names, logger);
  const tracer = tracerIn(process.env, 'gateway', logger);
  const closing = () => [audit?.close(), tracer?.close()];
  const stopAll = () => Promise.all([...hosts.map((host) => host.stop()), ...closing()]);
  const entries = await openEntries(opening, { hosts, signIn, logger, audit, tracer }).catch(
    async (cause: unknown) => {
      await stopAll();
      throw cause;
    },
  );
  const { gateway: opened, grpc } = entries;
  const close = async (): Promise<void> => {
    await Promise.all([opened.close(), grpc?.close()]);
    await stopAll();
  };
  return { url: opened.url, grpc, close };
};

export const gateway: Run<GatewayOptions> = async (given) => {
  const { values, operands: businesses, terminal, folder } = given;
  const told = toldToEnd();
  const environment = process.env;
  const { file, data } = values;
  const deployment = await deploymentOf({ file, data, folder, environment, businesses });
  const opened = await startedUnless(told, open({ ...given, deployment }));
  if (!opened) return leave(0);
  terminal.say(terminal.in({ ko: `관문: ${opened.url}`, en: `The gateway is at ${opened.url}` }));
  if (opened.grpc) terminal.say(`gRPC: ${addressOf(opened.grpc)}`);
  await told;
  const { leaveMs = 0 } = gatewaySettings(environment);
  const isEnded = await endWithin(opened.close(), leaveMs + DRAIN_MS);
  return leave(isEnded ? 0 : 1);
};
