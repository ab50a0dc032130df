// The kernel: decides, commits, publishes, reacts, projects, asks, and keeps deadlines.

export * from './api.ts';
export * from './host.ts';
export { compareLogs, LogsDisagree } from './inbox/compare-logs.ts';
export { followedLogs } from './inbox/sources.ts';
export { heldIn } from './inbox/parking-lot.ts';
export {
  noteInStore,
  retiredFor,
  retiredIn,
  retiredOutcome,
  retiredStore,
  retirementsIn,
} from './inbox/retired.ts';
export type * from './operations/contract.ts';
export { lagTogether } from './operations/lag-together.ts';
export { createKernel } from './kernel.ts';
export type * from './previews/contract.ts';
export { NOT_AS_SHOWN } from './previews/as-shown.ts';
export { previewIn } from './previews/of-host.ts';
export { commandsOf } from './registry.ts';
export { hashOf, partitionOf } from './ids.ts';
export * from './ports.ts';
export { committedIn } from './turn/aggregate-repository.ts';
export type { Committed } from './turn/aggregate-repository.ts';
