// One service in a cluster: its pods, its name, its account, and how many may be away at once.

import { labelsOf, selectorOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { podTemplate } from './pod.ts';
import { isScaled } from './scaling.ts';
import type { ClusterPlan, Workload } from './plan.ts';

const metadataOf = (workload: Workload, { namespace }: ClusterPlan, name = workload.name) => ({
  name,
  namespace,
  labels: labelsOf(workload.name, workload.business),
});

/** Whoever scales it says how many there are: to apply the file again would undo that. */
const replicasOf = (workload: Workload) =>
  isScaled(workload) ? {} : { replicas: workload.replicas };

const volumeClaim = ({ disk }: Workload, { deployment }: ClusterPlan) => ({
  metadata: { name: 'data' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    ...(deployment.kubernetes.storageClass === undefined
      ? {}
      : { storageClassName: deployment.kubernetes.storageClass }),
    resources: { requests: { storage: disk } },
  },
});

/** With a volume of its own, the pod that comes back finds what the one before it has written. */
const statefulSet = (workload: Workload, plan: ClusterPlan, configName: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: metadataOf(workload, plan),
  spec: {
    ...replicasOf(workload),
    serviceName: workload.name,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: selectorOf(workload.name) },
    template: podTemplate(workload, plan, configName),
    volumeClaimTemplates: [volumeClaim(workload, plan)],
  },
});

/** A new pod is there before an old one goes. */
const deploymentOf = (workload: Workload, plan: ClusterPlan, configName: string): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: metadataOf(workload, plan),
  spec: {
    ...replicasOf(workload),
    revisionHistoryLimit: 5,
    progressDeadlineSeconds: 300,
    minReadySeconds: 2,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    selector: { matchLabels: selectorOf(workload.name) },
    template: podTemplate(workload, plan, configName),
  },
});

const serviceOf = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: metadataOf(workload, plan),
  spec: {
    type: 'ClusterIP',
    selector: selectorOf(workload.name),
    ports: [
      { name: 'http', port: workload.port, targetPort: 'http', appProtocol: 'http' },
      ...(workload.grpc === undefined
        ? []
        : [{ name: 'grpc', port: workload.grpc, targetPort: 'grpc', appProtocol: 'grpc' }]),
    ],
  },
});

/** A drain of nodes takes one after the other; even the only one may go, and comes up elsewhere. */
const disruptionBudget = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: metadataOf(workload, plan),
  spec: {
    maxUnavailable: 1,
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
    selector: { matchLabels: selectorOf(workload.name) },
  },
});

/** It stands for the pod alone: no role is bound to it, and no token is made. */
const accountOf = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: metadataOf(workload, plan),
  automountServiceAccountToken: false,
});

/** The gateway's replicas come one after the other; there is no second one to come first. */
export const workloadManifests = (
  workload: Workload,
  plan: ClusterPlan,
  configName: string,
): readonly Manifest[] => [
  accountOf(workload, plan),
  serviceOf(workload, plan),
  workload.disk === undefined
    ? deploymentOf(workload, plan, configName)
    : statefulSet(workload, plan, configName),
  disruptionBudget(workload, plan),
];
