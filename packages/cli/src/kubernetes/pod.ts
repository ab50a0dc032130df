// The pod of a service: what it may do, how it is seen to live, and how it ends.

import type { ClusterPlan, Workload } from './plan.ts';
import { GATEWAY } from './plan.ts';
import { labelsOf, selectorOf } from './manifest.ts';

/** Nobody of the machine: a user that exists in the image alone. */
const USER = 10_001;
/** The balancers of a cluster hear within this time that a pod takes nothing more. */
const NOTICE_S = 5;
/** `dure serve` is given 20 s to finish what is under way, and a moment to notice. */
const END_S = NOTICE_S + 30;
const MILLI = 1_000;
/** A pod may use so many times the CPU that it asks for, when there is some. */
const BURST = 4;

const CONFIG = '/etc/dure';
const SECRETS = '/run/secrets/dure';
const TRUST = `${CONFIG}/trust`;
export const DATA = '/data';

/** Restricted, as the pod security standards have it. */
const podSecurity = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  fsGroup: USER,
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** `1` is a thousand `m`. */
const milliOf = (cpu: string): number =>
  cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * MILLI;

export const cpuMaxOf = ({ cpu }: Workload): string => `${milliOf(cpu) * BURST}m`;

const resourcesOf = (workload: Workload) => ({
  requests: { cpu: workload.cpu, memory: workload.memory },
  limits: { cpu: cpuMaxOf(workload), memory: workload.memory },
});

const httpGet = (path: string) => ({ path, port: 'http' });

/**
 * The gateway serves as long as it lives: were it unready while one context is away, all of its
 * replicas would be taken out of service at once.
 */
const probesOf = ({ name }: Workload) => ({
  startupProbe: {
    httpGet: httpGet('/health/live'),
    periodSeconds: 1,
    timeoutSeconds: 2,
    failureThreshold: 90,
  },
  livenessProbe: {
    httpGet: httpGet('/health/live'),
    // An answer that comes late is one: so it is under `dure up`.
    periodSeconds: 10,
    timeoutSeconds: 10,
    failureThreshold: 3,
    // What has answered nothing for so long does not end in order either.
    terminationGracePeriodSeconds: 1,
  },
  readinessProbe: {
    httpGet: httpGet(name === GATEWAY ? '/health/live' : '/health/ready'),
    periodSeconds: 2,
    timeoutSeconds: 2,
    failureThreshold: 2,
  },
});

type Key = { readonly secret: string; readonly key: string; readonly variable: string };

/** The file of a Secret that each of its variables names. */
const keysOf = (workload: Workload, { deployment }: ClusterPlan): readonly Key[] => {
  const { storeSecret, group, name } = workload;
  const { broker, kubernetes } = deployment;
  const clientId = name === GATEWAY ? kubernetes.environment?.['DURE_CLIENT_ID'] : undefined;
  const hasUser = group !== undefined && /^kafkas?:\/\/[^/]*@/.test(broker);
  return [
    { secret: 'dure', key: 'secret', variable: 'DURE_SECRET' },
    ...(storeSecret === undefined
      ? []
      : [{ secret: storeSecret, key: 'password', variable: 'DURE_STORE_PASSWORD' }]),
    ...(hasUser
      ? [{ secret: 'dure-broker', key: 'password', variable: 'DURE_BROKER_PASSWORD' }]
      : []),
    ...(clientId === undefined
      ? []
      : [{ secret: 'dure-gateway', key: 'client-secret', variable: 'DURE_CLIENT_SECRET' }]),
  ];
};

/** Where the file names whom to trust besides. */
const trusted = <T>({ deployment }: ClusterPlan, of: T): readonly T[] =>
  deployment.kubernetes.trust === undefined ? [] : [of];

export const LIMIT_GATEWAYS = 'DURE_LIMIT_GATEWAYS';
/** Where it stands among the variables of a container. */
export const LIMIT_GATEWAYS_AT = 1;

/** Each gateway has its part of the rates: all together let no more through than was said. */
const gatewaysOf = ({ name, replicasMax }: Workload, { deployment }: ClusterPlan) =>
  name === GATEWAY && deployment.kubernetes.environment?.[LIMIT_GATEWAYS] === undefined
    ? [{ name: LIMIT_GATEWAYS, value: String(replicasMax) }]
    : [];

const LEAVE = 'DURE_LEAVE_S';
/** Clients of today keep a connection that they do not use for four or five seconds. */
const LEAVE_S = 5;

