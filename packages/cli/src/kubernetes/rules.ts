// The alarms of the businesses, as the operator of Prometheus takes them.

import { rulesOf } from '../monitoring/rules.ts';
import type { ClusterPlan } from './plan.ts';

/** Where the runbook lies in the repository, for whoever has not put it elsewhere. */
const RUNBOOK = 'docs/runbook.md';

export const ruleSpec = ({ deployment: { chosen, kubernetes } }: ClusterPlan): object =>
  rulesOf({
    businesses: chosen.map(({ system: { name } }) => name),
    language: 'en',
    runbook: kubernetes.runbook ?? RUNBOOK,
  });
