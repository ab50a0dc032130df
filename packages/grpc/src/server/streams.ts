// Calls that are answered with a stream: a case, and the rows of a view.

import { Metadata, status } from '@grpc/grpc-js';
import type { handleServerStreamingCall } from '@grpc/grpc-js';
import {
  endWhenOver,
  findCase,
  followCase,
  followView,
  redactorOf,
  unmeasured,
} from '@dure/access';
import type { Event, Outlet } from '@dure/access';
import type { Row } from '../wire/any.ts';
import {
  counting,
  credentialsIn,
  endedWith,
  languageOf,
  letIn,
  limited,
  refusalFor,
  textIn,
} from './call.ts';
import type { Asked, ServerContext } from './call.ts';
import type { Line } from './line.ts';
import type { GrpcOutlet, Outlets, Show } from './outlet.ts';
import type { GrpcRefusal } from './status.ts';
import { admitTo, shownRow, viewNamed } from './views.ts';

/** How a stream begins, once the client was let in; or why not. */
export type Begin = (
  asked: Asked,
) => Promise<
  | { readonly is: 'begins'; readonly show: Show; readonly begin: (outlet: Outlet) => void }
  | { readonly is: 'refused'; readonly refusal: GrpcRefusal }
>;

/** Ends a stream when its caller is not who they were, and says so. */
const watched = (
  outlet: GrpcOutlet,
  { identity }: ServerContext,
  { line, metadata, caller }: Asked,
): GrpcOutlet => {
  const credentials = credentialsIn(metadata);
  const listening = { identity, credentials, business: line.business, caller };
  endWhenOver(outlet, listening, (why) => outlet.endWith(why));
  return outlet;
};

const afterIn = (asked: Asked): string | undefined => textIn(asked, 'after') || undefined;

export const caseBegins = (line: Line): Begin => {
  const { business } = line;
  const redact = redactorOf(business.system);
  const show: Show = ({ event, data, id }) => (event === 'mark' ? undefined : { record: data, id });
  return async (asked) => {
    const found = await findCase(business, textIn(asked, 'caseId'), asked.caller);
    if ('kind' in found) return { is: 'refused', refusal: found };
    const following = { business, caseId: found.caseId, after: afterIn(asked), redact };
    return { is: 'begins', show, begin: (outlet) => followCase(outlet, following) };
  };
};

const changeShown = ({ event, data, id }: Event): Row => {
  if (event === 'row') return { kind: event, row: data, id };
  // What is gone is named by its key.
  const { key } = data as { readonly key?: string };
  return { kind: event, id, ...(event === 'gone' ? { goneKey: key } : {}) };
};

export const viewBegins = (line: Line, name: string): Begin => {
  const view = viewNamed(line, name);
  const { business } = line;
  return async (asked) => {
    const admitted = await admitTo(asked, view);
    if (admitted.is === 'refused') return admitted;
    const { caller } = asked;
    const followed = { business, view, caller, after: afterIn(asked), show: shownRow };
    return { is: 'begins', show: changeShown, begin: (outlet) => followView(outlet, followed) };
  };
};

/** What is open for long is counted by the outlets; here only that it is begun. */
export const streaming = (
  context: ServerContext & { readonly outlets: Outlets },
  line: Line,
  begins: Begin,
): handleServerStreamingCall<Buffer, Row> => {
  const usual = unmeasured();
  return (call) => {
    const language = languageOf(context, call);
    const count = counting(context, line);
    const refuse = (refusal: GrpcRefusal): void => {
      const ending = endedWith(line, refusal, language);
      call.emit('error', ending);
      count(ending.code);
    };
    const open = async (): Promise<void> => {
      const entered = await letIn(context, line, call);
      if (entered.is === 'refused') return refuse(entered.refusal);
      const begun = await begins(entered.asked);
      if (begun.is === 'refused') return refuse(begun.refusal);
      const full = context.outlets.refusal();
      if (full) return refuse(full);
      // The client learns at once that it was let in, although nothing may happen for long.
      call.sendMetadata(new Metadata());
      count(status.OK);
      const outlet = context.outlets.open(call, { served: line, language, show: begun.show });
      begun.begin(watched(outlet, context, entered.asked));
    };
    limited(context, call, { line, usual, handle: open, refuse }).catch((cause: unknown) =>
      refuse(refusalFor(context, cause)),
    );
  };
};
