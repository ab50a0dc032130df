// Pickup management: which requests are taken, and what they cost.

import { ofKind, contract, settings } from '@dure/domain';
import { courier, courierIfAny, of, visit } from '../fields.ts';

const managed = ['pickupId', 'orderId', 'status'] as const;
const asked = ['tel', 'location', 'cost'] as const;

export const { context, command, event, pads, reject, view, remind } = contract('pickupmanage', {
  commands: {
    AcceptPickup: {
      ...of('pickupId', 'orderId?', 'tel', 'location', 'parcelType', 'address?', 'contactTel?'),
      ...of('wishedFrom?', 'wishedTo?', 'status?', 'cost?', 'promiseId'),
    },
    WithdrawPickup: of('pickupId', 'promiseId'),
    RequestAssignment: of('pickupId'),
    RecordAssigned: of('pickupId', ...courier),
    RecordReassigning: of('pickupId'),
    RecordManageCollecting: of('pickupId', 'workerid'),
    RequestAssignmentCancel: of('pickupId', 'reason'),
    CloseCase: of('pickupId', 'status', 'reason?'),
  },

  events: {
    PickupmanageAccepted: of(...managed, ...asked, 'parcelType', ...visit, 'promiseId'),
    PickupmanageWithdrawn: of(...managed, 'early?'),
    PickupmanageAssigned: of(...managed, ...asked, 'parcelType', ...visit, 'poolId', 'until'),
    PickupmanageConfirmed: of(...managed, ...courier),
    PickupmanageReassigning: of(...managed, 'tel'),
    PickupmanageCollectionStarted: of(...managed, 'workerid'),
    PickupmanageCancelled: of(...managed, ...asked, ...courierIfAny, 'poolId', 'reason'),
    PickupmanageClosed: of(...managed, 'reason?'),
  },

  rejections: {
    TooManyPickups: ofKind('unavailable', of('retryAfter')),
    PickupWithdrawn: of('pickupId'),
  },

  reminders: {
    AssignmentDelayed: of('pickupId', 'tel'),
  },

  views: {
    Pickupmanages: of(...managed, ...asked, 'parcelType', ...courierIfAny),
  },
});

/** What is accepted, where parcels are handed in, and for how long a courier is looked for. */
export const terms = settings({
  ASSIGN_SILENCE: [3, 'minutes'],
  ASSIGN_DEADLINE: [15, 'minutes', { atLeast: 1 }],
  MANAGE_OPEN_MAX: 1000,
  PICKUP_CENTRE: '용산구',
});
