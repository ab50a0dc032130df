// How many replicas: by CPU, or by how far the logs of others are ahead (KEDA).

import { kafkaAddress } from '@dure/feed-kafka';
import type { KafkaAddress } from '@dure/feed-kafka';
import { labelsOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import type { ClusterPlan, Workload } from './plan.ts';

const CPU_PERCENT = 70;
const UP_S = 15;
/** Every change of members stops the group for a moment: down it goes slowly, and one at a time. */
const DOWN_AFTER_S = 300;
const DOWN_S = 60;

export const isScaled = ({ replicas, replicasMax }: Workload): boolean => replicasMax > replicas;

const behavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    policies: [{ type: 'Percent', value: 100, periodSeconds: UP_S }],
  },
  scaleDown: {
    stabilizationWindowSeconds: DOWN_AFTER_S,
    policies: [{ type: 'Pods', value: 1, periodSeconds: DOWN_S }],
  },
};

const metadataOf = ({ name, business }: Workload, { namespace }: ClusterPlan) => ({
  name,
  namespace,
  labels: labelsOf(name, business),
});

const kindOf = ({ disk }: Workload): string => (disk === undefined ? 'Deployment' : 'StatefulSet');

const byCpu = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: metadataOf(workload, plan),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: kindOf(workload), name: workload.name },
    minReplicas: workload.replicas,
    maxReplicas: workload.replicasMax,
    metrics: [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: CPU_PERCENT },
        },
      },
    ],
    behavior,
  },
});

const MECHANISMS: { readonly [name: string]: string } = {
  PLAIN: 'plaintext',
  'SCRAM-SHA-256': 'scram_sha256',
  'SCRAM-SHA-512': 'scram_sha512',
};

const signInOf = ({ sasl, tls }: KafkaAddress) => ({
  ...(sasl ? { sasl: MECHANISMS[sasl.mechanism] ?? 'none' } : {}),
  tls: tls ? 'enable' : 'disable',
});

const triggersOf = (
  { topics, group = '', lagPerReplica }: Workload,
  { deployment }: ClusterPlan,
) => {
  const address = kafkaAddress(deployment.broker);
  const { brokers, sasl } = address;
  return topics.map((topic) => ({
    type: 'kafka',
    metadata: {
      bootstrapServers: brokers.map(({ host, port }) => `${host}:${port}`).join(','),
      consumerGroup: group,
      topic,
      lagThreshold: String(lagPerReplica),
      offsetResetPolicy: 'earliest',
      // A partition that cannot move, since a message is parked, needs a person and no replica.
      excludePersistentLag: 'true',
      ...signInOf(address),
    },
    ...(sasl ? { authenticationRef: { name: 'dure-broker' } } : {}),
  }));
};

const byLag = (workload: Workload, plan: ClusterPlan): Manifest => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: metadataOf(workload, plan),
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: kindOf(workload), name: workload.name },
    pollingInterval: UP_S,
    cooldownPeriod: DOWN_AFTER_S,
    minReplicaCount: workload.replicas,
    maxReplicaCount: workload.replicasMax,
    // Where the broker cannot be asked, there are as many as there have to be.
    fallback: { failureThreshold: 3, replicas: workload.replicas },
    advanced: { horizontalPodAutoscalerConfig: { behavior } },
    triggers: [
      ...triggersOf(workload, plan),
      { type: 'cpu', metricType: 'Utilization', metadata: { value: String(CPU_PERCENT) } },
    ],
  },
});

/** What follows no log has nothing to lag behind. */
export const scalingManifests = (workload: Workload, plan: ClusterPlan): readonly Manifest[] => {
  if (!isScaled(workload)) return [];
  const isByLag = plan.deployment.kubernetes.scaler === 'keda' && workload.topics.length > 0;
  return [isByLag ? byLag(workload, plan) : byCpu(workload, plan)];
};

/** How KEDA signs in at the broker, where that asks who comes. */
export const brokerSignIn = ({ deployment, namespace }: ClusterPlan): readonly Manifest[] => {
  const { broker, kubernetes } = deployment;
  if (kubernetes.scaler !== 'keda' || broker === 'log') return [];
  const { sasl } = kafkaAddress(broker);
  if (!sasl) return [];
  return [
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: { name: 'dure-broker', namespace, labels: labelsOf('dure', undefined) },
      spec: {
        secretTargetRef: ['username', 'password'].map((key) => ({
          parameter: key,
          name: 'dure-broker',
          key,
        })),
      },
    },
  ];
};
