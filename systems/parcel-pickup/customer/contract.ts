// Pickup status: one picture of a pickup, from the request and from its assignment.

import { contract } from '@dure/domain';
import { text } from '@dure/domain/shapes';
import { courierIfAny, of } from '../fields.ts';

export const { context, view } = contract('customer', {
  views: {
    PickupStatus: {
      ...of('pickupId', 'tel', 'location', 'address?', 'parcelType', 'wishedFrom?', 'wishedTo?'),
      // Whoever comes is null while another is looked for; name and number, once forgotten.
      ...of('cost', 'pickupStatus', 'assignStatus?', ...courierIfAny),
      ...of('lateCancelFee?', 'requestedAt', 'confirmedAt|null?', 'cancelledAt?'),
      // Not in the page: the owner, by the word that opens their inbox.
      recipient: text,
    },
  },
});
