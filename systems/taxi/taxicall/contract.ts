// Taxi calls: the customer's side. A phone has one open call.

import { ofKind, contract, settings } from '@dure/domain';
import { of, taxi } from '../fields.ts';

/** What a client may tell although the server knows it. */
const told = ['status?', 'cost?'] as const;
const seen = ['callId', 'tel', 'status'] as const;
const call = ['callId', 'tel', 'location', 'destination?', 'taxiClass', 'status', 'cost'] as const;

export const { context, command, event, pads, reject, remind, view } = contract('taxicall', {
  commands: {
    RequestCall: of('callId', 'tel', 'location?', 'destination?', 'taxiClass?', ...told),
    RecordAssigning: of('callId'),
    RecordConfirmed: of('callId', ...taxi),
    RecordReturned: of('callId', 'reason'),
    RecordRideStarted: of('callId', ...taxi),
    RecordRideCompleted: of('callId'),
    RecordFailed: of('callId', 'reason'),
    CancelCall: of('callId', 'reason?'),
    RecordCancelled: of('callId', 'reason'),
  },

  events: {
    TaxicallRequested: of(...call, 'requestedAt'),
    TaxicallSearchStarted: of(...seen),
    TaxicallConfirmed: of(...seen, 'location', 'cost', ...taxi, 'confirmedAt'),
    TaxicallReassigning: of(...seen, 'reason'),
    TaxicallRideStarted: of(...seen),
    TaxicallCompleted: of(...seen, 'cost'),
    TaxicallFailed: of(...seen, 'reason'),
    TaxicallCancelled: of(...seen, 'location', 'cost', 'taxiClass', 'lateCancelFee', 'reason'),
    TaxicallCancelConfirmed: of(...seen, 'lateCancelFee', 'reason', 'cancelledAt'),
    TaxicallCancelRefused: of(...seen, ...taxi),
  },

  rejections: {
    OpenCallExists: of('tel', 'callId'),
    CallBusy: ofKind('unavailable', of('retryAfter')),
    CallUnavailable: ofKind('unavailable', of('retryAfter')),
    AlreadyBoarded: of('callId', 'status'),
  },

  reminders: {
    DriverForgotten: of('callId'),
  },

  views: {
    Taxicalls: of(...call, 'lateCancelFee?'),
  },
});

/**
 * The terms of a call, and for how long after its end the customer sees who drove. Without a
 * default location, a call must name one.
 */
export const terms = settings({
  FREE_CANCEL_AFTER_CONFIRM: [3, 'minutes'],
  LATE_CANCEL_FEE: [{ 일반: 3000, 고급: 5000, 대형: 5000 }, 'won'],
  DEFAULT_LOCATION: '마포',
  DRIVER_RETENTION: [24, 'hours'],
});
