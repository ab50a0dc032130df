// Every drill, in the order of the check points of operations.

import { autoscale } from './autoscale.ts';
import { breaker } from './breaker.ts';
import { canary } from './canary.ts';
import { composition } from './composition.ts';
import type { Drill } from './drill.ts';
import { healing } from './healing.ts';
import { manifests } from './manifests.ts';
import { policies } from './policies.ts';
import { retry } from './retry.ts';
import { rolling } from './rolling.ts';
import { settings } from './settings.ts';
import { team } from './team.ts';
import { volume } from './volume.ts';

export const drills: readonly Drill[] = [
  manifests,
  composition,
  healing,
  rolling,
  canary,
  autoscale,
  breaker,
  settings,
  volume,
  retry,
  team,
  policies,
];
