// Dispatch: where things are in Seoul, how far that is, and who is sent.

export { nearest, serve } from './choice.ts';
export type { Chosen, Resource, Served, Wish } from './choice.ts';
export { districtOf, placeAt } from './gazetteer.ts';
export type { Place } from './gazetteer.ts';
export { isOlder } from './queue.ts';
export type { Turn } from './queue.ts';
export { roadMetres } from './road.ts';
export type { Point } from './road.ts';
