// A whole system in one process: what a laptop, the demo and most tests run.

export { inOrder } from './causal-order.ts';
export type { HostOptions } from './options.ts';
export { runEmbedded } from './embedded.ts';
export { LogFeed } from './log-feed.ts';
export { machineClock } from './node-clock.ts';
