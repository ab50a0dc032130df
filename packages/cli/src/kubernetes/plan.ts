// What is to run in a cluster, before it is written as manifests: each context, and the gateway.

import { kafkaAddress, topicOf } from '@dure/feed-kafka';
import { EXTERNALS, talksOf } from '@dure/services';
import type { Deployment, Part } from '../deployment/deployment.ts';
import type { Words } from '@dure/domain';
import { STANDARD_PORT } from '../command-options.ts';
import { mistake } from '../deployment/file.ts';
import type { Place } from '../deployment/file.ts';
import { isServer } from '../deployment/stores.ts';
import { fewerThan } from '../deployment/values.ts';

export const GATEWAY = 'gateway';
export const SERVICE_PORT = 8090;
const NAMESPACE = 'dure';
const NAME_MAX = 63;

/** Something outside the deployment that a service needs: its store, or the broker. */
export type Endpoint = { readonly host: string; readonly port: number };

export type Workload = {
  /** Of the Deployment and the Service: `lodging-payment`. */
  readonly name: string;
  readonly business: string | undefined;
  readonly args: readonly string[];
  readonly port: number;
  readonly grpc: number | undefined;
  readonly replicas: number;
  readonly replicasMax: number;
  readonly lagPerReplica: number;
  readonly cpu: string;
  readonly memory: string;
  /** How large the volume of each replica is; nothing, where it keeps nothing. */
  readonly disk: string | undefined;
  /** The Secret with the password of its store; nothing, where that is a file. */
  readonly storeSecret: string | undefined;
  /** Names of the workloads that it opens connections to. */
  readonly reaches: readonly string[];
  readonly endpoints: readonly Endpoint[];
  /** The topics that it reads, and the group in which it does. */
  readonly group: string | undefined;
  readonly topics: readonly string[];
  /** The settings of the wall that belong to it. */
  readonly settings: { readonly [name: string]: unknown };
};

export type ClusterPlan = {
  readonly deployment: Deployment;
  readonly namespace: string;
  readonly image: string;
  readonly workloads: readonly Workload[];
};

/** As Kubernetes names things. */
export const dnsName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const wrong = (deployment: Deployment, at: Place, words: Words) =>
  mistake(deployment.placeOf(at), words);

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d+){3}$/.test(host);

/** A pod that looks for a server on its own machine finds none. */
const elsewhere = (host: string): Words => ({
  ko: `${host}은(는) 파드 자신입니다. 클러스터에서 닿는 주소를 주세요. 예: postgres`,
  en: `has ${host}, which is the pod itself. Give an address that the cluster reaches: postgres`,
});

const STORE_PORTS: { readonly [scheme: string]: number } = {
  mariadb: 3306,
  mysql: 3306,
  mongodb: 27_017,
};
const POSTGRES_PORT = 5432;

const storeEndpoint = (part: Part, deployment: Deployment): readonly Endpoint[] => {
  if (!isServer(part.store)) return [];
  const { hostname: host, port, protocol } = new URL(part.store);
  const standard = STORE_PORTS[protocol.replace(':', '')] ?? POSTGRES_PORT;
  if (isThisMachine(host)) throw wrong(deployment, placeOfStore(part), elsewhere(host));
  return [{ host, port: port === '' ? standard : Number(port) }];
};

/** Its own key, where the file gives it one. */
const placeOfStore = ({ name, hasOwnStore }: Part): Place =>
  hasOwnStore ? ['contexts', name, 'store'] : ['store'];

const brokersOf = (deployment: Deployment): readonly Endpoint[] => {
  if (deployment.broker === 'log') return [];
  const { brokers } = kafkaAddress(deployment.broker);
  const here = brokers.find(({ host }) => isThisMachine(host));
  if (here) throw wrong(deployment, ['broker'], elsewhere(here.host));
  return brokers;
};

const kindsOf = ({ context, store }: Part) => ({
  isSimulation: context === EXTERNALS,
  isFile: context !== EXTERNALS && !isServer(store),
});

const followsOf = (part: Part, deployment: Deployment) => {
  const system = deployment.chosen.find(({ system: { name } }) => name === part.business)?.system;
  const talks = system ? talksOf(system).filter(({ from }) => from === part.context) : [];
  const reaches = talks.map(({ to }) => dnsName(`${part.business}/${to}`));
  const sources = talks.map(({ to }) => to).filter((to) => to !== EXTERNALS);
  return { reaches, topics: sources.map((source) => topicOf(part.business, source)) };
};

const settingsOf = (part: Part, { chosen }: Deployment): Workload['settings'] => {
  const system = chosen.find(({ system: { name } }) => name === part.business)?.system;
  const context = system?.contexts.find(({ name }) => name === part.context);
  const all = Object.values(context?.settings ?? {});
  return Object.fromEntries(all.map(({ name, standard }) => [name, standard]));
};

const storeSecretOf = (part: Part): string | undefined => {
  const { isSimulation, isFile } = kindsOf(part);
  if (isSimulation || isFile) return undefined;
  return part.hasOwnStore ? `${dnsName(part.name)}-store` : 'dure-store';
};

