// A planted bug: the next version of the bakery lifts an older event to another value than its
// states are lifted to.

import { deployedBakery, lifting } from './deployed-bakery.testing.ts';

lifting.channel = () => 'street';

export const wronglyLifted = deployedBakery;
