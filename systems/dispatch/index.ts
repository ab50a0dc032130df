// Dispatch: where things are in Seoul, how far that is, and who is sent.

export { serveAtOnce, serveWaiting } from './choice.ts';
export type { Pool, Resource, Served, Wish } from './choice.ts';
export { districtOf, placeAt, unknownPlace } from './gazetteer.ts';
export type { Place } from './gazetteer.ts';
export { hasPassed, lapsedAgain, passedBy } from './offer.ts';
export type { Offered } from './offer.ts';
export { inTurn, isOlder } from './queue.ts';
export type { Turn } from './queue.ts';
export { roadMetres } from './road.ts';
export type { Point } from './road.ts';
export { lateFeeAt, priceFor, wonOf } from './won.ts';
export type { LateFee, Tariff } from './won.ts';
