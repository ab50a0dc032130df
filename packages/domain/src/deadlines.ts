// Deadlines: kept durably, sent once when due, dropped when one of their ends comes first.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './calendar.ts';
import type { AnyHappening } from './policies.ts';
import type { AnyMessage, AnyNote, Coloured, Of } from './notes.ts';
import type { Known } from './known.ts';
import type { Words } from './words.ts';
import { notesSent } from './sending.ts';
import type { Letter } from './sending.ts';
import type { Duration } from './settings.ts';

export type DeadlineKnown = Pick<Known, 'now' | 'today' | 'setting'>;

type Start<H, E> = {
  /** The event that starts it, or several. Started again, it is due anew. */
  readonly starts: H | readonly H[];
  /** The field that keys it, when one instance has many: `orderId`. */
  readonly per?: keyof Of<H> & string;
  /** For how long to wait until it is sent again, after so many times; without it, once. */
  readonly again?: Duration | ((times: number, known: DeadlineKnown) => number);
  /** The events that end it before it is due. */
  readonly ends: readonly E[];
  /** Names that it had before, and deadlines that were taken off the wall in its favour. */
  readonly formerly?: readonly string[];
  /** Whether it falls due on its instant even after an outage, which gives no grace. */
  readonly isAbsolute?: boolean;
} & (
  | {
      /** When it is due, in epoch milliseconds. `now` is the instant of the event. */
      readonly at: (event: Of<H>, known: DeadlineKnown) => number;
      readonly after?: never;
    }
  | {
      /** How long after the event it is due. */
      readonly after: Duration;
      readonly at?: never;
    }
);

type Sends<H, S extends AnyNote> =
  | {
      /** The command that is sent: a note whose fields the event has, or a function of it. */
      readonly due: Letter<Of<H>, Coloured<'command', AnyMessage>>;
      readonly sends?: never;
    }
  | {
      readonly due: (event: Of<H>) => Of<S>;
      /** The commands that a function writes. */
      readonly sends: readonly S[];
    };

type Reminds<H, S extends AnyNote> = {
  /** Tells those who follow it. A note whose fields the event carries, or a function of it. */
  readonly remind?: Letter<Of<H>, Coloured<'reminder', AnyMessage>> | ((event: Of<H>) => Of<S>);
  /** The reminders that a function writes. */
  readonly sends?: readonly S[];
  /** Puts the case on the work list of its people. */
  readonly work?: Words;
  /** What a person may send from there, to have it tried again. */
  readonly resend?: (event: Of<H>) => Coloured<'command', AnyMessage>;
};

export type Deadline = {
  readonly starts: readonly AnyNote<'event'>[];
  readonly per?: string;
  readonly at: (event: AnyMessage, known: DeadlineKnown) => number;
  readonly again?: (times: number, known: DeadlineKnown) => number;
  readonly ends: readonly AnyNote<'event'>[];
  readonly formerly?: readonly string[];
  readonly isAbsolute?: boolean;
  readonly due?: (event: AnyMessage) => AnyMessage;
  readonly remind?: (event: AnyMessage) => AnyMessage;
  /** The command that it sends, or the reminder. */
  readonly sends: readonly AnyNote[];
  readonly work?: Words;
  readonly resend?: (event: AnyMessage) => AnyMessage;
  /** How long it is, where a setting says it: for whoever looks at the wall. */
  readonly lasts?: Duration;
};

declare const touched: unique symbol;

/** A deadline that is known to start and end with certain events, by name. */
export type DeadlineOn<T extends string> = Deadline & { readonly [touched]?: T };

type Foreign<N extends string> =
  `A deadline cannot wait for ${N} of another context: let a policy follow it`;

/** A deadline as it may hang on a board: it starts and ends with events of that board's own. */
export type OwnDeadline<D, Events> = D extends { readonly [touched]?: infer T }
  ? unknown extends T
    ? D
    : [T] extends [Events | undefined]
      ? D
      : Foreign<Exclude<T, Events | undefined> & string>
  : D;

/**
 * What happens when something does not: a command that is sent when the time is over and none of
 * its `ends` came. It survives restarts, and is sent once.
 */
export const deadline = <
  H extends AnyNote<'event'>,
  const E extends AnyNote<'event'> = never,
  const S extends AnyNote<'command'> = never,
>(
  notes: Start<H, E> & Sends<H, S>,
): DeadlineOn<H['type'] | E['type']> => kept(notes, notesSent(notes.due, notes.sends));

/** A deadline that changes no state: it sends a message, or puts the case on the work list. */
export const reminder = <
  H extends AnyNote<'event'>,
  const E extends AnyNote<'event'> = never,
  const S extends AnyNote<'reminder'> = never,
>(
  notes: Start<H, E> & Reminds<H, S>,
): DeadlineOn<H['type'] | E['type']> => kept(notes, notesSent(notes.remind, notes.sends));

const kept = <H extends AnyNote<'event'>>(
  { after, again, starts, ...notes }: Start<H, AnyNote<'event'>>,
  sends: readonly AnyNote[],
): Deadline => {
  const at =
    after && ((_event: AnyMessage, known: DeadlineKnown) => known.now + lasts(after, known));
  const every = isDuration(again)
    ? (_times: number, known: DeadlineKnown) => lasts(again, known)
    : again;
  // The kernel calls its functions with the event that started it, to which `Start` ties them.
  return {
    ...notes,
    starts: [starts].flat(),
    sends,
    ...(at ? { at, lasts: after } : {}),
    ...(every ? { again: every } : {}),
  } as unknown as Deadline;
};

const isDuration = (again: Duration | ((...of: never) => number) | undefined): again is Duration =>
  typeof again === 'object';

const UNITS_MS = { days: DAY_MS, hours: HOUR_MS, minutes: MINUTE_MS, seconds: SECOND_MS };

/** In milliseconds. A duration without a unit is in seconds. */
const lasts = (duration: Duration, { setting }: DeadlineKnown): number =>
  setting(duration) * UNITS_MS[duration.unit ?? 'seconds'];

export type { AnyHappening };
