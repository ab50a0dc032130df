// A deployment: which businesses, where their contexts run, and on what.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXTERNALS } from '@dure/services';
import { businessNames } from '../businesses.ts';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import { STANDARD_HOST } from '../command-options.ts';
import { nearest } from '../did-you-mean.ts';
import type { Chosen } from '../start/brought.ts';
import { NoSuchBusiness, ownBusinesses } from '../project.ts';
import { checkVariables, nameIn, withEnvironment } from './environment.ts';
import type { Environment } from '../terminal.ts';
import { deploymentIn, mistake } from './file.ts';
import type { ContextFile, DeploymentFile, KubernetesFile, PlaceOf, Written } from './file.ts';
import { checkPorts } from './ports.ts';
import { isServer } from './stores.ts';
import { fewerThan } from './values.ts';

const FILE = 'dure.yaml';
const SERVER_PARTITIONS = 16;
const LAG_PER_REPLICA = 200;
/** Where a service listens that is found by its name, as Kubernetes has it. */
const SERVICE_PORT = 8090;

/** One context of a deployment, or the simulated external systems of a business. */
export type Part = {
  /** `lodging/payment` */
  readonly name: string;
  readonly business: string;
  readonly context: string;
  readonly store: string;
  /** Whether the store is said of it alone. */
  readonly hasOwnStore: boolean;
  readonly replicas: number;
  readonly port: number | undefined;
  readonly urls: readonly string[];
  readonly replicasMax: number;
  /** So many records each of them may be behind before there is another one. */
  readonly lagPerReplica: number;
  readonly cpu: string | undefined;
  readonly memory: string | undefined;
  readonly disk: string | undefined;
  readonly connections: number | undefined;
};

export type Deployment = {
  readonly chosen: readonly Chosen[];
  readonly parts: readonly Part[];
  readonly broker: string;
  readonly partitions: number;
  readonly host: string;
  readonly port: number | undefined;
  /** Where the gateway speaks gRPC, if it does. */
  readonly grpc: number | undefined;
  readonly kubernetes: KubernetesFile;
  readonly placeOf: PlaceOf;
};

const MISTAKEN = 2;

