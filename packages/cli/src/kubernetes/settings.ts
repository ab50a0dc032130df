// What the services read: the file of the deployment, and the settings that may change while they
// run.

import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { labelsOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { DATA } from './pod.ts';
import { GATEWAY } from './plan.ts';
import type { ClusterPlan, Workload } from './plan.ts';
import type { Part } from '../deployment/deployment.ts';

const SUM_CHARACTERS = 10;

/** In a cluster the folder of every file is the volume. */
const storeIn = ({ store }: Part): string =>
  store.startsWith('sqlite:') ? `sqlite:${DATA}` : store;

/** What was said in the environment as well: in the cluster all of it is in the file. */
const fileOf = ({ deployment }: ClusterPlan): string => {
  const { chosen, parts, broker, partitions, port, grpc } = deployment;
  const contexts = parts.map((part) => [
    part.name,
    {
      store: storeIn(part),
      ...(part.port === undefined ? {} : { port: part.port }),
      ...(part.connections === undefined ? {} : { connections: part.connections }),
    },
  ]);
  return stringify({
    businesses: chosen.map(({ system: { name } }) => name),
    broker,
    partitions,
    ...(port === undefined ? {} : { port }),
    ...(grpc === undefined ? {} : { grpc }),
    contexts: Object.fromEntries(contexts),
  });
};

export const deploymentConfig = (plan: ClusterPlan): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: configName(plan),
    namespace: plan.namespace,
    labels: labelsOf('dure', undefined),
  },
  immutable: true,
  data: { 'dure.yaml': fileOf(plan) },
});

/** Named after what is in it, so that pods of before find what they had when all goes back. */
export const configName = (plan: ClusterPlan): string => {
  const sum = createHash('sha256').update(fileOf(plan)).digest('hex');
  return `dure-${sum.slice(0, SUM_CHARACTERS)}`;
};

/** Nothing is set: what is meant is shown beside what it is without. */
const settingsFile = ({ settings }: Workload): string => {
  const known = Object.entries(settings).map(
    ([name, standard]) => `#   ${name}: ${JSON.stringify(standard)}`,
  );
  return ['log: warn', ...(known.length > 0 ? ['# settings:', ...known] : []), ''].join('\n');
};

/** Read again whenever it changes; a value that is wrong is refused, and the old one stays. */
export const settingsConfig = (
  workload: Workload,
  { namespace }: ClusterPlan,
): readonly Manifest[] =>
  workload.name === GATEWAY
    ? []
    : [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: {
            name: `${workload.name}-settings`,
            namespace,
            labels: labelsOf(workload.name, workload.business),
          },
          data: { 'settings.yaml': settingsFile(workload) },
        },
      ];