/** A gateway that ends has others beside it, over which its clients are to go on. */
const leavingOf = ({ name }: Workload, { deployment }: ClusterPlan) =>
  name === GATEWAY && deployment.kubernetes.environment?.[LEAVE] === undefined
    ? [{ name: LEAVE, value: String(LEAVE_S) }]
    : [];

const variablesOf = (workload: Workload, plan: ClusterPlan) => {
  const own = workload.name === GATEWAY ? plan.deployment.kubernetes.environment : {};
  return [
    { name: 'NODE_ENV', value: 'production' },
    ...gatewaysOf(workload, plan),
    ...leavingOf(workload, plan),
    ...trusted(plan, { name: 'NODE_EXTRA_CA_CERTS', value: `${TRUST}/ca.crt` }),
    ...keysOf(workload, plan).map(({ secret, key, variable }) => ({
      name: `${variable}_FILE`,
      value: `${SECRETS}/${secret}/${key}`,
    })),
    ...Object.entries(own ?? {}).map(([name, value]) => ({ name, value })),
  ];
};

const argsOf = ({ name, args }: Workload, { deployment }: ClusterPlan): readonly string[] => {
  const { hostname } = deployment.kubernetes;
  const common = ['--file', `${CONFIG}/dure.yaml`, '--data', DATA, '--host', '0.0.0.0'];
  if (name !== GATEWAY)
    return [...args, ...common, '--settings', `${CONFIG}/settings/settings.yaml`];
  return [...args, ...common, ...(hostname ? ['--public-url', `https://${hostname}`] : [])];
};

const portsOf = ({ port, grpc }: Workload) => [
  { name: 'http', containerPort: port },
  ...(grpc === undefined ? [] : [{ name: 'grpc', containerPort: grpc }]),
];

const mountsOf = (workload: Workload, plan: ClusterPlan) => [
  { name: 'config', mountPath: `${CONFIG}/dure.yaml`, subPath: 'dure.yaml', readOnly: true },
  ...(workload.name === GATEWAY
    ? []
    : [{ name: 'settings', mountPath: `${CONFIG}/settings`, readOnly: true }]),
  ...keysOf(workload, plan).map(({ secret }) => ({
    name: secret,
    mountPath: `${SECRETS}/${secret}`,
    readOnly: true,
  })),
  ...trusted(plan, { name: 'trust', mountPath: TRUST, readOnly: true }),
  { name: 'data', mountPath: DATA },
  { name: 'tmp', mountPath: '/tmp' },
];

const READ_BY_GROUP = 0o440;

/** The file of the deployment is read at the start alone: another file is another pod. */
const volumesOf = (workload: Workload, plan: ClusterPlan, configName: string) => [
  { name: 'config', configMap: { name: configName } },
  ...(workload.name === GATEWAY
    ? []
    : [{ name: 'settings', configMap: { name: `${workload.name}-settings` } }]),
  ...keysOf(workload, plan).map(({ secret, key }) => ({
    name: secret,
    secret: { secretName: secret, defaultMode: READ_BY_GROUP, items: [{ key, path: key }] },
  })),
  ...trusted(plan, { name: 'trust', configMap: { name: plan.deployment.kubernetes.trust } }),
  ...(workload.disk === undefined ? [{ name: 'data', emptyDir: { sizeLimit: '256Mi' } }] : []),
  { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
];

const spread = (workload: Workload) =>
  ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: selectorOf(workload.name) },
  }));

const containerOf = (workload: Workload, plan: ClusterPlan) => ({
  name: 'dure',
  image: plan.image,
  args: argsOf(workload, plan),
  env: variablesOf(workload, plan),
  ports: portsOf(workload),
  ...probesOf(workload),
  // Until it is told to end, the balancers that have heard of it already send nothing more.
  lifecycle: { preStop: { sleep: { seconds: NOTICE_S } } },
  resources: resourcesOf(workload),
  securityContext: containerSecurity,
  volumeMounts: mountsOf(workload, plan),
});

/** What a Deployment or a StatefulSet makes its pods of. */
export const podTemplate = (workload: Workload, plan: ClusterPlan, configName: string) => ({
  metadata: {
    labels: labelsOf(workload.name, workload.business),
  },
  spec: {
    serviceAccountName: workload.name,
    automountServiceAccountToken: false,
    // The addresses of services would come as variables whose names begin as ours do.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: END_S,
    securityContext: podSecurity,
    topologySpreadConstraints: spread(workload),
    containers: [containerOf(workload, plan)],
    volumes: volumesOf(workload, plan, configName),
  },
});
