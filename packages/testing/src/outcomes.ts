// What may come of a command, besides the aggregate's own events and rejections.

import { forbidden, nothing, unavailable } from '@dure/domain';
import type { AnyMessage, Nothing } from '@dure/domain';

export { forbidden, nothing, unavailable };

export type Unavailable = typeof unavailable;

export type OutOfTurn<S extends string = string> = {
  readonly type: 'OutOfTurn';
  readonly while: S;
};

/** The state has no rule for the command. */
export const outOfTurn = <const S extends string>(state: S): OutOfTurn<S> => ({
  type: 'OutOfTurn',
  while: state,
});

export type Invalid = { readonly type: 'Invalid'; readonly paths: readonly string[] };

/** The command is not valid, and these fields of it are wrong. */
export const invalid = (...paths: readonly string[]): Invalid => ({ type: 'Invalid', paths });

export type Asks = { readonly type: 'Asked'; readonly message: AnyMessage };

/** The decision waits for the answer to this message. */
export const asks = (message: AnyMessage): Asks => ({ type: 'Asked', message });

/** What comes of a command, whatever the aggregate. */
export type AnyOutcome = Nothing | Unavailable | typeof forbidden | OutOfTurn | Invalid | Asks;

type Fields = { readonly [field: string]: unknown };

export type Refused = { readonly type: 'Refused'; readonly rejection: Fields };

/** An answer: the callee refuses, with a rejection or, if it is not ours, with its reasons. */
export const refused = (rejection: Fields): Refused => ({ type: 'Refused', rejection });
