// The life of a message: to the inbox at once, to a phone when the gateway takes it.

import {
  aggregate,
  ask,
  final,
  initial,
  instantOf,
  MINUTE_MS,
  nothing,
  open,
  SECOND_MS,
  settings,
  states,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import type { Known } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import type { NotificationContract } from './contract.ts';
import {
  attempt,
  channel,
  phone,
  queuedAt,
  recipient,
  template,
  textEn,
  textKo,
} from './fields.ts';
import { MessageGateway } from './gateway.ts';

export const setting = settings({
  MESSAGE_ATTEMPTS: [5, 'times'],
  MESSAGE_STALE: [60, 'minutes'],
  MESSAGE_RETRY: [30, 'seconds'],
  MESSAGE_RETRY_MOST: [10, 'minutes'],
  ALIMTALK: true,
});

const letter = {
  recipient,
  template,
  channel,
  textKo,
  textEn,
  phone: optional(phone),
  queuedAt,
};

const state = states({
  absent: initial(),
  queued: open('QUEUED', letter),
  waiting: open('WAITING', { ...letter, attempt }),
  sent: final('SENT'),
  givenUp: open('GIVENUP'),
  resolved: final('RESOLVED'),
});

type Queued = Omit<ReturnType<typeof state.queued>, 'is'> & { readonly attempt?: number };

const sendOut = ask('sendOut', { of: MessageGateway.send });

/** A try, the first or a later one. */
const tryWith =
  ({ event }: NotificationContract) =>
  ({ messageKey }: { readonly messageKey: string }, message: Queued, known: Known) => {
    const staleMs = known.setting(setting.MESSAGE_STALE) * MINUTE_MS;
    if (known.now - instantOf(message.queuedAt) > staleMs) {
      return event.MessageGivenUp({ messageKey, reason: 'STALE' });
    }
    const tried = (message.attempt ?? 0) + 1;
    const failed = (reason: string) =>
      tried < known.setting(setting.MESSAGE_ATTEMPTS)
        ? event.MessageAttemptFailed({ messageKey, attempt: tried, reason })
        : event.MessageGivenUp({ messageKey, reason });
    return sendOut({ ...message, messageKey })
      .taken(event.MessageSent)
      .refused(({ reason }) => failed(reason))
      .unavailable(() => failed('UNAVAILABLE'));
  };

/** Doubled each time, up to a limit. */
export const retryMs = (attempts: number, { setting: of }: Pick<Known, 'setting'>): number =>
  Math.min(
    of(setting.MESSAGE_RETRY) * SECOND_MS * 2 ** (attempts - 1),
    of(setting.MESSAGE_RETRY_MOST) * MINUTE_MS,
  );

export const messageOf = (contract: NotificationContract) => {
  const { command, event } = contract;
  return aggregate('Message', {
    identifiedBy: 'messageKey',
    accepts: command,
    emits: event,
    refuses: {},
    asks: [sendOut],
    states: state,

    decide: {
      SendMessage: {
        absent: (send, _message, { now }) =>
          send.channel === 'INBOX'
            ? event.MessageSent(send)
            : event.MessageQueued({ ...send, queuedAt: isoOf(now) }),
        '*': nothing,
      },
      TrySend: { 'queued, waiting': tryWith(contract), '*': nothing },
      ResolveMessage: { givenUp: event.MessageResolved },
    },

    evolve: {
      MessageQueued: { absent: state.queued },
      MessageSent: { 'absent, queued, waiting': state.sent },
      MessageAttemptFailed: { 'queued, waiting': state.waiting },
      MessageGivenUp: { 'queued, waiting': state.givenUp },
      MessageResolved: { givenUp: state.resolved },
    },
  });
};
