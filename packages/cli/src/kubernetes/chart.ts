// The same manifests as a chart of Helm: what differs between two clusters is a value.

import { stringify } from 'yaml';
import { version } from '../version.ts';
import { cpuMaxOf, LIMIT_GATEWAYS, LIMIT_GATEWAYS_AT } from './pod.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import type { ClusterPlan, Workload } from './plan.ts';

export type ChartFile = { readonly path: string; readonly text: string };

/** No lines are folded, and nothing stands for what was written before. */
export const asYaml = { lineWidth: 0, aliasDuplicateObjects: false } as const;

type Json = { readonly [key: string]: unknown };

/** A text that is written nowhere else; between two of them stands what Helm is to put there. */
const OPEN = '\u{e000}';
const CLOSE = '\u{e001}';

const expression = (of: string): string => `${OPEN}${of}${CLOSE}`;

const isObject = (of: unknown): of is Json =>
  typeof of === 'object' && of !== null && !Array.isArray(of);

/** The object with something else at the end of a path; itself, where the path leads nowhere. */
const withAt = (of: unknown, [key, ...rest]: readonly string[], value: unknown): unknown => {
  if (key === undefined) return value;
  if (Array.isArray(of)) {
    return of.map((one: unknown, at) => (String(at) === key ? withAt(one, rest, value) : one));
  }
  if (!isObject(of) || !(key in of)) return of;
  return { ...of, [key]: withAt(of[key], rest, value) };
};

const container = ['spec', 'template', 'spec', 'containers', '0'];
const gateways = [...container, 'env', String(LIMIT_GATEWAYS_AT)];

const foundAt = (of: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, key) => Object(found)[key], of);

/** Where what a value of the chart says is put. */
const placesOf = (service: string) => {
  const at = (key: string): string =>
    expression(`(index .Values.services ${JSON.stringify(service)}).${key}`);
  return [
    [['spec', 'replicas'], at('replicas')],
    [['spec', 'minReplicas'], at('replicas')],
    [['spec', 'minReplicaCount'], at('replicas')],
    [['spec', 'maxReplicas'], at('replicasMax')],
    [['spec', 'maxReplicaCount'], at('replicasMax')],
    [[...container, 'image'], expression('.Values.image')],
    [[...container, 'resources', 'requests', 'cpu'], at('cpu')],
    [[...container, 'resources', 'requests', 'memory'], at('memory')],
    [[...container, 'resources', 'limits', 'cpu'], at('cpuMax')],
    [[...container, 'resources', 'limits', 'memory'], at('memory')],
    [['metadata', 'namespace'], expression('.Release.Namespace')],
  ] as const;
};

/** How many gateways there may be is said to each of them, where the file does not say it. */
const withGateways = (of: unknown, service: string, most: Most): unknown => {
  if (foundAt(of, [...gateways, 'name']) !== LIMIT_GATEWAYS) return of;
  const value = `(index .Values.services ${JSON.stringify(service)}).${most} | quote`;
  return withAt(of, [...gateways, 'value'], expression(value));
};

const templated = (manifest: Manifest, service: string, most: Most): unknown =>
  placesOf(service).reduce<unknown>(
    (of, [path, value]) => withAt(of, path, value),
    withGateways(manifest, service, most),
  );

/** What Helm would take for its own is written so that it comes out as it is. */
const escaped = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

const MARKED = new RegExp(`"?${OPEN}(.*?)${CLOSE}"?`, 'gu');

const unmarked = (text: string): string =>
  text.replaceAll(MARKED, (_, of: string) => `{{ ${of.replaceAll('\\"', '"')} }}`);

const templateOf = ({ name, manifests }: ManifestFile, most: Most): ChartFile => ({
  path: `templates/${name}.yaml`,
  text: manifests
    .map((manifest) => unmarked(escaped(stringify(templated(manifest, name, most), asYaml))))
    .join('---\n'),
});

/** The value that says how many there may be at most. */
type Most = 'replicas' | 'replicasMax';

const mostOf = ({ replicas, replicasMax }: Workload): Most =>
  replicasMax > replicas ? 'replicasMax' : 'replicas';

const valuesOf = (workload: Workload) => {
  const { replicas, cpu, memory } = workload;
  const most = mostOf(workload);
  return { replicas, [most]: workload[most], cpu, cpuMax: cpuMaxOf(workload), memory };
};

/** The namespace is the release's: it is made before, with its pod security. */
export const chartFiles = (
  plan: ClusterPlan,
  files: readonly ManifestFile[],
): readonly ChartFile[] => {
  const services = plan.workloads.map((workload) => [workload.name, valuesOf(workload)] as const);
  const mosts = new Map(plan.workloads.map((workload) => [workload.name, mostOf(workload)]));
  const chart = {
    apiVersion: 'v2',
    name: 'dure',
    description: 'The contexts of event-stormed businesses as services, and their gateway.',
    type: 'application',
    version: version(),
    appVersion: version(),
    kubeVersion: '>=1.30.0-0',
  };
  return [
    { path: 'Chart.yaml', text: stringify(chart) },
    {
      path: 'values.yaml',
      text: stringify({ image: plan.image, services: Object.fromEntries(services) }),
    },
    ...files.map((file) => templateOf(file, mosts.get(file.name) ?? 'replicas')),
  ];
};
