// Call status: one picture of a call, from the call and from its assignment.

import { contract } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import { of, taxiIfAny } from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    CallStatus: {
      ...of('callId', 'tel', 'location', 'destination?', 'taxiClass', 'cost'),
      // Whoever comes is null while another is looked for; name and number, once forgotten.
      ...of('callStatus', 'assignStatus?', ...taxiIfAny),
      ...of('lateCancelFee?', 'requestedAt', 'confirmedAt|null?', 'cancelledAt?'),
      // Not in the page: the owner, by the word that opens their inbox.
      recipient: text,
    },
  },
});
