// Call status: one picture of a call, from the call and from its assignment.

import { contract } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import { of } from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    CallStatus: {
      ...of('callId', 'tel', 'location', 'destination?', 'taxiClass', 'cost'),
      // Name and number are null once they are forgotten.
      ...of('callStatus', 'assignStatus?', 'taxiid?', 'driver|null?', 'drivertel|null?'),
      ...of('lateCancelFee?', 'requestedAt', 'confirmedAt?', 'cancelledAt?'),
      // Not in the page: whose it is, in the word that opens his inbox.
      recipient: text,
    },
  },
});
