// Taxi management: which calls are taken, and what they cost.

import { ofKind, contract, settings } from '@dure/domain';
import { of, taxi, taxiIfAny } from '../fields.ts';

const managed = ['callId', 'orderId', 'status'] as const;
const asked = ['tel', 'location', 'cost'] as const;

export const { context, command, event, pads, reject, view, remind } = contract('taximanage', {
  commands: {
    AcceptCall: {
      ...of('callId', 'orderId?', 'tel', 'location', 'destination?', 'taxiClass'),
      ...of('status?', 'cost?', 'promiseId'),
    },
    WithdrawCall: of('callId', 'promiseId'),
    RequestAssignment: of('callId'),
    RecordAssigned: of('callId', ...taxi),
    RecordReassigning: of('callId'),
    RecordRiding: of('callId', 'taxiid'),
    RequestAssignmentCancel: of('callId', 'reason'),
    CloseCase: of('callId', 'status', 'reason?'),
  },

  events: {
    TaximanageAccepted: of(...managed, ...asked, 'destination?', 'taxiClass', 'promiseId'),
    TaximanageWithdrawn: of(...managed, 'early?'),
    TaximanageAssigned: of(...managed, ...asked, 'destination?', 'taxiClass', 'poolId', 'until'),
    TaximanageConfirmed: of(...managed, ...taxi),
    TaximanageReassigning: of(...managed, 'tel'),
    TaximanageRideStarted: of(...managed, 'taxiid'),
    TaximanageCancelled: of(...managed, ...asked, ...taxiIfAny, 'poolId', 'reason'),
    TaximanageClosed: of(...managed, 'reason?'),
  },

  rejections: {
    TooManyCalls: ofKind('unavailable', of('retryAfter')),
    CallWithdrawn: of('callId'),
  },

  reminders: {
    AssignmentDelayed: of('callId', 'tel'),
  },

  views: {
    Taximanages: of(...managed, ...asked, 'taxiClass', ...taxiIfAny),
  },
});

/** What is accepted, what it costs, and for how long a taxi is looked for. */
export const terms = settings({
  ASSIGN_SILENCE: [2, 'minutes'],
  ASSIGN_DEADLINE: [10, 'minutes', { atLeast: 1 }],
  MANAGE_OPEN_MAX: 1000,
  DEFAULT_TRIP: [5000, 'metres', { atLeast: 1 }],
});
