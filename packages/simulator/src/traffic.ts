// What people do in a business, as its generator of traffic says.

import type { AnyMessage, World as Scene } from '@dure/domain';
import type { Json } from '@dure/kernel/ports';
import type { Request } from './clients.ts';

/** Somebody issues a command. */
export type Wish = {
  readonly as: string;
  readonly claims: { readonly [name: string]: string };
  readonly command: AnyMessage;
};

/** What a generator may look at. */
export type Seen = Pick<Scene, 'now' | 'rows' | 'states'>;

export type Traffic = {
  /** Settings that make the world small enough to simulate it often. */
  readonly settings?: { readonly [name: string]: unknown };
  /** What is there before anybody comes: places, prices, stock. */
  readonly setUp: (now: number) => readonly Wish[];
  /** What somebody does next. `random` gives numbers from 0, below 1. */
  readonly next: (random: () => number, seen: Seen) => Wish;
  /** What people still have to do at the end, so that every case comes to its own. */
  readonly finish: (seen: Seen) => readonly Wish[];
  /** What a person does with a message that stopped its case; nothing, when nobody knows. */
  readonly mend?: (message: Json) => Mending | undefined;
};

/** Another content for a stopped message, or the word why it is left out. */
export type Mending = { readonly retry: Json } | { readonly skip: string };

export const requestOf = ({ as, claims, command }: Wish): Request => ({
  command,
  by: { kind: 'actor', name: as, claims },
});
