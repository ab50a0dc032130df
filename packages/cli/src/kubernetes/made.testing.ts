// What the tests of the manifests share: the shipped deployments, as a cluster would run them.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deploymentOf } from '../deployment/deployment.ts';
import type { Manifest } from './manifest.ts';
import { manifestFiles, namespaceManifest } from './manifests.ts';
import { planOf } from './plan.ts';
import type { ClusterPlan } from './plan.ts';

export const folder = fileURLToPath(new URL('../../../../deployments', import.meta.url));

export const shipped: readonly string[] = readdirSync(folder).filter((name) =>
  name.endsWith('.yaml'),
);

/** Servers of this machine, as a cluster reaches them. */
const environment = {
  DURE_BROKER: 'kafka://kafka:9092',
  DURE_STORE: 'postgres://dure@postgres:5432/dure',
  DURE_STORE_LODGING_PAYMENT: 'mariadb://dure@10.0.0.7:3306/dure',
};

export const planIn = async (file: string, given = environment): Promise<ClusterPlan> =>
  planOf(
    await deploymentOf({
      file: join(folder, file),
      data: './data',
      folder,
      environment: file.includes('on-kubernetes') ? {} : given,
      businesses: [],
    }),
  );

export const manifestsIn = async (file: string): Promise<readonly Manifest[]> => {
  const plan = await planIn(file);
  return [namespaceManifest(plan), ...manifestFiles(plan).flatMap(({ manifests }) => manifests)];
};
