// What the operator of Prometheus reads: where the figures are, and the rules that alert.

import { labelsOf, selectorOf } from './manifest.ts';
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

/** The gateway answers for every context: their figures come to it with their state. */
const serviceMonitor = (plan: ClusterPlan): Manifest => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: metadataOf(plan),
  spec: {
    selector: { matchLabels: selectorOf(GATEWAY) },
    endpoints: [{ port: 'http', path: '/metrics', interval: INTERVAL }],
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
