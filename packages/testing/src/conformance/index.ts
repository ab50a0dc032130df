// The suites that every adapter of the kernel's ports passes.

export { carrierConformance } from './carrier.ts';
export type { OpenCarrier, OpenedCarrier } from './carrier.ts';
export { feedConformance } from './feed.ts';
export type { OpenedFeed, OpenFeed } from './feed.ts';
export type {
  Disturbed,
  Elsewhere,
  OpenFresh,
  ServerOfPlace,
  StoreFeatures,
  StorePlace,
} from './place.ts';
// What else is tested of a store writes the same small things.
export { append, nothing, record, withTurn, write } from './place.ts';
export { storeConformance } from './store.ts';
