// Management accepts a pickup or refuses it, names the fee, and has a courier looked for in time.

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
import { CITY_POOL, courier, of, visit } from '../fields.ts';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupcall from '../pickupcall/contract.ts';
import { command, context, event, pads, reject, remind, terms, view } from './contract.ts';
import { feeFor, metresBetween } from './fee.ts';
import { labels } from './labels.ts';

const managed = of('orderId', 'tel', 'location', 'parcelType', 'cost');

const state = states({
  absent: initial(),
  accepted: open('호출', { ...managed, ...of(...visit, 'promiseId') }),
  assigning: open('호출중', managed),
  confirmed: open('호출확정', { ...managed, ...of(...courier) }),
  collecting: open('수거중', managed),
  cancelling: open('호출취소중', managed),
  closed: final(['수거완료', '호출실패', '호출취소'], managed),
  withdrawn: final('호출철회', of('orderId')),
});

const openStates = ['accepted', 'assigning', 'confirmed', 'collecting', 'cancelling'] as const;

/** In seconds: when somebody may find a place again. */
const RETRY_AFTER = 10;

export const Pickupmanage = aggregate('Pickupmanage', {
  ...pads,
  identifiedBy: 'pickupId',
  states: state,
  isCounted: true,

  decide: {
    AcceptPickup: {
      absent: (accept, _case, known) => {
        const openCases = known.count({ name: 'Pickupmanage', states: state }, ...openStates);
        if (openCases >= known.setting(terms.MANAGE_OPEN_MAX)) {
          return reject.TooManyPickups({ retryAfter: RETRY_AFTER });
        }
        const { contactTel = accept.tel, location, parcelType, pickupId: orderId } = accept;
        const metres = metresBetween(location, known.setting(terms.PICKUP_CENTRE));
        const stated = { orderId, contactTel, cost: feeFor(parcelType, metres), status: '호출' };
        return event.PickupmanageAccepted({ ...accept, ...stated });
      },
      // Another attempt waits until the one before it is undone.
      accepted: (accept, accepted) =>
        accept.promiseId === accepted.promiseId ? nothing : unavailable,
      withdrawn: reject.PickupWithdrawn,
      '*': nothing,
    },

    WithdrawPickup: {
      absent: ({ pickupId: id }) =>
        event.PickupmanageWithdrawn({ pickupId: id, orderId: id, early: true }),
      accepted: (withdraw, accepted) =>
        withdraw.promiseId === accepted.promiseId
          ? event.PickupmanageWithdrawn({ ...accepted, ...withdraw })
          : nothing,
      // The pickup has become a fact by a later attempt.
      '*': nothing,
    },

    RequestAssignment: {
      accepted: (request, accepted, known) =>
        event.PickupmanageAssigned({
          ...accepted,
          ...request,
          poolId: CITY_POOL,
          until: isoOf(known.now + known.setting(terms.ASSIGN_DEADLINE) * MINUTE_MS),
        }),
    },

    RecordAssigned: { assigning: event.PickupmanageConfirmed, 'cancelling, closed': nothing },

    RecordReassigning: { confirmed: event.PickupmanageReassigning, 'cancelling, closed': nothing },

    RecordManageCollecting: { 'confirmed, cancelling': event.PickupmanageCollectionStarted },

    RequestAssignmentCancel: {
      'assigning, confirmed': (cancel, open) =>
        event.PickupmanageCancelled({ ...open, ...cancel, poolId: CITY_POOL }),
      'collecting, cancelling, closed': nothing,
    },

    CloseCase: {
      'assigning, confirmed, collecting, cancelling': event.PickupmanageClosed,
      closed: nothing,
    },
  },

  evolve: {
    PickupmanageAccepted: { absent: state.accepted },
    PickupmanageWithdrawn: { 'absent, accepted': state.withdrawn },
    PickupmanageAssigned: { accepted: state.assigning },
    PickupmanageConfirmed: { assigning: state.confirmed },
    PickupmanageReassigning: { confirmed: state.assigning },
    PickupmanageCollectionStarted: { 'confirmed, cancelling': state.collecting },
    PickupmanageCancelled: { 'assigning, confirmed': state.cancelling },
    PickupmanageClosed: { 'assigning, confirmed, collecting, cancelling': state.closed },
  },
});

const Pickupmanages = view.Pickupmanages.follows([event], {
  key: ['pickupId'],
  creates: { PickupmanageAccepted: take },
  updates: {
    'PickupmanageWithdrawn, PickupmanageAssigned, PickupmanageConfirmed': take,
    'PickupmanageCollectionStarted, PickupmanageCancelled, PickupmanageClosed': take,
    PickupmanageReassigning: ({ status }, row) => ({
      ...row,
      status,
      workerid: null,
      worker: null,
      workertel: null,
    }),
  },
});

/** With which status a case is closed. */
const closedAs = {
  CollectionCompleted: '수거완료',
  PickupassignFailed: '호출실패',
  PickupassignCancelled: '호출취소',
} as const;

export const PickupManagement = boundedContext(context, {
  actors: {
    PickupManager: { reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { Pickupmanage },
  policies: {
    startAssignment: whenever(Pickupcall.event.PickupcallRequested, command.RequestAssignment),
    noteAssigned: whenever(Pickupassign.event.PickupassignCompleted, command.RecordAssigned),
    noteReturned: whenever(Pickupassign.event.PickupassignReturned, command.RecordReassigning),
    noteCollecting: whenever(Pickupassign.event.CollectionStarted, command.RecordManageCollecting),
    passCancel: whenever(Pickupcall.event.PickupcallCancelled, command.RequestAssignmentCancel),
    closeCase: whenever(
      [
        Pickupassign.event.CollectionCompleted,
        Pickupassign.event.PickupassignFailed,
        Pickupassign.event.PickupassignCancelled,
      ],
      (ended) => command.CloseCase({ ...ended, status: closedAs[ended.type] }),
      { sends: [command.CloseCase] },
    ),
  },
  deadlines: {
    ASSIGN_SILENCE: reminder({
      starts: [event.PickupmanageAssigned, event.PickupmanageReassigning],
      after: terms.ASSIGN_SILENCE,
      ends: [event.PickupmanageConfirmed, event.PickupmanageCancelled, event.PickupmanageClosed],
      remind: remind.AssignmentDelayed,
    }),
  },
  settings: terms,
  views: { Pickupmanages },
  labels,
});
