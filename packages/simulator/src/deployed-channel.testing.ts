// A planted bug: the next version of the bakery lifts an older event with another value than the lift of its states has.

import { deployedBakery, lifting } from './deployed-bakery.testing.ts';

lifting.channel = () => 'street';

export const wronglyLifted = deployedBakery;
