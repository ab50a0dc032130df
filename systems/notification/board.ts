// Notification: it follows every case, tells people, and never blocks the business.

import { boundedContext, deadline, take, whenever } from '@dure/domain';
import type { BoundedContext, Labels, Reach, View } from '@dure/domain';
import { contractOf } from './contract.ts';
import type { NotificationContract } from './contract.ts';
import { labels as standardLabels } from './labels.ts';
import { messageOf, retryMs, setting } from './message.ts';
import { messages } from './messages.ts';
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

const viewsOf = ({ event, view }: NotificationContract) => ({
  Inbox: view.Inbox.follows([event], {
    path: 'inbox',
    key: ['messageKey'],
    creates: { 'MessageQueued, MessageSent': take },
  }),
  MessageLog: view.MessageLog.follows([event], {
    path: 'message-log',
    key: ['messageKey'],
    creates: { 'MessageQueued, MessageSent': take },
    updates: { 'MessageSent, MessageAttemptFailed, MessageGivenUp, MessageResolved': take },
  }),
});

const inboxOf = (reads: Reads = {}) =>
  ({ owns: 'recipient', reads: { Inbox: 'own', ...reads } }) as const;

const readersOf = ({ actors, reads = {} }: NotificationNotes) => ({
  ...Object.fromEntries(Object.entries(reads).map(([name, of]) => [name, { reads: of }])),
  ...Object.fromEntries(actors.map((name) => [name, inboxOf(reads[name])])),
});

export const notificationOf = (notes: NotificationNotes): BoundedContext => {
  const contract = contractOf(notes.context ?? 'notification');
  const { command, event } = contract;
  return boundedContext(contract.context, {
    actors: {
      ...readersOf(notes),
      Operator: { issues: ['ResolveMessage'], reads: 'all' },
    },
    aggregates: { Message: messageOf(contract) },
    policies: { deliverMessage: whenever(event.MessageQueued, command.TrySend) },
    processes: { messages: messages(notes, contract) },
    deadlines: {
      MESSAGE_RETRY: deadline({
        starts: event.MessageAttemptFailed,
        at: ({ attempt }, known) => known.now + retryMs(attempt, known),
        ends: [event.MessageSent, event.MessageGivenUp],
        due: command.TrySend,
      }),
    },
    settings: setting,
    views: { ...viewsOf(contract), ...notes.views },
    labels: { ...standardLabels, ...notes.labels },
  });
};
