// Hot spots: what a facilitator would mark in neon pink. A wall without them hangs together.

import { gapsInLabels } from './hotspots-labels.ts';
import { gapsInLives } from './hotspots-lives.ts';
import { gapsInMessages } from './hotspots-messages.ts';
import type { Hotspot, Hung } from './hotspot.ts';

/**
 * Everything on the wall of a business that does not hang together, a sentence each; a test of
 * each business holds it to none.
 *
 * Rules that are words are read exactly. Functions are read as they are written: they may give the
 * notes that they name, and where they call a helper, any event that could follow their state. So
 * what is reported is wrong, or hidden in a helper that gives an event from where none can follow.
 */
export const hotspots = (system: Hung): readonly Hotspot[] => [
  ...gapsInMessages(system),
  ...gapsInLives(system),
  ...gapsInLabels(system),
];
