// What the operator of Prometheus reads: where the figures are, and the rules that alert.

import { labelsOf } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { GATEWAY } from './plan.ts';
import type { ClusterPlan } from './plan.ts';
import { ruleSpec } from './rules.ts';

const INTERVAL = '15s';

const metadataOf = ({ namespace }: ClusterPlan) => ({
  name: 'dure',
  namespace,
  labels: labelsOf('dure', undefined),
});

/** What the pods of a context count themselves comes to a gateway from one of them alone. */
const countedByPods = {
  sourceLabels: ['service', '__name__'],
  regex: `${GATEWAY};dure_kernel_.*`,
  action: 'drop',
};

/** Every pod is asked, and all of them are one job: the one that the rules speak of. */
const serviceMonitor = (plan: ClusterPlan): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: metadataOf(plan),
  spec: {
    jobLabel: 'app.kubernetes.io/name',
    selector: {
      matchLabels: { 'app.kubernetes.io/name': 'dure', 'app.kubernetes.io/managed-by': 'dure' },
    },
    endpoints: [
      {
        port: 'http',
        path: '/metrics',
        interval: INTERVAL,
        metricRelabelings: [countedByPods],
      },
    ],
  },
});

const prometheusRule = (plan: ClusterPlan): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: metadataOf(plan),
  spec: ruleSpec(plan),
});

/** Nothing, where the file does not say in which namespace Prometheus runs. */
export const monitoringManifests = (plan: ClusterPlan): readonly Manifest[] =>
  plan.deployment.kubernetes.monitoring === undefined
    ? []
    : [serviceMonitor(plan), prometheusRule(plan)];
