// The gateway of the demo and of storms: it keeps what went out.

import { entryIn, simulated, withEntry } from '@dure/rehearsal';
import type { Book } from '@dure/rehearsal';

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
