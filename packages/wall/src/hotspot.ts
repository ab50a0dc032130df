// A hot spot: a note with which something is wrong.

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
  | 'business key nobody says'
  | 'label missing';

export type Hotspot = {
  readonly kind: HotspotKind;
  /** The note: `place/command/CancelReservation`. */
  readonly subject: string;
  readonly ko: string;
  readonly en: string;
};

export type Hung = Pick<System, 'label' | 'labels' | 'contexts' | 'businessKey'>;
