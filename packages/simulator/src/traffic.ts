// What people do in a business, as its generator of traffic says.

import type { Step, Traffic as Doing } from '@dure/rehearsal/traffic';
import type { Json } from '@dure/kernel/ports';
import type { Request } from './request.ts';

/** A command that a person issues. */
export type Wish = Step;

export type Traffic = Doing & {
  /** What a person does with a message that stopped its case; nothing, when no one knows. */
  readonly mend?: (message: Json) => Mending | undefined;
  /** What people do themselves instead of a message that they skip; nothing: they must not. */
  readonly byHand?: (skipped: Skipped) => Wish | undefined;
};

/** A message that is parked, or was left out. */
export type Skipped = { readonly type?: string; readonly caseId: string };

/** Other fields for a stopped message, or the word why it is left out. */
export type Mending =
  { readonly retry: { readonly [field: string]: Json } } | { readonly skip: string };

export const requestOf = ({ as, claims, command }: Wish): Request => ({
  command,
  by: { kind: 'actor', name: as, claims },
});
