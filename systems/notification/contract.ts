// Notification, the context that every business has: one message per case, status and recipient.

import { contract } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import {
  attempt,
  channel,
  messageKey,
  note,
  phone,
  queuedAt,
  reason,
  recipient,
  template,
  textEn,
  textKo,
} from './fields.ts';

const message = { messageKey, recipient, template, channel, textKo, textEn };

export const contractOf = (context: string) =>
  contract(context, {
    commands: {
      SendMessage: { ...message, phone: optional(phone) },
      TrySend: { messageKey },
      ResolveMessage: { messageKey, note },
    },

    events: {
      MessageQueued: { ...message, phone: optional(phone), queuedAt },
      MessageSent: message,
      MessageAttemptFailed: { messageKey, attempt, reason },
      MessageGivenUp: { messageKey, reason },
      MessageResolved: { messageKey, note },
    },

    views: {
      Inbox: { messageKey, recipient, template, textKo, textEn },
      MessageLog: {
        messageKey,
        recipient,
        channel,
        attempt: optional(attempt),
        reason: optional(reason),
        note: optional(note),
      },
    },
  });

export type NotificationContract = ReturnType<typeof contractOf>;
