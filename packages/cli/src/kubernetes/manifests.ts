// All that a cluster is given, in files: one for each service, and one for what they share.

import { entryManifests } from './entry.ts';
import { labelsOf } from './manifest.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import { monitoringManifests } from './monitoring.ts';
import { denyAll, networkPolicy } from './network.ts';
import { GATEWAY } from './plan.ts';
import type { ClusterPlan } from './plan.ts';
import { brokerSignIn, scalingManifests } from './scaling.ts';
import { configName, deploymentConfig, settingsConfig } from './settings.ts';
import { workloadManifests } from './workload.ts';

/** No pod that is less than restricted is let in. */
export const namespaceManifest = ({ namespace }: ClusterPlan): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace,
    labels: {
      ...labelsOf('dure', undefined),
      ...Object.fromEntries(
        ['enforce', 'warn', 'audit'].map((mode) => [
          `pod-security.kubernetes.io/${mode}`,
          'restricted',
        ]),
      ),
    },
  },
});

/** Everything but the namespace, which is made once, and not by those who deploy. */
export const manifestFiles = (plan: ClusterPlan): readonly ManifestFile[] => {
  const config = deploymentConfig(plan);
  const name = configName(plan);
  const shared = [config, denyAll(plan), ...brokerSignIn(plan), ...monitoringManifests(plan)];
  const services = plan.workloads.map((workload) => ({
    name: workload.name,
    manifests: [
      ...settingsConfig(workload, plan),
      ...workloadManifests(workload, plan, name),
      networkPolicy(workload, plan),
      ...scalingManifests(workload, plan),
      ...(workload.name === GATEWAY ? entryManifests(plan) : []),
    ],
  }));
  return [{ name: 'dure', manifests: shared }, ...services];
};