const STANDARD = { cpu: '250m', memory: '384Mi', disk: '2Gi' };

const sizeOf = ({ replicas, replicasMax, lagPerReplica, cpu, memory }: Part) => ({
  replicas,
  replicasMax,
  lagPerReplica,
  cpu: cpu ?? STANDARD.cpu,
  memory: memory ?? STANDARD.memory,
});

/** What it reads of others, and how; simulated systems read nothing. */
const carriedOf = (part: Part, deployment: Deployment, topics: readonly string[]) => {
  const isCarried = deployment.broker !== 'log' && !kindsOf(part).isSimulation;
  if (!isCarried) return { group: undefined, topics: [], brokers: [] };
  const group = `${part.business}.${part.context}`;
  return { group, topics, brokers: brokersOf(deployment) };
};

const workloadOf = (part: Part, deployment: Deployment): Workload => {
  const { isSimulation, isFile } = kindsOf(part);
  const { reaches, topics } = followsOf(part, deployment);
  const { brokers, ...carried } = carriedOf(part, deployment, topics);
  return {
    name: dnsName(part.name),
    business: part.business,
    args: ['serve', part.name],
    port: part.port ?? SERVICE_PORT,
    grpc: undefined,
    ...sizeOf(part),
    disk: isFile ? (part.disk ?? STANDARD.disk) : undefined,
    storeSecret: storeSecretOf(part),
    reaches,
    endpoints: [...(isSimulation ? [] : storeEndpoint(part, deployment)), ...brokers],
    ...carried,
    settings: settingsOf(part, deployment),
  };
};

const STANDARD_GATEWAY = { replicas: 2, replicasMax: 6, cpu: '500m', memory: '512Mi', disk: '2Gi' };

const gatewaySizeOf = (deployment: Deployment) => {
  const { gateway = {} } = deployment.kubernetes;
  const { replicas = STANDARD_GATEWAY.replicas } = gateway;
  const { replicasMax = Math.max(replicas, STANDARD_GATEWAY.replicasMax) } = gateway;
  if (replicasMax >= replicas) return { ...STANDARD_GATEWAY, ...gateway, replicas, replicasMax };
  throw wrong(deployment, ['kubernetes', 'gateway', 'replicasMax'], fewerThan(replicas));
};

/** It keeps who did what on a volume of its own, so that a replica that goes takes none of it. */
const gatewayOf = (deployment: Deployment): Workload => ({
  ...gatewaySizeOf(deployment),
  name: GATEWAY,
  business: undefined,
  args: [GATEWAY, ...deployment.chosen.map(({ system: { name } }) => name)],
  port: deployment.port ?? STANDARD_PORT,
  grpc: deployment.grpc,
  lagPerReplica: 1,
  storeSecret: undefined,
  reaches: deployment.parts.map(({ name }) => dnsName(name)),
  endpoints: [],
  group: undefined,
  topics: [],
  settings: {},
});

/** Kubernetes knows a service by its name alone. */
const checkNames = (deployment: Deployment): void => {
  const taken = new Map<string, string>([[GATEWAY, GATEWAY]]);
  for (const { name } of deployment.parts) {
    const dns = dnsName(name);
    const other = taken.get(dns);
    if (other !== undefined) {
      const ko = `Kubernetes에서는 ${other}와(과) 같은 이름(${dns})이 됩니다. 하나를 바꾸세요`;
      const en = `would be called ${dns} in Kubernetes, as ${other} is. Rename one of them`;
      throw wrong(deployment, ['contexts', name], { ko, en });
    }
    // The pod of a StatefulSet has a number behind that name, and its Secret a word.
    if (dns.length > NAME_MAX - '-settings'.length) {
      const ko = `이름이 Kubernetes에는 너무 깁니다 (${dns.length}자)`;
      const en = `has too long a name for Kubernetes: ${dns.length} characters`;
      throw wrong(deployment, ['contexts', name], { ko, en });
    }
    taken.set(dns, name);
  }
};

const imageOf = (deployment: Deployment): string => {
  const { image } = deployment.kubernetes;
  if (image !== undefined) return image;
  const example = 'kubernetes: { image: registry.example.org/dure:0.1.0 }';
  const ko = `이 빠졌습니다. 어느 이미지를 돌릴까요? 예: ${example}`;
  throw wrong(deployment, ['kubernetes', 'image'], {
    ko,
    en: `is missing: which image is to run? Write ${example}`,
  });
};

/**
 * What is to run, each part by its name.
 * @throws {UserError} what the cluster could not run, with its place in the file.
 */
export const planOf = (deployment: Deployment): ClusterPlan => {
  checkNames(deployment);
  const image = imageOf(deployment);
  const services = deployment.parts.map((part) => workloadOf(part, deployment));
  const namespace = deployment.kubernetes.namespace ?? NAMESPACE;
  return { deployment, namespace, image, workloads: [...services, gatewayOf(deployment)] };
};
