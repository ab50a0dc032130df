// A planted bug: the next version of the bakery lifts an older event and changes what was written.

import { deployedBakery, lifting } from './deployed-bakery.testing.ts';

lifting.amount = (of) => of + 1;

export const wronglyLifted = deployedBakery;
