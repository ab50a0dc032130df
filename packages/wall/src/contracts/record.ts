// What a business publishes, as plain data: what is kept in `contracts/<business>/<version>/`.

import type { Label, RejectionKind, StateKind } from '@dure/domain';
import type { Schema } from './schema.ts';

/** The shape of these files; counted up when one written before cannot be read any more. */
export const RECORD_FORMAT = 1;

/** A part of the wall that takes a message or sends one: `payment · policy payForIt`. */
export type Party = {
  readonly context: string;
  /** `policy`, `process`, `saga`, `deadline`, `view`, `aggregate`, or `actor`. */
  readonly kind: string;
  readonly name: string;
};

export type RecordedEvent = {
  readonly label: Label;
  /** The version in which it is written now, counted from 1. */
  readonly version: number;
  /** The schema of each version, by its number. */
  readonly schemas: { readonly [version: string]: Schema };
  /** One for each version, made from the schema: what a log of that version may hold. */
  readonly examples: { readonly [version: string]: Example };
  /** The aggregate that it is of; a reminder is of none. */
  readonly aggregate?: string;
  /** Who follows it. */
  readonly followedBy: readonly Party[];
};

export type Example = { readonly [field: string]: unknown };

/** A name under which messages were written before. */
export type RecordedFormer = {
  readonly schemas: { readonly [version: string]: Schema };
  readonly examples: { readonly [version: string]: Example };
  /** What such a message is now, as far as its example shows. */
  readonly becomes: readonly string[];
};

export type RecordedCommand = {
  readonly label: Label;
  readonly version: number;
  readonly schemas: { readonly [version: string]: Schema };
  readonly examples: { readonly [version: string]: Example };
  readonly aggregate: string;
  readonly path: string;
  /** Actors, policies, sagas and asks that send it. */
  readonly sentBy: readonly Party[];
};

export type RecordedRejection = {
  readonly label: Label;
  readonly rejects: RejectionKind;
  readonly schema: Schema;
  readonly aggregate: string;
};

export type RecordedView = {
  readonly label: Label;
  readonly path: string;
  readonly key: readonly string[];
  readonly schema: Schema;
  readonly follows: readonly string[];
  /** Actors, with `all` or `own`. */
  readonly readBy: { readonly [actor: string]: string };
};

export type RecordedState = {
  readonly label: Label;
  readonly kind: StateKind;
  /** The words that others see for it in the field `status`. */
  readonly status: readonly string[];
};

export type RecordedContext = {
  readonly format: number;
  readonly business: string;
  readonly version: string;
  readonly context: string;
  readonly label: Label;
  readonly commands: { readonly [name: string]: RecordedCommand };
  readonly events: { readonly [name: string]: RecordedEvent };
  readonly reminders: { readonly [name: string]: RecordedEvent };
  readonly rejections: { readonly [name: string]: RecordedRejection };
  readonly views: { readonly [name: string]: RecordedView };
  /** By `Aggregate`, or `Ledger.Register`. */
  readonly states: { readonly [life: string]: { readonly [state: string]: RecordedState } };
  /** Names that messages had before. */
  readonly former: { readonly [name: string]: RecordedFormer };
  /** Messages that have ended, with why. */
  readonly removed: { readonly [name: string]: string };
};

export type ContractRecord = {
  readonly business: string;
  readonly version: string;
  readonly contexts: readonly RecordedContext[];
};
