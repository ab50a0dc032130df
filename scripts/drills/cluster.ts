// Lodging in a cluster that `KUBECONFIG` leads to, by the manifests of `dure deploy kubernetes`,
// in a namespace that is gone afterwards. What the cluster has to have: the image (`DURE_IMAGE`),
// names of services, and volumes of the class `local`. `scripts/kubernetes/node.sh` makes such a
// one.
//
// To the manifests comes a port of the node, since people do not reach a drill by an Ingress.

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { CannotRun } from './drill.ts';
import { main, signWith } from './house.ts';
import { AUDIENCE, openIssuer } from './issuer.ts';

const run = promisify(execFile);
const LOOK_MS = 250;
const CONNECTED_MS = 10_000;
const MISSED_MS = 120_000;
/** More than whatever it is told to wait for. */
const KUBECTL_MS = 330_000;
const ROLLOUT = ['--timeout', '300s'];
const OUTPUT_BYTES_MAX = 64 * 2 ** 20;

export const image = process.env['DURE_IMAGE'] ?? 'localhost/dure:0.1.0';

/** @throws {Error} with what kubectl says, or that it was ended, where it has not ended in time. */
export const kubectl = async (...args: readonly string[]): Promise<string> =>
  (await run('kubectl', args, { maxBuffer: OUTPUT_BYTES_MAX, timeout: KUBECTL_MS })).stdout;

export type ClusterOptions = {
  /** Lines of its `dure.yaml`, without the section of the cluster. */
  readonly file: readonly string[];
  /** Secrets beside the one by which services know each other. */
  readonly secrets?: { readonly [name: string]: { readonly [key: string]: string } };
  /** `gateway` of that section; as it is unless given. */
  readonly gateway?: { readonly cpu?: string };
  /** An address of this machine that pods reach. */
  readonly host: string;
};

export type Cluster = {
  readonly url: string;
  readonly namespace: string;
  /** The file that it was made from. */
  readonly config: string;
  /** Of this namespace. */
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  /** Why pods could not start before their Secret was there, by the words of the cluster. */
  readonly waitedFor: readonly string[];
  /** Waits until all of it is as it should be. */
  readonly ready: () => Promise<void>;
  readonly end: () => Promise<void>;
};

const OTHER = 'Give the file of one: KUBECONFIG=./node/admin.conf';
const NODE = 'scripts/kubernetes/node.sh makes one, and says where kubectl is';

const noCluster = (why: string, cause?: unknown): CannotRun =>
  new CannotRun(`${why}.\n${OTHER}. ${NODE}.`, { cause });

/** What went wrong, as whoever ran it has to read it. */
const whyNot = (cause: unknown): string => {
  // Node gives the code, and what was written to the standard error.
  const { code, stderr = '' } = Object(cause) as { code?: unknown; stderr?: string };
  if (code === 'ENOENT') return 'There is no kubectl on the PATH';
  return `kubectl knows no cluster (${stderr.trim().split('\n').at(-1)})`;
};

/** @throws {CannotRun} kubectl knows of none. */
const serverOfCluster = async (): Promise<string> => {
  const path = 'jsonpath={.clusters[0].cluster.server}';
  const server = await kubectl('config', 'view', '--minify', '-o', path).catch((cause) => {
    throw noCluster(whyNot(cause), cause);
  });
  if (!URL.canParse(server)) throw noCluster('kubectl knows no cluster');
  return server;
};

/**
 * This machine, as the node of the cluster reaches it.
 * @throws {CannotRun} there is no cluster, or it is not there.
 */
export const hostOfCluster = async (): Promise<string> => {
  const { href, port, hostname } = new URL(await serverOfCluster());
  const socket = connect(Number(port || '443'), hostname);
  const signal = AbortSignal.timeout(CONNECTED_MS);
  try {
    await once(socket, 'connect', { signal });
    return socket.localAddress ?? '';
  } catch (cause) {
    throw noCluster(`No cluster answers at ${href}`, cause);
  } finally {
    socket.destroy();
  }
};

const DNS = 53;

/** Names are looked up at an address of the node here, and not in pods of the cluster. */
const lookUps = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'drill' },
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ ports: ['UDP', 'TCP'].map((protocol) => ({ protocol, port: DNS })) }],
  },
};

const extras = (ca: string): string =>
  [
    lookUps,
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'drill' },
      data: { 'ca.crt': ca },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'drill' },
      spec: {
        type: 'NodePort',
        selector: {
          'app.kubernetes.io/name': 'dure',
          'app.kubernetes.io/component': 'gateway',
        },
        ports: [{ port: 8088, targetPort: 'http' }],
      },
    },
  ]
    .map((one) => stringify(one))
    .join('---\n');