/** Of a name that no part has. */
export const noContext = (name: string, parts: readonly Part[]): UserError => {
  const all = parts.map((part) => part.name).join(', ');
  const ko = `${name}: 없는 서비스입니다. 있는 것: ${all}`;
  return new UserError({ ko, en: `There is no context ${name}. There are: ${all}` }, MISTAKEN);
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

const fileOf = ({ file, folder }: Wanted): Written => {
  if (file !== undefined) return deploymentIn(resolve(folder, file));
  const usual = resolve(folder, FILE);
  if (existsSync(usual)) return deploymentIn(usual);
  return { file: { contexts: {} }, placeOf: (at) => at.join('.') };
};

const namesIn = (chosen: readonly Chosen[]): readonly string[] =>
  chosen.flatMap(({ system: { name, contexts, externals } }) => [
    ...contexts.map((context) => `${name}/${context.name}`),
    ...(externals.length > 0 ? [`${name}/${EXTERNALS}`] : []),
  ]);

const checkNames = (
  { file, placeOf }: Written,
  names: readonly string[],
  all: readonly string[],
): void => {
  const odd = Object.keys(file.contexts).find((name) => !all.includes(name));
  if (odd === undefined) return;
  const near = nearest(odd, names);
  const known = names.join(', ');
  throw mistake(placeOf(['contexts', odd]), {
    ko: `없는 서비스입니다. ${near ? `혹시 ${near}?` : `있는 것: ${known}`}`,
    en: `is no context. ${near ? `Did you mean ${near}?` : `There are: ${known}`}`,
  });
};

/** A file has one writer, and simulated systems remember alone. */
const checkReplicas = (part: Part, { placeOf }: Written): void => {
  const { name, store, replicas, replicasMax, context } = part;
  if (replicasMax < replicas)
    throw mistake(placeOf(['contexts', name, 'replicasMax']), fewerThan(replicas));
  if (replicasMax === 1) return;
  const key = replicas === 1 ? 'replicasMax' : 'replicas';
  const place = placeOf(['contexts', name, key]);
  if (context === EXTERNALS) {
    const ko = '하나여야 합니다. 흉내 내는 외부 시스템은 기억을 나누지 못합니다';
    throw mistake(place, { ko, en: 'must be 1: simulated external systems remember alone' });
  }
  if (isServer(store)) return;
  const ko =
    'SQLite에서는 하나여야 합니다. 여럿이면 store에 postgres://… 또는 mariadb://…를 주세요';
  const en = 'must be 1 on SQLite. For several, give it a store of postgres://… or mariadb://…';
  throw mistake(place, { ko, en });
};

/** As Kubernetes names a service: `http://lodging-payment:8090`. */
const urlOf = (name: string, port = SERVICE_PORT): string =>
  `http://${nameIn(name).toLowerCase().replaceAll('_', '-')}:${port}`;

const partOf = (name: string, file: DeploymentFile, data: string): Part => {
  const [business = '', context = ''] = name.split('/');
  const given = file.contexts[name] ?? {};
  const { port, urls = [urlOf(name, port)] } = given;
  const store = given.store ?? file.store ?? `sqlite:${data}`;
  const hasOwnStore = given.store !== undefined;
  const { connections = file.connections } = given;
  const place = { name, business, context, store, hasOwnStore, port, urls, connections };
  return { ...place, ...sizeOf(given) };
};

/** How many there are, and what each of them needs. */
const sizeOf = ({ replicas = 1, replicasMax = replicas, ...given }: ContextFile) => ({
  replicas,
  replicasMax,
  lagPerReplica: given.lagPerReplica ?? LAG_PER_REPLICA,
  cpu: given.cpu,
  memory: given.memory,
  disk: given.disk,
});

const loaded = async (wanted: Wanted, names: readonly string[]): Promise<readonly Chosen[]> => {
  const businesses = await chosenBusinesses(names, wanted.folder);
  return Promise.all(
    businesses.map(async (business) => ({ business, system: await business.rehearsal() })),
  );
};

/** Those that the file names: where one is no business, its line is said. */
const loadedOfFile = async (
  wanted: Wanted,
  { file, placeOf }: Written,
  names: readonly string[],
): Promise<readonly Chosen[]> => {
  try {
    return await loaded(wanted, names);
  } catch (cause) {
    if (!(cause instanceof NoSuchBusiness)) throw cause;
    const item = file.businesses?.indexOf(cause.business);
    throw mistake(`${placeOf(['businesses'], item)}:`, cause.words);
  }
};

/** The file may speak of businesses that were not asked for now. */
const namesOfOthers = async (wanted: Wanted, written: Written): Promise<readonly string[]> => {
  const { businesses = [] } = written.file;
  const others = businesses.filter((name) => !wanted.businesses.includes(name));
  return others.length > 0 ? namesIn(await loadedOfFile(wanted, written, others)) : [];
};

const checkAll = async (wanted: Wanted, written: Written, names: readonly string[]) => {
  const contexts = [...new Set([...names, ...(await namesOfOthers(wanted, written))])];
  checkNames(written, names, contexts);
  const own = (await ownBusinesses(wanted.folder)).map(({ name }) => name);
  const here = contexts.map((name) => name.slice(0, name.indexOf('/')));
  const others = [...own, ...businessNames].filter((name) => !here.includes(name));
  checkVariables(wanted.environment, { contexts, others });
};

/** A file of `dure start` has one partition; on a server there is room for many. */
const partitionsOf = (file: DeploymentFile, parts: readonly Part[]): number => {
  const standard = parts.some(({ store }) => isServer(store)) ? SERVER_PARTITIONS : 1;
  return file.partitions ?? standard;
};

/** @throws {UserError} a mistake in the file or the environment. */
export const deploymentOf = async (wanted: Wanted): Promise<Deployment> => {
  const written = fileOf(wanted);
  const { businesses = [] } = written.file;
  const isAsked = wanted.businesses.length > 0;
  const chosen = isAsked
    ? await loaded(wanted, wanted.businesses)
    : await loadedOfFile(wanted, written, businesses);
  const names = namesIn(chosen);
  await checkAll(wanted, written, names);
  const file = withEnvironment(written.file, wanted.environment, names);
  const parts = names.map((name) => partOf(name, file, wanted.data));
  for (const part of parts) checkReplicas(part, written);
  checkPorts(parts, file, written.placeOf);
  const { broker = 'log', host = STANDARD_HOST, port, grpc, kubernetes = {} } = file;
  const partitions = partitionsOf(file, parts);
  const { placeOf } = written;
  return { chosen, parts, broker, partitions, host, port, grpc, kubernetes, placeOf };
};
