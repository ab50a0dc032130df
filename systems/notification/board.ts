// Notification: it follows every case, tells people, and never blocks the business.

import { boundedContext, deadline, instantOf, reminder, take, whenever } from '@dure/domain';
import type { BoundedContext, Labels, Reach, View } from '@dure/domain';
import { contractOf } from './contract.ts';
import type { NotificationContract } from './contract.ts';
import { labels as standardLabels, work } from './labels.ts';
import { messageOf, retryMs, setting } from './message.ts';
import { messages } from './messages.ts';
import { resendOf } from './resend.ts';
import type { MessageTable } from './table.ts';

/** What a business says to have a notification context of its own. */
export type NotificationNotes = MessageTable & {
  /** Its name, where the documents deploy it under another one: `customer`. */
  readonly context?: string;
  /** The actors who have an inbox; their claim `recipient` opens it. */
  readonly actors: readonly string[];
  /** What the context shows besides. Operators read all of it. */
  readonly views?: { readonly [name: string]: View };
  /** What others read of that, by actor and view. */
  readonly reads?: { readonly [actor: string]: Reads };
  readonly labels?: Labels;
};

type Reads = { readonly [view: string]: Reach };

/** What was said of a message is taken, with the status that it has now. */
const as =
  (messageStatus: string) =>
  <E extends object, R extends object>(happened: E, row: R) => ({
    ...row,
    ...happened,
    messageStatus,
  });

const viewsOf = ({ event, view }: NotificationContract) => ({
  Inbox: view.Inbox.follows([event], {
    path: 'inbox',
    key: ['messageKey'],
    creates: { 'MessageQueued, MessageSent': take },
  }),
  MessageLog: view.MessageLog.follows([event], {
    path: 'message-log',
    key: ['messageKey'],
    // Rows of the first version do not say the status of their message.
    version: 2,
    creates: {
      MessageQueued: (queued) => as('QUEUED')(queued, {}),
      MessageSent: (sent) => as('SENT')(sent, {}),
    },
    updates: {
      MessageSent: as('SENT'),
      MessageAttemptFailed: as('WAITING'),
      MessageGivenUp: as('GIVENUP'),
      MessageResolved: as('RESOLVED'),
      // Its tries begin anew.
      MessageResent: (_resent, row) => ({
        ...row,
        messageStatus: 'QUEUED',
        attempt: null,
        reason: null,
      }),
    },
  }),
});

const inboxOf = (reads: Reads = {}) =>
  ({ owns: 'recipient', reads: { Inbox: 'own', ...reads } }) as const;

const readersOf = ({ actors, reads = {} }: NotificationNotes) => ({
  ...Object.fromEntries(Object.entries(reads).map(([name, of]) => [name, { reads: of }])),
  ...Object.fromEntries(actors.map((name) => [name, inboxOf(reads[name])])),
});

const deadlinesOf = ({ command, event }: NotificationContract) => ({
  MESSAGE_RETRY: deadline({
    starts: event.MessageAttemptFailed,
    at: ({ attempt, until }, known) =>
      Math.min(
        known.now + retryMs(attempt, known),
        until === undefined ? Infinity : instantOf(until),
      ),
    ends: [event.MessageSent, event.MessageGivenUp],
    due: command.TrySend,
  }),
  // Nothing that was given up is forgotten.
  MESSAGE_GIVEN_UP: reminder({
    starts: event.MessageGivenUp,
    at: (_givenUp, known) => known.now,
    ends: [event.MessageResent, event.MessageResolved],
    work: work.MESSAGE_GIVEN_UP,
    resend: command.ResendMessage,
  }),
});

export const notificationOf = (notes: NotificationNotes): BoundedContext => {
  const contract = contractOf(notes.context ?? 'notification');
  const { command, event } = contract;
  return boundedContext(contract.context, {
    actors: {
      ...readersOf(notes),
      Operator: { issues: ['ResolveMessage', 'ResendMessage', 'ResendMessages'], reads: 'all' },
    },
    aggregates: { Message: messageOf(contract), Resend: resendOf(contract) },
    policies: {
      deliverMessage: whenever([event.MessageQueued, event.MessageResent], command.TrySend),
      resendEach: whenever(
        event.ResendRequested,
        ({ messageKeys }) => messageKeys.map((messageKey) => command.ResendMessage({ messageKey })),
        { sends: [command.ResendMessage] },
      ),
    },
    processes: { messages: messages(notes, contract) },
    deadlines: deadlinesOf(contract),
    settings: setting,
    views: { ...viewsOf(contract), ...notes.views },
    labels: { ...standardLabels, ...notes.labels },
  });
};
