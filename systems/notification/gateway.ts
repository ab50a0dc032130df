// The bought-in channel: messages go out to phones, each messageKey once.

import { entryIn, externalSystem, question, simulated, withEntry } from '@dure/domain';
import type { Book } from '@dure/domain';
import { optional } from '@dure/domain/shapes';
import { messageKey, phone, reason, recipient, template, textEn, textKo } from './fields.ts';

export const MessageGateway = externalSystem('MessageGateway', {
  send: question(
    { messageKey, recipient, template, textKo, textEn, phone: optional(phone) },
    {},
    { reason },
  ),
});

/** What went out, by messageKey: how often it was handed over. */
export type SentBook = { readonly sent: Book<number>; readonly sentCount: number };

const nobodyEndsIn = '9999';

/** In the demo, phones whose number ends in 9999 cannot be reached. */
export const simulatedGateway = simulated<SentBook>({
  name: 'MessageGateway',
  initial: { sent: {}, sentCount: 0 },
  answer: (_question, asked, state) => {
    if (String(asked['phone']).endsWith(nobodyEndsIn)) {
      return { state, answer: { refused: { reason: 'UNREACHABLE' } } };
    }
    const key = String(asked['messageKey']);
    const times = entryIn(state.sent, key) ?? 0;
    const sentCount = times === 0 ? state.sentCount + 1 : state.sentCount;
    const after = { sent: withEntry(state.sent, key, times + 1), sentCount };
    return { state: after, answer: { taken: {} } };
  },
});

export const isSentBook = (state: unknown): state is SentBook =>
  typeof state === 'object' && state !== null && 'sent' in state && 'sentCount' in state;
