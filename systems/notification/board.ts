// Notification: it follows every case, tells people, and never blocks the business.

import { boundedContext, deadline, take, whenever } from '@dure/domain';
import type { BoundedContext, Labels } from '@dure/domain';
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
  readonly labels?: Labels;
};

const viewsOf = ({ event, view }: NotificationContract) => ({
  Inbox: view.Inbox.follows([event], {
    path: 'inbox',
    key: ['messageKey'],
    creates: { MessageQueued: take, MessageSent: take },
  }),
  MessageLog: view.MessageLog.follows([event], {
    path: 'message-log',
    key: ['messageKey'],
    creates: { MessageQueued: take, MessageSent: take },
    updates: {
      MessageSent: take,
      MessageAttemptFailed: take,
      MessageGivenUp: take,
      MessageResolved: take,
    },
  }),
});

const readers = (names: readonly string[]) =>
  Object.fromEntries(
    names.map((name) => [name, { owns: 'recipient', reads: { Inbox: 'own' } }] as const),
  );

export const notificationOf = (notes: NotificationNotes): BoundedContext => {
  const contract = contractOf(notes.context ?? 'notification');
  const { command, event } = contract;
  return boundedContext(contract.context, {
    actors: {
      ...readers(notes.actors),
      Operator: { issues: ['ResolveMessage'], reads: { Inbox: 'all', MessageLog: 'all' } },
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
    views: viewsOf(contract),
    labels: { ...standardLabels, ...notes.labels },
  });
};
