// The simulator: the real kernel and the real boards of a whole business, in one thread, on a
// virtual clock, in the worst of weathers. A seed decides everything.

export { Chance } from './chance.ts';
export { simulateInThreads } from './threads.ts';
export type { Business, Exported, ThreadedSimulation } from './threads.ts';
export type { Finding } from './finding.ts';
export { drawPlan } from './plan.ts';
export type { Conditions } from './conditions.ts';
export type { Fault, Plan, Step } from './plan.ts';
export { nothingYet, simulate, together } from './simulate.ts';
export type { Failure, Simulation, Summary } from './simulate.ts';
export { runStorm } from './storm.ts';
export type { StormParts, StormResult } from './storm.ts';
export { storyOf } from './story.ts';
export type { Traffic, Wish } from './traffic.ts';
export type { Sabotage } from './world.ts';
