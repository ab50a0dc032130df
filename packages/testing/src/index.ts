// Scenarios: a board's rules, played without a kernel.

export * from './known.ts';
export * from './outcomes.ts';
export * from './scenario.ts';
export type { Answers } from './answers.ts';
