// A planted bug: the next version of the bakery lifts an older event and cannot.

import { deployedBakery, lifting } from './deployed-bakery.testing.ts';

lifting.channel = () => {
  throw new Error('There was no channel then.');
};

export const wronglyLifted = deployedBakery;
