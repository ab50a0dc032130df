// The manifests of every shipped deployment, given to a real API server: it takes them with no
// field that it does not know, and its own admission finds every pod restricted.

import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { helm } from '@dure/servers/helm';
import { startApiServer } from '@dure/servers/kubernetes';
import type { ApiServer } from '@dure/servers/kubernetes';
import { parseAllDocuments } from 'yaml';
import { exactly, reported } from './drill.ts';
import type { Drill, Figure } from './drill.ts';
import { main } from './house.ts';

type Manifest = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
};

/** Where the custom resources are defined, as modules of Go. */
const modules = [
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_*.yaml'],
  ['sigs.k8s.io/gateway-api@v1.6.3', 'config/crd/standard/*_httproutes.yaml'],
] as const;

const folder = fileURLToPath(new URL('../../deployments', import.meta.url));

/** Servers of this machine, as a cluster reaches them. */
const elsewhere = {
  DURE_BROKER: 'kafka://kafka:9092',
  DURE_STORE: 'postgres://dure@postgres:5432/dure',
  DURE_STORE_LODGING_PAYMENT: 'mariadb://dure@mariadb:3306/dure',
};

type Written = { readonly manifests: readonly Manifest[]; readonly chart: readonly string[] };

/** What the command writes, read as a cluster reads it; and what is wrong with the chart. */
const writtenFor = (file: string): Written => {
  const out = mkdtempSync(join(tmpdir(), 'dure-drill-manifests-'));
  const config = join(folder, file);
  execFileSync(process.execPath, [main, 'deploy', 'kubernetes', '--config', config, '--out', out], {
    env: { ...process.env, ...(file.includes('on-kubernetes') ? {} : elsewhere) },
  });
  const named = documentsIn(join(out, 'namespace.yaml'));
  const files = globSync('manifests/*.yaml', { cwd: out });
  const plain = files.flatMap((name) => documentsIn(join(out, name)));
  const chart = chartMistakes(join(out, 'chart'), plain, named[0]?.metadata.name ?? '');
  rmSync(out, { recursive: true, force: true });
  return { manifests: [...named, ...plain], chart };
};

const inOrder = (manifests: readonly Manifest[]): readonly string[] =>
  manifests.map((manifest) => JSON.stringify(manifest)).toSorted();

/** Helm finds nothing to complain of, and makes the same as was written plainly. */
const chartMistakes = (
  chart: string,
  plain: readonly Manifest[],
  namespace: string,
): readonly string[] => {
  const lint = helm('lint', '--strict', chart);
  const made = helm('template', 'dure', chart, '--namespace', namespace);
  const rendered = inOrder(documentsOf(made.out));
  const [wanted, odd] = [inOrder(plain), [] as string[]];
  if (lint.exitCode !== 0) odd.push(`helm lint: ${lint.out}`);
  if (made.exitCode !== 0) odd.push(`helm template: ${made.trouble}`);
  const other = wanted.find((text, at) => rendered[at] !== text);
  if (other !== undefined || rendered.length !== wanted.length)
    odd.push(`helm template makes another ${other?.slice(0, 200)}`);
  return odd;
};

const documentsOf = (text: string): readonly Manifest[] =>
  parseAllDocuments(text)
    .map((document) => document.toJS() as Manifest | null) // It is a file of manifests.
    .filter((manifest) => manifest !== null);

const documentsIn = (file: string): readonly Manifest[] => documentsOf(readFileSync(file, 'utf8'));

const ANSWER_MS = 40_000;

type Answer = { readonly status: number; readonly text: string };

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly withinMs?: number;
};

type Reached = Pick<ApiServer, 'url' | 'token' | 'ca'>;

/** Status 0 is no answer in time. */
export const call = (api: Reached, asking: Asked): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { method, path, body, withinMs = ANSWER_MS } = asking;
    const signal = AbortSignal.timeout(withinMs);
    const type = method === 'PATCH' ? 'application/apply-patch+yaml' : 'application/json';
    const headers = { authorization: `Bearer ${api.token}`, 'content-type': type };
    const end = (cause: Error): void =>
      signal.aborted ? resolve({ status: 0, text: 'not answered' }) : reject(cause);
    const sent = { method, ca: api.ca, headers, signal };
    const asked = request(`${api.url}${path}`, sent, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text })).on('error', end);
    });
    asked.on('error', end);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });

const plurals: { readonly [kind: string]: string } = {
  Ingress: 'ingresses',
  NetworkPolicy: 'networkpolicies',
  CustomResourceDefinition: 'customresourcedefinitions',
};

const isOfCluster = ({ kind }: Manifest): boolean =>
  kind === 'Namespace' || kind === 'CustomResourceDefinition';

