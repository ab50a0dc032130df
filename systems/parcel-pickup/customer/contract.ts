// Pickup status: one picture of a pickup, from the request and from its assignment.

import { contract } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import { of } from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    PickupStatus: {
      ...of('pickupId', 'tel', 'location', 'address?', 'parcelType', 'wishedFrom?', 'wishedTo?'),
      // Name and number are null once they are forgotten.
      ...of('cost', 'pickupStatus', 'assignStatus?', 'workerid?', 'worker|null?'),
      ...of('workertel|null?', 'lateCancelFee?', 'requestedAt', 'confirmedAt?', 'cancelledAt?'),
      // Not in the page: whose it is, in the word that opens his inbox.
      recipient: text,
    },
  },
});
