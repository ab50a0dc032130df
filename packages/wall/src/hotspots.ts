// Hot spots: what a facilitator would mark in neon pink. A wall without them hangs together.

import { gapsInLabels } from './hotspots-labels.ts';
import { gapsInLives } from './hotspots-lives.ts';
import { gapsInMessages } from './hotspots-messages.ts';
import type { System } from '@dure/domain';

/** What is wrong with a note. */
export type HotspotKind =
  | 'command nobody issues'
  | 'command nobody accepts'
  | 'command never open'
  | 'ask not on the board'
  | 'reaction without a command'
  | 'event nobody can cause'
  | 'event no rule takes'
  | 'event nobody emits'
  | 'rejection never used'
  | 'state nobody reaches'
  | 'state nobody leaves'
  | 'label missing';

export type Hotspot = {
  readonly kind: HotspotKind;
  /** The note: `place/command/CancelReservation`. */
  readonly subject: string;
  readonly ko: string;
  readonly en: string;
};

export type Hung = Pick<System, 'label' | 'labels' | 'contexts'>;

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
