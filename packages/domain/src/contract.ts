// A contract is what others may know of a bounded context: its published language.

import { pad, rejectionPad } from './notes.ts';
import type { Names, Pad, RejectionFields, RejectionNames } from './notes.ts';
import { viewPad } from './views.ts';
import type { ViewPad } from './views.ts';

type Sketch<
  C extends Names,
  E extends Names,
  R extends RejectionNames,
  V extends Names,
  M extends Names,
> = {
  readonly commands?: C;
  readonly events?: E;
  readonly rejections?: R;
  readonly views?: V;
  readonly reminders?: M;
};

export type Contract<
  C extends Names,
  E extends Names,
  R extends RejectionNames,
  V extends Names,
  M extends Names,
> = {
  readonly context: string;
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

export const contract = <
  const C extends Names = {},
  const E extends Names = {},
  const R extends RejectionNames = {},
  const V extends Names = {},
  const M extends Names = {},
>(
  context: string,
  sketch: Sketch<C, E, R, V, M>,
): Contract<C, E, R, V, M> => {
  // An absent group is the empty one, which its type parameter then is.
  const command = pad(context, 'command', sketch.commands ?? ({} as C));
  const event = pad(context, 'event', sketch.events ?? ({} as E));
  const reject = rejectionPad(context, sketch.rejections ?? ({} as R));
  return {
    context,
    command,
    event,
    reject,
    view: viewPad(context, sketch.views ?? ({} as V)),
    remind: pad(context, 'reminder', sketch.reminders ?? ({} as M)),
    pads: { accepts: command, emits: event, refuses: reject },
  };
};
