// Taxi assignment: one pool of taxis for each class, and who of them serves which call.

import { contract, settings, shaped } from '@dure/domain';
import { phone } from '@dure/domain/korea';
import { of, taxi, taxiIfAny } from '../fields.ts';

const pickUp = ['tel', 'location', 'destination?'] as const;
const assigned = ['poolId', 'callId', 'status'] as const;

export const { context, command, event, pads, reject, view } = contract('taxiassign', {
  commands: {
    RegisterTaxi: of('poolId', 'taxiid', 'driver?', 'drivertel?', 'location'),
    GoOnDuty: of('poolId', 'taxiid', 'location'),
    GoOffDuty: of('poolId', 'taxiid'),
    ReportPosition: of('poolId', 'taxiid', 'location'),
    AssignTaxi: of('poolId', 'callId', ...pickUp, 'until'),
    ServeWaiting: of('poolId'),
    ExpireAssignment: of('poolId', 'callId'),
    CancelAssignment: of('poolId', 'callId', 'reason'),
    ExpireBoarding: of('poolId', 'callId'),
    AcceptOffer: of('poolId', 'callId'),
    DeclineOffer: of('poolId', 'callId'),
    LapseOffer: of('poolId', 'callId'),
    StartRide: of('poolId', 'callId'),
    CompleteRide: of('poolId', 'callId', 'location?'),
  },

  events: {
    TaxiRegistered: of('poolId', ...taxi, 'location'),
    TaxiWentOnDuty: of('poolId', 'taxiid', 'location', 'freeSince'),
    TaxiWentOffDuty: of('poolId', 'taxiid', 'reason?'),
    TaxiMoved: of('poolId', 'taxiid', 'location'),
    TaxiassignQueued: of(...assigned, ...pickUp, 'until'),
    TaxiassignCompleted: {
      ...of(...assigned, ...taxi, ...pickUp, 'distanceM'),
      ...of('until?', 'passedBy?'),
    },
    OfferAccepted: of(...assigned, 'taxiid'),
    TaxiassignReturned: {
      ...of(...assigned, ...taxi, ...pickUp, 'until', 'passedBy'),
      ...of('reason', 'lapses', 'taxiStatus', 'freeSince'),
    },
    TaxiassignFailed: of(...assigned, 'tel', 'reason'),
    TaxiassignCancelled: of(...assigned, 'tel?', 'taxiid?', 'reason', 'freeSince?'),
    RideStarted: of(...assigned, ...taxi),
    RideCompleted: of(...assigned, 'taxiid', 'location', 'freeSince'),
  },

  rejections: { TaxiBusy: of('taxiid', 'taxiStatus') },

  views: {
    Taxiassigns: of(...assigned, ...taxiIfAny, 'location?', 'destination?', 'tel|null?'),
    TaxiBoard: of(...taxi, 'poolId', 'taxiStatus', 'location', 'callId|null'),
  },
});

/**
 * How long what may take; after how many offers without an answer a taxi goes off duty; and who is
 * called where a taxi has no driver.
 */
export const terms = settings({
  OFFER_LAPSE: [2, 'minutes', { atLeast: 1 }],
  OFFER_LAPSES_MAX: [2, 'times', { atLeast: 1 }],
  ASSIGN_RETRY: [10, 'seconds', { atLeast: 1 }],
  BOARDING_DEADLINE: [30, 'minutes', { atLeast: 1 }],
  RIDE_REMINDER: [3, 'hours'],
  POOL_TAXIS_MAX: 500,
  CONTROL_ROOM_TEL: shaped(phone, '01031119999'),
});
