// What customers and couriers are told, and one picture of each pickup.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Pickupassign from '../pickupassign/contract.ts';
import * as Pickupcall from '../pickupcall/contract.ts';
import * as Pickupmanage from '../pickupmanage/contract.ts';
import { context, view } from './contract.ts';
import { labels, says, words } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'tel', phone: 'tel' };
const courier: Recipient = { kind: 'courier', by: 'workerid', phone: 'workertel' };

export const table: MessageTable = {
  business: 'pickup',
  businessKey: 'pickupId',

  remembers: [remember(Pickupassign.event.PickupassignCompleted, 'workertel')],

  messages: [
    { on: Pickupcall.event.PickupcallConfirmed, to: customer, ...says('호출확정') },
    { on: Pickupcall.event.PickupcallReassigning, to: customer, ...says('재배정') },
    { on: Pickupcall.event.PickupcallFailed, to: customer, ...says('호출실패') },
    { on: Pickupcall.event.PickupcallCancelConfirmed, to: customer, ...says('호출취소') },
    { on: Pickupcall.event.PickupcallCancelRefused, to: customer, ...says('호출취소거절') },
    { on: Pickupcall.event.PickupcallCompleted, to: customer, ...says('수거완료') },
    { on: Pickupassign.event.PickupassignCompleted, to: courier, ...says('할당확정') },
    { on: Pickupassign.event.PickupassignReturned, to: courier, ...says('배정반납') },
    { on: Pickupassign.event.PickupassignCancelled, to: courier, ...says('할당취소') },
    // Not in the page's table: the words of its deadline ASSIGN_SILENCE.
    { on: Pickupmanage.remind.AssignmentDelayed, to: customer, ...says('배정지연') },
  ],
  words,
};

type Told = { readonly status: string };

/** What the pickup tells is taken, and its status is that of the pickup. */
const asAsked = <R>(told: Told, row: R) => ({ ...row, ...told, pickupStatus: told.status });

/** Of the assignment, only how far it has come. */
const asAssigned = <R>({ status }: Told, row: R) => ({ ...row, assignStatus: status });

const follows = [Pickupcall.event, Pickupcall.remind, Pickupassign.event] as const;

const nobody = { workerid: null, worker: null, workertel: null, confirmedAt: null } as const;

const PickupStatus = view.PickupStatus.follows(follows, {
  path: 'pickupstatuses',
  key: ['pickupId'],
  creates: {
    PickupcallRequested: (requested) => ({
      ...requested,
      pickupStatus: requested.status,
      recipient: `customer:${requested.tel}`,
    }),
  },
  updates: {
    'PickupcallSearchStarted, PickupcallConfirmed, PickupcallCollectionStarted': asAsked,
    'PickupcallCompleted, PickupcallFailed, PickupcallCancelled, PickupcallCancelConfirmed':
      asAsked,
    // Whoever was to come is shown no longer.
    PickupcallReassigning: (again, row) => ({ ...asAsked(again, row), ...nobody }),
    PickupcallCancelRefused: (refused, row) => ({ ...asAsked(refused, row), lateCancelFee: 0 }),
    'PickupassignQueued, PickupassignCompleted, PickupassignFailed': asAssigned,
    'PickupassignCancelled, CollectionStarted, CollectionCompleted': asAssigned,
    'OfferAccepted, PickupassignReturned': asAssigned,
    CourierForgotten: (_forgotten, row) => ({ ...row, worker: null, workertel: null }),
  },
});

/** Messages, and beside them the status of each pickup. */
export const Customer = notificationOf({
  ...table,
  context,
  actors: ['Customer', 'Courier'],
  views: { PickupStatus },
  reads: { Customer: { PickupStatus: 'own' }, PickupManager: { PickupStatus: 'all' } },
  labels,
});
