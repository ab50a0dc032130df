// Riders: nothing is delivered before it is cooked, and nothing arrives before it has left.

import {
  aggregate,
  boundedContext,
  final,
  initial,
  MINUTE_MS,
  open,
  reminder,
  states,
  take,
  whenever,
} from '@dure/domain';
import * as Cook from '../cook/contract.ts';
import { command, context, event, pads, setting, view } from './contract.ts';
import { labels } from './labels.ts';

const state = states({
  absent: initial(),
  prepared: open('DELIVERY : COOK FIN'),
  shipped: open('DELIVERY : SHIPPED'),
  delivered: final('DELIVERY : DELIVERY FIN'),
});

export const Delivery = aggregate('Delivery', {
  ...pads,
  identifiedBy: 'orderId',
  states: state,

  decide: {
    PrepareDelivery: { absent: event.DeliveryPrepared },
    StartDelivery: { prepared: event.Shipped },
    CompleteDelivery: { shipped: event.DeliveryCompleted },
  },

  evolve: {
    DeliveryPrepared: { absent: state.prepared },
    Shipped: { prepared: state.shipped },
    DeliveryCompleted: { shipped: state.delivered },
  },
});

const Deliveries = view.Deliveries.follows([event], {
  key: ['orderId'],
  creates: { DeliveryPrepared: take },
  updates: { 'Shipped, DeliveryCompleted': take },
});

export const Delivering = boundedContext(context, {
  actors: {
    Rider: { issues: ['StartDelivery', 'CompleteDelivery'], reads: 'all' },
    Operator: { reads: 'all' },
  },
  aggregates: { Delivery },
  policies: {
    Ship: whenever(Cook.event.Cooked, command.PrepareDelivery),
    shipAtOnce: whenever(event.DeliveryPrepared, command.StartDelivery, {
      when: setting.AUTO_SHIP,
    }),
    completeAtOnce: whenever(event.Shipped, command.CompleteDelivery, { when: setting.AUTO_SHIP }),
  },
  deadlines: {
    DELIVERY_REMINDER: reminder({
      starts: event.DeliveryPrepared,
      at: (_prepared, known) => known.now + known.setting(setting.DELIVERY_REMINDER) * MINUTE_MS,
      ends: [event.DeliveryCompleted],
      work: { ko: '배달을 기다리는 요리', en: 'A dish waits for its delivery' },
    }),
  },
  settings: setting,
  views: { Deliveries },
  labels,
});
