// A deployment: which businesses, where their contexts run, and on what.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXTERNALS } from '@dure/services';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import { STANDARD_HOST } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';
import type { Chosen } from '../start/brought.ts';
import { nameIn, withEnvironment } from './environment.ts';
import type { Environment } from './environment.ts';
import { deploymentIn } from './file.ts';
import type { DeploymentFile } from './file.ts';
import { isServer } from './stores.ts';

const MISTAKEN = 2;
const FILE = 'dure.yaml';
const SERVER_PARTITIONS = 16;
/** Where a service listens that is found by its name, as Kubernetes has it. */
const SERVICE_PORT = 8090;

/** One context of a deployment, or the simulated external systems of a business. */
export type Part = {
  /** `lodging/payment` */
  readonly name: string;
  readonly business: string;
  readonly context: string;
  readonly store: string;
  readonly replicas: number;
  readonly port: number | undefined;
  readonly urls: readonly string[];
};

export type Deployment = {
  readonly chosen: readonly Chosen[];
  readonly parts: readonly Part[];
  readonly broker: string;
  readonly partitions: number;
  readonly host: string;
  readonly port: number | undefined;
};

type Wanted = {
  /** `--file`; without it, `dure.yaml` if there is one. */
  readonly file: string | undefined;
  readonly data: string;
  readonly folder: string;
  readonly environment: Environment;
  /** Those of the command line go before those of the file. */
  readonly businesses: readonly string[];
};

const fileOf = ({ file, folder }: Wanted): DeploymentFile => {
  if (file !== undefined) return deploymentIn(resolve(folder, file));
  const usual = resolve(folder, FILE);
  return existsSync(usual) ? deploymentIn(usual) : { contexts: {} };
};

const namesIn = (chosen: readonly Chosen[]): readonly string[] =>
  chosen.flatMap(({ system: { name, contexts, externals } }) => [
    ...contexts.map((context) => `${name}/${context.name}`),
    ...(externals.length > 0 ? [`${name}/${EXTERNALS}`] : []),
  ]);

const checkNames = (file: DeploymentFile, names: readonly string[], all: readonly string[]) => {
  const odd = Object.keys(file.contexts).find((name) => !all.includes(name));
  if (odd === undefined) return;
  const near = nearest(odd, names);
  const known = names.join(', ');
  const ko = `contexts.${odd}: 없는 서비스입니다. ${near ? `혹시 ${near}?` : `있는 것: ${known}`}`;
  const hint = near ? `Did you mean ${near}?` : `There are: ${known}`;
  const en = `contexts.${odd} is no context. ${hint}`;
  throw new UserError({ ko, en }, MISTAKEN);
};

const checkReplicas = ({ name, store, replicas }: Part): void => {
  if (replicas === 1 || isServer(store) || !name.endsWith(`/${EXTERNALS}`)) return;
  const ko = `${name}은(는) 기억을 나누지 못하므로 하나만 있을 수 있습니다`;
  throw new UserError(
    { ko, en: `${name} can have one replica only: it remembers alone` },
    MISTAKEN,
  );
};

/** As Kubernetes names a service: `http://lodging-payment:8090`. */
const urlOf = (name: string, port = SERVICE_PORT): string =>
  `http://${nameIn(name).toLowerCase().replaceAll('_', '-')}:${port}`;

const partOf = (name: string, file: DeploymentFile, data: string): Part => {
  const [business = '', context = ''] = name.split('/');
  const given = file.contexts[name] ?? {};
  const { port, replicas = 1, urls = [urlOf(name, port)] } = given;
  const store = given.store ?? file.store ?? `sqlite:${data}`;
  const part = { name, business, context, store, replicas, port, urls };
  checkReplicas(part);
  return part;
};

const loaded = async (wanted: Wanted, names: readonly string[]): Promise<readonly Chosen[]> => {
  const businesses = await chosenBusinesses(names, wanted.folder);
  return Promise.all(
    businesses.map(async (business) => ({ business, system: await business.rehearsal() })),
  );
};

/** The file may speak of businesses that were not asked for now. */
const checkContexts = async (wanted: Wanted, written: DeploymentFile, names: readonly string[]) => {
  const others = (written.businesses ?? []).filter((name) => !wanted.businesses.includes(name));
  const more = others.length > 0 ? namesIn(await loaded(wanted, others)) : [];
  checkNames(written, names, [...names, ...more]);
};

/** A file of `dure start` has one partition; on a server there is room for many. */
const partitionsOf = (file: DeploymentFile, parts: readonly Part[]): number => {
  const standard = parts.some(({ store }) => isServer(store)) ? SERVER_PARTITIONS : 1;
  return file.partitions ?? standard;
};

/** @throws {UserError} a mistake in the file or the environment. */
export const deploymentOf = async (wanted: Wanted): Promise<Deployment> => {
  const written = fileOf(wanted);
  const { businesses = [] } = written;
  const asked = wanted.businesses.length > 0 ? wanted.businesses : businesses;
  const chosen = await loaded(wanted, asked);
  const names = namesIn(chosen);
  await checkContexts(wanted, written, names);
  const file = withEnvironment(written, wanted.environment, names);
  const parts = names.map((name) => partOf(name, file, wanted.data));
  const { broker = 'log', host = STANDARD_HOST, port } = file;
  return { chosen, parts, broker, partitions: partitionsOf(file, parts), host, port };
};
