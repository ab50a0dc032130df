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
  refusals,
  template,
  textEn,
  textKo,
  until,
} from './fields.ts';
import { MessageGateway } from './gateway.ts';

export const setting = settings({
  MESSAGE_ATTEMPTS: [5, 'times', { atLeast: 1 }],
  MESSAGE_STALE: [60, 'minutes', { atLeast: 1 }],
  MESSAGE_RETRY: [30, 'seconds', { atLeast: 1 }],
  MESSAGE_RETRY_MOST: [10, 'minutes', { atLeast: 1 }],
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

const kept = {
  recipient: optional(recipient),
  template: optional(template),
  channel: optional(channel),
  textKo: optional(textKo),
  textEn: optional(textEn),
  phone: optional(phone),
};

const limits = { refusals: optional(refusals), until: optional(until) };

const state = states({
  absent: initial(),
  queued: open('QUEUED', { ...letter, until: optional(until) }),
  waiting: open('WAITING', { ...letter, ...limits, attempt }),
  sent: final('SENT'),
  // What was given up before it could be sent again has kept none of its words.
  givenUp: open('GIVENUP', kept),
  resolved: final('RESOLVED'),
});

type Queued = Omit<ReturnType<typeof state.queued>, 'is'> & {
  readonly attempt?: number;
  readonly refusals?: number;
};

const sendOut = ask('sendOut', { of: MessageGateway.send });

/** Until when a message makes sense, from now on; by its kind, or as all do. */
const untilOf = (lasts: number | undefined, { now, setting: of }: Known): string =>
  isoOf(now + (lasts ?? of(setting.MESSAGE_STALE)) * MINUTE_MS);

/** In epoch milliseconds. What was queued before messages said so lasts as long as all do. */
const endOf = ({ until: by, queuedAt: at }: Queued, { setting: of }: Known): number =>
  by === undefined ? instantOf(at) + of(setting.MESSAGE_STALE) * MINUTE_MS : instantOf(by);

/**
 * A try, the first or a later one. A gateway that is away is waited for as long as the message
 * makes sense; a phone that is refused is tried a few times.
 */
const tryWith =
  ({ event }: NotificationContract) =>
  ({ messageKey }: { readonly messageKey: string }, message: Queued, known: Known) => {
    const end = endOf(message, known);
    if (known.now >= end) return event.MessageGivenUp({ messageKey, reason: 'STALE' });
    const tried = { messageKey, attempt: (message.attempt ?? 0) + 1, until: isoOf(end) };
    const before = message.refusals ?? 0;
    return sendOut({ ...message, messageKey })
      .taken(event.MessageSent)
      .refused(({ reason }) =>
        before + 1 < known.setting(setting.MESSAGE_ATTEMPTS)
          ? event.MessageAttemptFailed({ ...tried, refusals: before + 1, reason })
          : event.MessageGivenUp({ messageKey, reason }),
      )
      .unavailable(() =>
        event.MessageAttemptFailed({ ...tried, refusals: before, reason: 'UNAVAILABLE' }),
      );
  };

/** Doubled each time, up to a limit. */
export const retryMs = (attempts: number, { setting: of }: Pick<Known, 'setting'>): number =>
  Math.min(
    of(setting.MESSAGE_RETRY) * SECOND_MS * 2 ** (attempts - 1),
    of(setting.MESSAGE_RETRY_MOST) * MINUTE_MS,
  );

type GivenUp = ReturnType<typeof state.givenUp>;

/** From now on for as long as all messages: whoever sends it again finds that it makes sense. */
const resendWith =
  ({ event, reject }: NotificationContract) =>
  ({ messageKey }: { readonly messageKey: string }, givenUp: GivenUp, known: Known) => {
    const { recipient: to, template: form, channel: way, textKo: ko, textEn: en } = givenUp;
    if (to === undefined || form === undefined || way === undefined) {
      return reject.NotResendable({ messageKey });
    }
    if (ko === undefined || en === undefined) return reject.NotResendable({ messageKey });
    const times = { queuedAt: isoOf(known.now), until: untilOf(undefined, known) };
    const message = { recipient: to, template: form, channel: way, textKo: ko, textEn: en };
    return event.MessageResent({ ...givenUp, ...message, ...times, messageKey });
  };

export const messageOf = (contract: NotificationContract) => {
  const { event } = contract;
  const { ResendMessages: _many, ...command } = contract.command;
  const { ResendRequested: _asked, ...emits } = event;
  return aggregate('Message', {
    identifiedBy: 'messageKey',
    accepts: command,
    emits,
    refuses: contract.reject,
    asks: [sendOut],
    states: state,

    decide: {
      SendMessage: {
        absent: (send, _message, known) =>
          send.channel === 'INBOX'
            ? event.MessageSent(send)
            : event.MessageQueued({
                ...send,
                queuedAt: isoOf(known.now),
                until: untilOf(send.lasts, known),
              }),
        '*': nothing,
      },
      TrySend: { 'queued, waiting': tryWith(contract), '*': nothing },
      ResolveMessage: { givenUp: event.MessageResolved },
      ResendMessage: { givenUp: resendWith(contract), 'queued, waiting, sent': nothing },
    },

    evolve: {
      MessageQueued: { absent: state.queued },
      MessageSent: { 'absent, queued, waiting': state.sent },
      MessageAttemptFailed: { 'queued, waiting': state.waiting },
      MessageGivenUp: { 'queued, waiting': state.givenUp },
      MessageResolved: { givenUp: state.resolved },
      MessageResent: { givenUp: state.queued },
    },
  });
};
