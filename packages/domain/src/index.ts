// The vocabulary of the wall.

export * from './aggregate.ts';
export * from './asks.ts';
export * from './calendar.ts';
export * from './context.ts';
export * from './contract.ts';
export * from './deadlines.ts';
export * from './dictionary.ts';
export * from './instance.ts';
export * from './known.ts';
export * from './labelling.ts';
export * from './labels.ts';
export * from './notes.ts';
export * from './policies.ts';
export * from './processes.ts';
export * from './reading.ts';
export * from './rules.ts';
export * from './saga-process.ts';
export * from './settings.ts';
export * from './shapes.ts';
export * from './states.ts';
export * from './system.ts';
export { becomes, removed, upcast } from './upcasts.ts';
export type { Became, History, Removed, Upcast, Upcasts, Vocabulary } from './upcasts.ts';
export * from './versions.ts';
export * from './views.ts';
export * from './vocabularies.ts';
export type { Words } from './words.ts';
