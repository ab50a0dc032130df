// Management accepts a call or refuses it, names the fare, and asks for a taxi until a deadline.

import {
  aggregate,
  boundedContext,
  final,
  initial,
  MINUTE_MS,
  nothing,
  open,
  reminder,
  states,
  take,
  unavailable,
  whenever,
} from '@dure/domain';
import { isoOf } from '@dure/domain/korea';
import { of, taxi } from '../fields.ts';
import * as Taxiassign from '../taxiassign/contract.ts';
import * as Taxicall from '../taxicall/contract.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { fareFor, poolOf, tripMetres } from './fare.ts';
import { labels } from './labels.ts';

const managed = of('orderId', 'tel', 'location', 'destination?', 'taxiClass', 'cost');

const state = states({
  absent: initial(),
  accepted: open('호출', { ...managed, ...of('promiseId') }),
  assigning: open('호출중', managed),
  confirmed: open('호출확정', { ...managed, ...of(...taxi) }),
  riding: open('운행중', managed),
  cancelling: open('호출취소중', managed),
  closed: final(['운행완료', '호출실패', '호출취소'], managed),
  withdrawn: final('호출철회', of('orderId')),
});

const openStates = ['accepted', 'assigning', 'confirmed', 'riding', 'cancelling'] as const;

/** In seconds: when somebody may find a place again. */
const RETRY_AFTER = 10;

export const Taximanage = aggregate('Taximanage', {
  ...pads,
  identifiedBy: 'callId',
  states: state,
  isCounted: true,

  decide: {
    AcceptCall: {
      absent: (accept, _case, known) => {
        const openCases = known.count({ name: 'Taximanage', states: state }, ...openStates);
        if (openCases >= known.setting(terms.MANAGE_OPEN_MAX)) {
          return reject.TooManyCalls({ retryAfter: RETRY_AFTER });
        }
        const cost = fareFor(accept.taxiClass, tripMetres(accept, known));
        const { callId: orderId } = accept;
        return event.TaximanageAccepted({ ...accept, orderId, cost, status: '호출' });
      },
      // Another attempt waits until the one before it is undone.
      accepted: (accept, accepted) =>
        accept.promiseId === accepted.promiseId ? nothing : unavailable,
      withdrawn: reject.CallWithdrawn,
      '*': nothing,
    },

    WithdrawCall: {
      absent: ({ callId: id }) =>
        event.TaximanageWithdrawn({ callId: id, orderId: id, early: true }),
      accepted: (withdraw, accepted) =>
        withdraw.promiseId === accepted.promiseId
          ? event.TaximanageWithdrawn({ ...accepted, ...withdraw })
          : nothing,
      // The call has become a fact by a later attempt.
      '*': nothing,
    },

    RequestAssignment: {
      accepted: (request, accepted, known) =>
        event.TaximanageAssigned({
          ...accepted,
          ...request,
          poolId: poolOf(accepted.taxiClass),
          until: isoOf(known.now + known.setting(terms.ASSIGN_DEADLINE) * MINUTE_MS),
        }),
    },

    RecordAssigned: { assigning: event.TaximanageConfirmed, 'cancelling, closed': nothing },

    RecordReassigning: { confirmed: event.TaximanageReassigning, 'cancelling, closed': nothing },

    RecordRiding: { 'confirmed, cancelling': event.TaximanageRideStarted },

    RequestAssignmentCancel: {
      'assigning, confirmed': (cancel, open) =>
        event.TaximanageCancelled({ ...open, ...cancel, poolId: poolOf(open.taxiClass) }),
      'riding, cancelling, closed': nothing,
    },

    CloseCase: {
      'assigning, confirmed, riding, cancelling': event.TaximanageClosed,
      closed: nothing,
    },
  },

  evolve: {
    TaximanageAccepted: { absent: state.accepted },
    TaximanageWithdrawn: { 'absent, accepted': state.withdrawn },
    TaximanageAssigned: { accepted: state.assigning },
    TaximanageConfirmed: { assigning: state.confirmed },
    TaximanageReassigning: { confirmed: state.assigning },
    TaximanageRideStarted: { 'confirmed, cancelling': state.riding },
    TaximanageCancelled: { 'assigning, confirmed': state.cancelling },
    TaximanageClosed: { 'assigning, confirmed, riding, cancelling': state.closed },
  },
});

const Taximanages = view.Taximanages.follows([event], {
  key: ['callId'],
  creates: { TaximanageAccepted: take },
  updates: {
    'TaximanageWithdrawn, TaximanageAssigned, TaximanageConfirmed': take,
    'TaximanageRideStarted, TaximanageCancelled, TaximanageClosed': take,
    TaximanageReassigning: ({ status }, row) => ({
      ...row,
      status,
      taxiid: null,
      driver: null,
      drivertel: null,
    }),
  },
});

/** With which status a case is closed. */
const closedAs = {
  RideCompleted: '운행완료',
  TaxiassignFailed: '호출실패',
  TaxiassignCancelled: '호출취소',
} as const;

export const TaxiManagement = boundedContext(context, {
  actors: {
    TaxiManager: { reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { Taximanage },
  policies: {
    startAssignment: whenever(Taxicall.event.TaxicallRequested, command.RequestAssignment),
    noteAssigned: whenever(Taxiassign.event.TaxiassignCompleted, command.RecordAssigned),
    noteReturned: whenever(Taxiassign.event.TaxiassignReturned, command.RecordReassigning),
    noteRiding: whenever(Taxiassign.event.RideStarted, command.RecordRiding),
    passCancel: whenever(Taxicall.event.TaxicallCancelled, command.RequestAssignmentCancel),
    closeCase: whenever(
      [
        Taxiassign.event.RideCompleted,
        Taxiassign.event.TaxiassignFailed,
        Taxiassign.event.TaxiassignCancelled,
      ],
      (ended) => command.CloseCase({ ...ended, status: closedAs[ended.type] }),
      { sends: [command.CloseCase] },
    ),
  },
  deadlines: {
    ASSIGN_SILENCE: reminder({
      starts: [event.TaximanageAssigned, event.TaximanageReassigning],
      after: terms.ASSIGN_SILENCE,
      ends: [event.TaximanageConfirmed, event.TaximanageCancelled, event.TaximanageClosed],
      remind: remind.AssignmentDelayed,
    }),
  },
  settings: terms,
  views: { Taximanages },
  labels,
});
