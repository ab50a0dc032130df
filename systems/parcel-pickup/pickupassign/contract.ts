// Pickup assignment: one pool of couriers for the city, and who of them serves which pickup.

import { contract, settings } from '@dure/domain';
import { courier, courierIfAny, of, visit } from '../fields.ts';

const assigned = ['poolId', 'pickupId', 'status'] as const;
const errand = ['tel', 'location', 'parcelType', ...visit] as const;

export const { context, command, event, pads, reject, view } = contract('pickupassign', {
  commands: {
    RegisterCourier: of('poolId', ...courier, 'capability', 'location'),
    GoOnDuty: of('poolId', 'workerid', 'location'),
    GoOffDuty: of('poolId', 'workerid'),
    ReportPosition: of('poolId', 'workerid', 'location'),
    AssignCourier: of('poolId', 'pickupId', ...errand, 'until'),
    ServeWaiting: of('poolId'),
    ExpireAssignment: of('poolId', 'pickupId'),
    CancelAssignment: of('poolId', 'pickupId', 'reason'),
    ExpireCollection: of('poolId', 'pickupId'),
    AcceptOffer: of('poolId', 'pickupId'),
    DeclineOffer: of('poolId', 'pickupId'),
    LapseOffer: of('poolId', 'pickupId'),
    StartCollection: of('poolId', 'pickupId'),
    CompleteCollection: of('poolId', 'pickupId', 'location?'),
  },

  events: {
    CourierRegistered: of('poolId', ...courier, 'capability', 'location'),
    CourierWentOnDuty: of('poolId', 'workerid', 'location', 'freeSince'),
    CourierWentOffDuty: of('poolId', 'workerid', 'reason?'),
    CourierMoved: of('poolId', 'workerid', 'location'),
    PickupassignQueued: of(...assigned, ...errand, 'until'),
    PickupassignCompleted: {
      ...of(...assigned, ...courier, ...errand, 'distanceM'),
      ...of('until?', 'passedBy?'),
    },
    OfferAccepted: of(...assigned, 'workerid'),
    PickupassignReturned: {
      ...of(...assigned, ...courier, ...errand, 'until', 'passedBy'),
      ...of('reason', 'lapses', 'courierStatus', 'freeSince'),
    },
    PickupassignFailed: of(...assigned, 'tel', 'reason'),
    PickupassignCancelled: of(...assigned, 'tel?', 'workerid?', 'reason', 'freeSince?'),
    CollectionStarted: of(...assigned, ...courier),
    CollectionCompleted: of(...assigned, 'workerid', 'location', 'freeSince'),
  },

  rejections: { CourierBusy: of('workerid', 'courierStatus') },

  views: {
    Pickupassigns: {
      ...of(...assigned, ...courierIfAny, 'location?', 'parcelType?', 'wishedFrom?', 'wishedTo?'),
      ...of('tel|null?', 'address|null?', 'contactTel|null?'),
    },
    CourierBoard: {
      ...of(...courier, 'poolId', 'capability', 'courierStatus', 'location', 'pickupId|null'),
    },
  },
});

/**
 * How long what may take; after how many offers without an answer a courier goes off duty; and how
 * many couriers one pool can have.
 */
export const terms = settings({
  OFFER_LAPSE: [5, 'minutes', { atLeast: 1 }],
  OFFER_LAPSES_MAX: [2, 'times', { atLeast: 1 }],
  ASSIGN_RETRY: [10, 'seconds', { atLeast: 1 }],
  COLLECT_DEADLINE: [2, 'hours', { atLeast: 1 }],
  COLLECT_AFTER_WINDOW: [30, 'minutes'],
  COLLECTION_REMINDER: [4, 'hours'],
  POOL_COURIERS_MAX: 500,
});
