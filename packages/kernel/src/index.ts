// The kernel: decides, commits, publishes, reacts, projects, asks, and keeps deadlines.

export * from './api.ts';
export { inOrder } from './in-order.ts';
export { createKernel } from './kernel.ts';
export { hashOf, partitionOf } from './hash.ts';
export { LogFeed } from './log-feed.ts';
export { machineRuntime } from './node-runtime.ts';
export { runEmbedded } from './embedded.ts';
export * from './ports.ts';
