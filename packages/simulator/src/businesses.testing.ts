// The businesses of these tests, as a thread finds them. Tests run their seeds in threads: the test
// runner watches every promise of its own, which makes a simulation ten times as slow.

import type { Business } from './threads.ts';

const lodging = import.meta.resolve('@dure/lodging/rehearsal');
const lodgingTraffic = import.meta.resolve('@dure/lodging/traffic');
const bakery = import.meta.resolve('./bakery.testing.ts');
const former = import.meta.resolve('./former-bakery.testing.ts');
const deployed = import.meta.resolve('./deployed-bakery.testing.ts');
const planted = import.meta.resolve('./planted.testing.ts');

export const businesses = {
  lodging: {
    system: { module: lodging, name: 'rehearsal' },
    traffic: { module: lodgingTraffic, name: 'traffic' },
  },
  bakery: {
    system: { module: bakery, name: 'bakery' },
    traffic: { module: bakery, name: 'bakeryTraffic' },
  },
  /** The bakery, of which the next version is deployed during the storm. */
  deployed: {
    system: { module: former, name: 'formerBakery' },
    next: { module: deployed, name: 'deployedBakery' },
    traffic: { module: bakery, name: 'bakeryTraffic' },
  },
} satisfies { readonly [name: string]: Business };

/** A business with a planted bug. */
export const withBug = (business: Business, name: string): Business => ({
  ...business,
  sabotage: { module: planted, name },
});
