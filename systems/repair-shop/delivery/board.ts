// Delivery: a promise costs nobody a step; a car is driven only once its receipt says so.

import {
  aggregate,
  boundedContext,
  final,
  initial,
  nothing,
  open,
  settings,
  states,
  take,
  whenever,
} from '@dure/domain';
import * as Receipt from '../receipt/contract.ts';
import { of } from '../fields.ts';
import { command, context, event, pads, reject, view } from './contract.ts';
import { labels } from './labels.ts';

export const setting = settings({
  AUTO_START_DELIVERY: false,
  DELIVERY_OPEN_MAX: [20, 'times'],
});

const car = of('receiptId', 'vehiNo');

const state = states({
  absent: initial(),
  promised: open('DELIVERYREQUESTED', car),
  confirmed: open('DELIVERYREQUESTED', car),
  started: open('DELIVERYSTARTED', car),
  completed: final('DELIVERYCOMPLETED', car),
  withdrawn: final('DELIVERYWITHDRAWN', of('receiptId')),
});

export const Delivery = aggregate('Delivery', {
  ...pads,
  identifiedBy: 'deliveryId',
  states: state,
  isCounted: true,

  decide: {
    AcceptDelivery: {
      absent: (accept, _delivery, known) => {
        const under = known.count(
          { name: 'Delivery', states: state },
          'promised',
          'confirmed',
          'started',
        );
        return under >= known.setting(setting.DELIVERY_OPEN_MAX)
          ? reject.DeliveryFull({ reason: `진행 중인 배송 ${under}건` })
          : event.DeliveryAccepted({ ...accept, stat: undefined });
      },
      'promised, confirmed': nothing,
      withdrawn: reject.DeliveryGone,
    },
    WithdrawDelivery: {
      absent: event.DeliveryWithdrawn.with({ early: true }),
      promised: event.DeliveryWithdrawn,
      withdrawn: nothing,
    },
    ConfirmDelivery: { promised: event.DeliveryConfirmed },
    StartDelivery: { confirmed: event.DeliveryStarted },
    CompleteDelivery: { started: event.DeliveryCompleted },
  },

  evolve: {
    DeliveryAccepted: { absent: state.promised },
    DeliveryWithdrawn: { 'absent, promised': state.withdrawn },
    DeliveryConfirmed: { promised: state.confirmed },
    DeliveryStarted: { confirmed: state.started },
    DeliveryCompleted: { started: state.completed },
  },
});

const DeliveryTasks = view.DeliveryTasks.follows([event], {
  path: 'deliveries',
  key: ['deliveryId'],
  creates: { DeliveryAccepted: take },
  updates: {
    'DeliveryConfirmed, DeliveryWithdrawn, DeliveryStarted, DeliveryCompleted': take,
  },
});

export const Fleet = boundedContext(context, {
  actors: {
    DeliveryDriver: { issues: ['StartDelivery', 'CompleteDelivery'], reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { Delivery },
  policies: {
    confirmDelivery: whenever(Receipt.event.DeliveryRequested, command.ConfirmDelivery),
    startAtOnce: whenever(event.DeliveryConfirmed, command.StartDelivery, {
      when: setting.AUTO_START_DELIVERY,
    }),
  },
  settings: setting,
  views: { DeliveryTasks },
  labels,
});
