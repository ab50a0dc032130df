// Pickup requests: the customer's side. A phone has one open pickup.

import { ofKind, contract, settings } from '@dure/domain';
import { courier, of, visit } from '../fields.ts';

const wish = ['address?', 'contactTel?', 'parcelType?', 'wishedFrom?', 'wishedTo?'] as const;
/** What a client may tell although the server knows it. */
const told = ['status?', 'cost?'] as const;
const seen = ['pickupId', 'tel', 'status'] as const;
const priced = ['location', 'parcelType', 'cost'] as const;

export const { context, command, event, pads, reject, remind, view } = contract('pickupcall', {
  commands: {
    RequestPickup: of('pickupId', 'tel', 'location?', ...wish, ...told),
    RecordAssigning: of('pickupId'),
    RecordConfirmed: of('pickupId', ...courier),
    RecordReturned: of('pickupId', 'reason'),
    RecordCollecting: of('pickupId', ...courier),
    RecordCollected: of('pickupId'),
    RecordFailed: of('pickupId', 'reason'),
    CancelPickup: of('pickupId', 'reason?'),
    RecordCancelled: of('pickupId', 'reason'),
  },

  events: {
    PickupcallRequested: of(...seen, ...priced, ...visit, 'requestedAt'),
    PickupcallSearchStarted: of(...seen),
    PickupcallConfirmed: of(...seen, ...priced, ...courier, 'confirmedAt'),
    PickupcallReassigning: of(...seen, 'reason'),
    PickupcallCollectionStarted: of(...seen),
    PickupcallCompleted: of(...seen, 'cost'),
    PickupcallFailed: of(...seen, 'reason'),
    PickupcallCancelled: of(...seen, ...priced, 'lateCancelFee', 'reason'),
    PickupcallCancelConfirmed: of(...seen, 'lateCancelFee', 'reason', 'cancelledAt'),
    PickupcallCancelRefused: of(...seen, ...courier),
  },

  rejections: {
    OpenPickupExists: of('tel', 'pickupId'),
    PickupBusy: ofKind('unavailable', of('retryAfter')),
    PickupUnavailable: ofKind('unavailable', of('retryAfter')),
    AlreadyCollected: of('pickupId', 'status'),
  },

  reminders: {
    CourierForgotten: of('pickupId'),
  },

  views: {
    Pickupcalls: {
      ...of(...seen, ...priced, 'address?', 'wishedFrom?', 'wishedTo?', 'lateCancelFee?'),
    },
  },
});

/**
 * The terms of a pickup, and for how long after its end the customer sees who came. Without a
 * default location, a request must name one.
 */
export const terms = settings({
  FREE_CANCEL_AFTER_CONFIRM: [5, 'minutes'],
  LATE_CANCEL_FEE: [{ '10KG_UNDER': 2000, '10KG_OVER': 3000 }, 'won'],
  WINDOW_AHEAD_MAX: [2, 'hours'],
  DEFAULT_LOCATION: '이수',
  COURIER_RETENTION: [24, 'hours'],
});
