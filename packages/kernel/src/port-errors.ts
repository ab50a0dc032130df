// How the ports fail.

import type { Words } from '@dure/domain';

/** The place that is taken: a collection, and an id in it. */
type Place = { readonly collection: string; readonly id: string };

export class Taken extends Error {
  readonly item: Place;
  constructor(item: Place) {
    super(`${item.collection} ${item.id} is taken.`);
    this.name = 'Taken';
    this.item = item;
  }
}

export class StoreUnavailable extends Error {
  /** What happened and what to do next, for the person who runs it. */
  readonly words: Words | undefined;
  constructor(message: string, options?: { readonly cause: unknown; readonly words?: Words }) {
    super(message, options);
    this.name = 'StoreUnavailable';
    this.words = options?.words;
  }
}

/**
 * The callee is there, and has no answer: its rule has failed, or others keep it busy. Who asked
 * gets none, and the callee is not taken for unavailable.
 */
export class NoAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'NoAnswer';
  }
}

/**
 * A command was sent to another process, and no answer came: it may have happened, and will not be
 * sent again by itself.
 */
export class OutcomeUnknown extends Error {
  constructor(message: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.name = 'OutcomeUnknown';
  }
}

export const RETIRED = ' was retired';

/** Why something waits for good, in words that are the same for all that is sent there. */
export const retiredCause = (context: string): string => `${context}${RETIRED}`;

/** A context takes nothing more, for good. */
export class ContextRetired extends Error {
  readonly context: string;
  constructor(context: string) {
    super(retiredCause(context));
    this.name = 'ContextRetired';
    this.context = context;
  }
}

/** Of an error: there is no store where one has to be, and none was made. */
export const notThere = { isNotThere: true } as const;

export const isNotThere = (cause: unknown): boolean =>
  cause instanceof Error && 'isNotThere' in cause && cause.isNotThere === true;

/** Whether something cannot be had since a context was retired, and not for the moment. */
export const isForGood = (cause: unknown): boolean =>
  cause instanceof ContextRetired ||
  (cause instanceof Error && cause.cause instanceof ContextRetired);
