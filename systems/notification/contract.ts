// Notification, the context that every business has: one message per case, status and recipient.

import { contract } from '@dure/domain';
import { nullable, optional } from '@dure/domain/shapes';
import {
  attempt,
  channel,
  lasts,
  messageKey,
  messageKeys,
  messageStatus,
  note,
  phone,
  queuedAt,
  reason,
  recipient,
  refusals,
  resendId,
  template,
  textEn,
  textKo,
  until,
} from './fields.ts';

const message = { messageKey, recipient, template, channel, textKo, textEn };
const failure = { messageKey, attempt, reason };
const toPhone = { ...message, phone: optional(phone) };

export const contractOf = (context: string) =>
  contract(context, {
    commands: {
      SendMessage: { ...toPhone, lasts: optional(lasts) },
      TrySend: { messageKey },
      ResolveMessage: { messageKey, note },
      ResendMessage: { messageKey },
      ResendMessages: { resendId, messageKeys },
    },

    events: {
      MessageQueued: { ...toPhone, queuedAt, until: optional(until) },
      MessageSent: message,
      MessageAttemptFailed: { ...failure, refusals: optional(refusals), until: optional(until) },
      MessageGivenUp: { messageKey, reason },
      MessageResolved: { messageKey, note },
      MessageResent: { ...toPhone, queuedAt, until },
      ResendRequested: { resendId, messageKeys },
    },

    rejections: { NotResendable: { messageKey } },

    views: {
      Inbox: { messageKey, recipient, template, textKo, textEn },
      MessageLog: {
        messageKey,
        recipient,
        channel,
        messageStatus: optional(messageStatus),
        attempt: optional(nullable(attempt)),
        reason: optional(nullable(reason)),
        note: optional(note),
      },
    },
  });

export type NotificationContract = ReturnType<typeof contractOf>;