/** Writes the manifests; returns the folder. */
const writeManifests = async (options: ClusterOptions, namespace: string, issuer: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-drill-cluster-'));
  const config = join(folder, 'dure.yaml');
  const environment = `{ DURE_ISSUER: '${issuer}', DURE_AUDIENCE: ${AUDIENCE} }`;
  const cluster = [`  namespace: ${namespace}`, '  storageClass: local', '  trust: drill'];
  const gateway = `  gateway: ${JSON.stringify(options.gateway ?? {})}`;
  const lines = [...options.file, 'kubernetes:', ...cluster, `  environment: ${environment}`];
  writeFileSync(config, [...lines, gateway, `  image: ${image}`, ''].join('\n'));
  const asked = ['deploy', 'kubernetes', '--config', config, '--out', join(folder, 'out')];
  await run(process.execPath, [main, ...asked]);
  return folder;
};

const secretsOf = ({ secrets = {} }: ClusterOptions) => ({
  dure: { secret: 'a secret of drills that is long enough' },
  ...secrets,
});

/** The manifests come before their Secrets, as a person may apply them. */
const applyAll = async (folder: string, namespace: string, ca: string): Promise<void> => {
  const manifests = join(folder, 'out', 'manifests');
  writeFileSync(join(manifests, 'drill.yaml'), extras(ca));
  await kubectl('apply', '--filename', join(folder, 'out', 'namespace.yaml'));
  await kubectl('--namespace', namespace, 'apply', '--filename', manifests);
};

/** What keeps pods from starting, by the words of the cluster: no volume for them, say. */
const warningsIn = async (of: Cluster['kubectl']): Promise<string> => {
  const path = 'jsonpath={range .items[*]}{.message}{"\\n"}{end}';
  const said = await of('get', 'events', '--field-selector', 'type=Warning', '-o', path);
  return [...new Set(said.trim().split('\n'))].join('\n');
};

/** What is said of pods whose Secret is missing; all of them say it before anything goes on. */
const untilMissed = async (of: Cluster['kubectl']): Promise<readonly string[]> => {
  const until = Date.now() + MISSED_MS;
  for (;;) {
    const path = 'jsonpath={range .items[*]}{.involvedObject.name}: {.message}{"\\n"}{end}';
    const events = await of('get', 'events', '--field-selector', 'reason=FailedMount', '-o', path);
    const missed = new Map(events.split('\n').map((line) => [line.split(':')[0], line]));
    missed.delete('');
    const pods = (await of('get', 'pods', '-o', 'name')).trim().split('\n');
    if (missed.size >= pods.length) return [...missed.values()];
    if (Date.now() > until) {
      const others = pods.filter((pod) => !missed.has(pod.replace('pod/', '')));
      const words = `These pods do not wait for a Secret: ${others.join()}. The cluster says:`;
      throw new Error(`${words}\n${await warningsIn(of)}`);
    }
    await sleep(LOOK_MS);
  }
};

const makeSecrets = async (of: Cluster['kubectl'], options: ClusterOptions): Promise<void> => {
  for (const [name, keys] of Object.entries(secretsOf(options))) {
    const literals = Object.entries(keys).map(([key, value]) => `--from-literal=${key}=${value}`);
    await of('create', 'secret', 'generic', name, ...literals);
  }
};

export const workloads = async (of: Cluster['kubectl']): Promise<readonly string[]> => {
  const label = 'app.kubernetes.io/managed-by=dure';
  const found = await of('get', 'deployments,statefulsets', '--selector', label, '-o', 'name');
  return found.trim().split('\n');
};

const untilReady = async (of: Cluster['kubectl']): Promise<void> => {
  for (const name of await workloads(of)) await of('rollout', 'status', name, ...ROLLOUT);
};

const urlOf = async (of: Cluster['kubectl']): Promise<string> => {
  const port = await of('get', 'service', 'drill', '-o', 'jsonpath={.spec.ports[0].nodePort}');
  const address = '.status.addresses[?(@.type=="InternalIP")].address';
  return `http://${await kubectl('get', 'nodes', '-o', `jsonpath={.items[0]${address}}`)}:${port}`;
};

/** @throws {Error} with what the cluster says, where not all are ready in time. */
export const openCluster = async (options: ClusterOptions): Promise<Cluster> => {
  const namespace = `dure-drill-${Date.now().toString(36)}`;
  const issuer = await openIssuer(options.host);
  const folder = await writeManifests(options, namespace, issuer.url);
  const own: Cluster['kubectl'] = (...args) => kubectl('--namespace', namespace, ...args);
  const end = async (): Promise<void> => {
    // What was found is said, also where the cluster does not end it.
    const asked = ['--ignore-not-found', '--timeout', '120s'];
    const left = `The namespace ${namespace} is still there: kubectl delete namespace ${namespace}`;
    await kubectl('delete', 'namespace', namespace, ...asked).catch(() => console.error(left));
    issuer.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await applyAll(folder, namespace, issuer.ca);
    const waitedFor = await untilMissed(own);
    await makeSecrets(own, options);
    await untilReady(own);
    const url = await urlOf(own);
    signWith(url, issuer.headersOf);
    const config = join(folder, 'dure.yaml');
    return { url, namespace, config, kubectl: own, waitedFor, ready: () => untilReady(own), end };
  } catch (cause) {
    await end();
    throw cause;
  }
};
