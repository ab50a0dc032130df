// Who may talk to whom, made from the wall: what is not written here does not get through, where
// the network of the cluster knows policies.

import { labelsOf, selectorOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { GATEWAY } from './plan.ts';
import type { ClusterPlan, Endpoint, Workload } from './plan.ts';

const DNS_PORT = 53;
const HTTPS_PORT = 443;
const NAMESPACE_LABEL = 'kubernetes.io/metadata.name';

const tcp = (port: number) => ({ protocol: 'TCP', port });

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: name } },
});

const podsOf = (name: string) => ({ podSelector: { matchLabels: selectorOf(name) } });

/** Names are looked up by the cluster's own servers. */
const lookUps = {
  to: [{ ...inNamespace('kube-system'), podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
  ports: [
    { protocol: 'UDP', port: DNS_PORT },
    { protocol: 'TCP', port: DNS_PORT },
  ],
};

/** A policy knows addresses, not names: a server with a name is reached by its port alone. */
const outside = ({ host, port }: Endpoint) => {
  const isAddress = /^\d+(?:\.\d+){3}$/.test(host);
  return {
    ...(isAddress ? { to: [{ ipBlock: { cidr: `${host}/32` } }] } : {}),
    ports: [tcp(port)],
  };
};

/** The gateway asks the issuer who is there. */
const issuerOf = ({ name }: Workload, { deployment }: ClusterPlan): readonly Endpoint[] => {
  const issuer = URL.parse(deployment.kubernetes.environment?.['DURE_ISSUER'] ?? '');
  if (name !== GATEWAY || !issuer) return [];
  return [{ host: issuer.hostname, port: issuer.port === '' ? HTTPS_PORT : Number(issuer.port) }];
};

/** Several servers behind one port are one rule. */
const distinct = <T>(rules: readonly T[]): readonly T[] => [
  ...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values(),
];

const egressOf = (workload: Workload, plan: ClusterPlan) => {
  const byName = new Map(plan.workloads.map((one) => [one.name, one]));
  const services = workload.reaches.flatMap((name) => byName.get(name) ?? []);
  return [
    lookUps,
    ...services.map(({ name, port }) => ({ to: [podsOf(name)], ports: [tcp(port)] })),
    ...distinct([...workload.endpoints, ...issuerOf(workload, plan)].map(outside)),
  ];
};

/** Where the entry's own pods are is known for a Gateway alone; an Ingress may be anywhere. */
const peopleOf = ({ port, grpc }: Workload) => ({
  ports: [tcp(port), ...(grpc === undefined ? [] : [tcp(grpc)])],
});

const ingressOf = (workload: Workload, { workloads, deployment }: ClusterPlan) => {
  const { monitoring } = deployment.kubernetes;
  const callers = workloads.filter(({ reaches }) => reaches.includes(workload.name));
  const ports = [tcp(workload.port)];
  return [
    ...(workload.name === GATEWAY ? [peopleOf(workload)] : []),
    ...(callers.length === 0 ? [] : [{ from: callers.map(({ name }) => podsOf(name)), ports }]),
    ...(monitoring === undefined ? [] : [{ from: [inNamespace(monitoring)], ports }]),
  ];
};

export const networkPolicy = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    name: workload.name,
    namespace: plan.namespace,
    labels: labelsOf(workload.name, workload.business),
  },
  spec: {
    podSelector: { matchLabels: selectorOf(workload.name) },
    policyTypes: ['Ingress', 'Egress'],
    ingress: ingressOf(workload, plan),
    egress: egressOf(workload, plan),
  },
});

/** What no other policy allows does not get through. */
export const denyAll = ({ namespace }: ClusterPlan): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'dure', namespace, labels: labelsOf('dure', undefined) },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'dure' } },
    policyTypes: ['Ingress', 'Egress'],
  },
});
