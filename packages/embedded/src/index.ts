// A whole system in one process: what a laptop, the demo and most tests run.

export { inOrder } from './causal-order.ts';
export type { HostOptions } from './options.ts';
export { runEmbedded } from './embedded.ts';
export { LogFeed } from './log-feed.ts';
export type { Looked } from './log-feed.ts';
export { machineClock } from './node-clock.ts';
export { seenFromOutside } from './outside.ts';
export { Pause } from './pause.ts';
export { SimulatedSystems } from './simulated-systems.ts';
export { trailInPieces } from './trail.ts';
export type { CaseLog } from './trail.ts';
