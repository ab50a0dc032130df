// A contract is what others may know of a bounded context: its published language.

import { pad, rejectionPad } from './notes.ts';
import type { Names, Pad, RejectionFields, RejectionNames } from './notes.ts';
import type { CheckedUpcasts, Upcasts, Vocabulary } from './upcasts.ts';
import { viewPad } from './views.ts';
import type { ViewPad } from './views.ts';

type Sketch<
  C extends Names,
  E extends Names,
  R extends RejectionNames,
  V extends Names,
  M extends Names,
  U,
> = {
  /** What may be asked of the context: imperatives, `RentBike`. */
  readonly commands?: C;
  /** What has happened in it: past participles, `BikeRented`. */
  readonly events?: E;
  /** Why a command was refused: `FrameKnown`. */
  readonly rejections?: R;
  /** The fields of the rows that the context shows. */
  readonly views?: V;
  /** What deadlines say that changes no state. */
  readonly reminders?: M;
  /**
   * What commands, events and reminders were before, by the name under which they were written:
   * an upcast for each version up to the present one, or `removed`. A renamed message stands here
   * under its former name.
   */
  readonly upcasts?: U & CheckedUpcasts<U, C & E & M>;
};

export type Contract<
  C extends Names,
  E extends Names,
  R extends RejectionNames,
  V extends Names,
  M extends Names,
> = {
  readonly context: string;
  readonly vocabulary: Vocabulary;
  readonly command: Pad<'command', C>;
  readonly event: Pad<'event', E>;
  readonly reject: Pad<'rejection', RejectionFields<R>>;
  readonly view: ViewPad<V>;
  readonly remind: Pad<'reminder', M>;
  /** All of it, for the one aggregate of a context: `aggregate('Receipt', { ...pads, … })`. */
  readonly pads: {
    readonly accepts: Pad<'command', C>;
    readonly emits: Pad<'event', E>;
    readonly refuses: Pad<'rejection', RejectionFields<R>>;
  };
};

/**
 * What others may know of a bounded context: its commands, events, rejections, views and reminders,
 * each with its fields. Other contexts import the contract, and never the board.
 */
export const contract = <
  const C extends Names = {},
  const E extends Names = {},
  const R extends RejectionNames = {},
  const V extends Names = {},
  const M extends Names = {},
  const U extends Upcasts = {},
>(
  context: string,
  sketch: Sketch<C, E, R, V, M, U>,
): Contract<C, E, R, V, M> => {
  // An absent group is the empty one, which its type parameter then is.
  const { commands = {} as C, events = {} as E, reminders = {} as M, upcasts = {} } = sketch;
  const names = new Set(Object.keys({ ...commands, ...events, ...reminders }));
  const vocabulary = { context, names, upcasts };
  const command = pad(vocabulary, 'command', commands);
  const event = pad(vocabulary, 'event', events);
  const reject = rejectionPad(context, sketch.rejections ?? ({} as R));
  return {
    context,
    vocabulary,
    command,
    event,
    reject,
    view: viewPad(context, sketch.views ?? ({} as V)),
    remind: pad(vocabulary, 'reminder', reminders),
    pads: { accepts: command, emits: event, refuses: reject },
  };
};
