// Deadlines: kept durably, sent once when due, dropped when one of their ends comes first.

import type { AnyHappening } from './policies.ts';
import type { AnyMessage, AnyNote, Coloured, Of } from './notes.ts';
import type { Known, Words } from './known.ts';

export type DeadlineKnown = Pick<Known, 'now' | 'today' | 'setting'>;

type Start<H> = {
  readonly starts: H | readonly H[];
  /** The field that keys it, when one instance has many: `orderId`. */
  readonly per?: keyof Of<H> & string;
  /** When it is due, in epoch milliseconds. `now` is the instant of the event. */
  readonly at: (event: Of<H>, known: DeadlineKnown) => number;
  /** For how long to wait until it is sent again, after so many times; without it, once. */
  readonly again?: (times: number, known: DeadlineKnown) => number;
  readonly ends: readonly AnyNote<'event'>[];
  /** Whether it falls due on its instant even after an outage, which gives no grace. */
  readonly isAbsolute?: boolean;
};

type Sends<H> = { readonly due: (event: Of<H>) => Coloured<'command', AnyMessage> };

type Reminds<H> = {
  /** Tells those who follow it. A note whose fields the event carries. */
  readonly remind?: (event: Of<H>) => Coloured<'reminder', AnyMessage>;
  /** Puts the case on the work list of its people. */
  readonly work?: Words;
};

export type Deadline = {
  readonly starts: readonly AnyNote<'event'>[];
  readonly per?: string;
  readonly at: (event: AnyMessage, known: DeadlineKnown) => number;
  readonly again?: (times: number, known: DeadlineKnown) => number;
  readonly ends: readonly AnyNote<'event'>[];
  readonly isAbsolute?: boolean;
  readonly due?: (event: AnyMessage) => AnyMessage;
  readonly remind?: (event: AnyMessage) => AnyMessage;
  readonly work?: Words;
};

/** A deadline that sends a command. */
export const deadline = <H extends AnyNote<'event'>>(notes: Start<H> & Sends<H>): Deadline =>
  // The kernel calls its functions with the event that started it, to which `Start` ties them.
  ({ ...notes, starts: [notes.starts].flat() }) as unknown as Deadline;

/** A deadline that changes no state: it sends a message, or puts the case on the work list. */
export const reminder = <H extends AnyNote<'event'>>(notes: Start<H> & Reminds<H>): Deadline =>
  // As in `deadline`.
  ({ ...notes, starts: [notes.starts].flat() }) as unknown as Deadline;

export type { AnyHappening };
