// `dure gateway`: the one entry to the businesses of a deployment.

import { createGateway } from '@dure/http';
import { reachBusiness, Signer } from '@dure/services';
import type { Given, Run } from '../command.ts';
import { STANDARD_PORT } from '../command-options.ts';
import type { GatewayOptions } from '../command-options.ts';
import { auditIn } from '../start/audit.ts';
import { broughtBy } from '../start/brought.ts';
import { loggerTo } from '../start/logger.ts';
import { pagesFolder } from '../pages-folder.ts';
import { personalFields } from '../start/mask.ts';
import { signInOf } from '../sign-in/identity.ts';
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

/** The gateway, and the way to close it with all that it reaches for. */
const open = async ({ values, deployment, terminal }: Opening) => {
  const hidden = new Set(deployment.chosen.flatMap(({ system }) => [...personalFields(system)]));
  const write = (line: string): void => void process.stderr.write(line);
  const logger = loggerTo(write, { isVerbose: values.verbose, hidden });
  const publicUrl = values['public-url'];
  const signIn = await signInOf({ environment: process.env, publicUrl, logger });
  const hosts = await reachAll(deployment, 'gateway');
  const audit = auditIn(
    values.data,
    deployment.chosen.map(({ system }) => system.name),
    logger,
  );
  const stopAll = () => Promise.all([...hosts.map((host) => host.stop()), audit?.close()]);
  const opened = await createGateway({
    running: hosts,
    ...(audit ? { audit } : {}),
    ...(await broughtBy(deployment.chosen)),
    host: values.host ?? deployment.host,
    port: values.port ?? deployment.port ?? STANDARD_PORT,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(signIn === undefined ? {} : { identity: signIn.identity }),
    language: terminal.language,
    ...pagesFolder(),
    report: (fault) => logger.incident('gateway', fault),
  }).catch(async (cause: unknown) => {
    await stopAll();
    throw cause;
  });
  const close = async (): Promise<void> => {
    await opened.close();
    await stopAll();
  };
  return { url: opened.url, close };
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
  await told;
  const isEnded = await endWithin(opened.close(), DRAIN_MS);
  return leave(isEnded ? 0 : 1);
};
