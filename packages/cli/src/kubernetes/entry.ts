// The way in for people: an Ingress, or a route of a Gateway of the cluster.

import { mistake } from '../deployment/file.ts';
import { labelsOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { GATEWAY } from './plan.ts';
import type { ClusterPlan } from './plan.ts';

type Entry = {
  readonly hostname: string;
  readonly at: string;
  readonly port: number;
  readonly plan: ClusterPlan;
};

const metadataOf = ({ namespace }: ClusterPlan) => ({
  name: GATEWAY,
  namespace,
  labels: labelsOf(GATEWAY, undefined),
});

const ingress = ({ hostname, at, port, plan }: Entry): Manifest => {
  const { tls } = plan.deployment.kubernetes;
  const backend = { service: { name: GATEWAY, port: { number: port } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadataOf(plan),
    spec: {
      ingressClassName: at,
      ...(tls === undefined ? {} : { tls: [{ hosts: [hostname], secretName: tls }] }),
      rules: [{ host: hostname, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
};

const route = ({ hostname, at, port, plan }: Entry): Manifest => {
  const [namespace, name] = at.split('/');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(plan),
    spec: {
      parentRefs: [{ namespace, name }],
      hostnames: [hostname],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: GATEWAY, port }],
        },
      ],
    },
  };
};

/** Keys that count only beside another one, which says what they are for. */
const needs = [
  ['entry', 'hostname'],
  ['tls', 'hostname'],
  ['runbook', 'monitoring'],
] as const;

/** @throws {UserError} what the file says of the way in, and would be passed over. */
export const checkEntry = ({ deployment: { kubernetes, placeOf } }: ClusterPlan): void => {
  for (const [key, needed] of needs) {
    if (kubernetes[key] === undefined || kubernetes[needed] !== undefined) continue;
    const ko = `${needed}이(가) 함께 있어야 합니다`;
    throw mistake(placeOf(['kubernetes', key]), { ko, en: `needs ${needed} beside it` });
  }
  if (kubernetes.tls === undefined || !kubernetes.entry?.startsWith('gateway:')) return;
  const ko = 'Ingress에만 쓰입니다. Gateway의 인증서는 그 listener에 있습니다';
  const en = 'is of an Ingress alone: the certificate of a Gateway is that of its listener';
  throw mistake(placeOf(['kubernetes', 'tls']), { ko, en });
};

/** Nothing, where the file names no host: then the gateway is there for the cluster alone. */
export const entryManifests = (plan: ClusterPlan): readonly Manifest[] => {
  const { hostname, entry = 'ingress:nginx' } = plan.deployment.kubernetes;
  const port = plan.workloads.find(({ name }) => name === GATEWAY)?.port;
  if (hostname === undefined || port === undefined) return [];
  const [kind, at = ''] = entry.split(':');
  const of = { hostname, at, port, plan };
  return [kind === 'gateway' ? route(of) : ingress(of)];
};
