// Scenarios: a board's rules, played without a kernel.

export * from './deadlines.ts';
export * from './known.ts';
export * from './outcomes.ts';
export * from './policies.ts';
export * from './scenario.ts';
export * from './upgraded.ts';
export * from './views.ts';
export type { Answers } from './answers.ts';