const pathOf = (manifest: Manifest, plural: string): string => {
  const { apiVersion, metadata } = manifest;
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const place = isOfCluster(manifest) ? '' : `/namespaces/${metadata.namespace}`;
  return `${root}${place}/${plural}`;
};

const apply = (api: ApiServer, manifest: Manifest): Promise<Answer> => {
  const plural = plurals[manifest.kind] ?? `${manifest.kind.toLowerCase()}s`;
  const query = 'fieldManager=dure&fieldValidation=Strict&force=true';
  const path = `${pathOf(manifest, plural)}/${manifest.metadata.name}?${query}`;
  return call(api, { method: 'PATCH', path, body: manifest });
};

const definitions = (): readonly Manifest[] =>
  modules.flatMap(([module, pattern]) => {
    const said = execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' });
    const { Dir } = JSON.parse(said) as { readonly Dir: string }; // Go says where it has put it.
    return globSync(pattern, { cwd: Dir }).flatMap((file) => documentsIn(join(Dir, file)));
  });

const failed = ({ kind, metadata }: Manifest, { status, text }: Answer): readonly string[] =>
  Math.floor(status / 100) === 2
    ? []
    : [`${kind} ${metadata.name}: ${status} ${text.slice(0, 400)}`];

/** What the operator of Prometheus defines is in no module: the fast test has its schema. */
const isServed = ({ apiVersion }: Manifest): boolean => !apiVersion.startsWith('monitoring.');

/** The pod that a Deployment would make, as admission sees it. */
const podsOf = (manifests: readonly Manifest[]): readonly Manifest[] =>
  manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map(({ kind, metadata, spec }) => {
      // The manifests of this program have a template, and those with volumes claim them.
      const { template, volumeClaimTemplates = [] } = spec as {
        readonly template: { readonly spec: { readonly volumes: readonly object[] } };
        readonly volumeClaimTemplates?: readonly Manifest[];
      };
      const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({
        name,
        persistentVolumeClaim: { claimName: name },
      }));
      const pod = { ...template.spec, volumes: [...template.spec.volumes, ...claimed] };
      const named = {
        name: `${kind.toLowerCase()}-${metadata.name}`,
        namespace: `${metadata.namespace}`,
      };
      return { apiVersion: 'v1', kind: 'Pod', metadata: named, spec: pod };
    });

const admitted = async (api: ApiServer, pod: Manifest): Promise<readonly string[]> => {
  const path = `${pathOf(pod, 'pods')}?dryRun=All&fieldValidation=Strict`;
  return failed(pod, await call(api, { method: 'POST', path, body: pod }));
};

/** A pod as root: the namespace has to refuse it, or its label means nothing. */
const asRoot = (pod: Manifest): Manifest => ({
  ...pod,
  metadata: { ...pod.metadata, name: 'as-root' },
  spec: { ...Object(pod['spec']), securityContext: { runAsUser: 0 } },
});

const inTurn = async <T>(
  all: readonly T[],
  of: (one: T) => Promise<readonly string[]>,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const one of all) found.push(...(await of(one)));
  return found;
};

const DEFINED_MS = 3_000;

const held = async (api: ApiServer): Promise<readonly Figure[]> => {
  const applied = async (manifest: Manifest) => failed(manifest, await apply(api, manifest));
  const wrong = [...(await inTurn(definitions(), applied))];
  await sleep(DEFINED_MS);
  const odd: string[] = [];
  let [objects, pods, roots] = [0, 0, 0];
  const shipped = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  for (const file of shipped) {
    const { manifests: all, chart } = writtenFor(file);
    const manifests = all.filter(isServed);
    odd.push(...chart);
    const made = podsOf(manifests);
    wrong.push(...(await inTurn(manifests, applied)));
    wrong.push(...(await inTurn(made, (pod) => admitted(api, pod))));
    const refused = await inTurn(made.slice(0, 1).map(asRoot), (pod) => admitted(api, pod));
    objects += manifests.length;
    pods += made.length;
    roots += refused.filter((words) => words.includes('violates PodSecurity')).length;
  }
  return [
    reported('objects given to the API server, and pods to its admission', `${objects}, ${pods}`),
    exactly('refused', wrong.length, 0),
    exactly('charts that helm lint refuses, or helm template makes otherwise', odd.length, 0),
    ...[...odd, ...wrong].map((words) => exactly(words, 'refused', 'taken')),
    exactly('pods as root that it refused', roots, shipped.length),
  ];
};

export const manifests: Drill = {
  name: 'manifests',
  what: 'a real API server takes the manifests, and finds every pod restricted',
  on: 'kube-apiserver 1.37.2 with etcd and no node, Helm 4.3.1',
  run: async () => {
    const api = await startApiServer();
    try {
      return await held(api);
    } finally {
      await api.stop();
    }
  },
};
