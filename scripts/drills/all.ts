// Every drill, in the order of the check points of operations.

import type { Drill } from './drill.ts';
import { healing } from './healing.ts';
import { manifests } from './manifests.ts';
import { rolling } from './rolling.ts';
import { volume } from './volume.ts';

export const drills: readonly Drill[] = [manifests, healing, rolling, volume];
