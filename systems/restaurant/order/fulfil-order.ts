// One order, from the stock it takes to the door. It sends nothing: policies and people do.

import { saga } from '@dure/domain';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import { event } from './contract.ts';

export const FulfilOrder = saga('FulfilOrder', {
  startedBy: event.Ordered,
  followedBy: 'orderId',
  steps: [
    {
      name: 'reserve stock',
      by: 'policy Accept',
      command: Cook.command.ReserveStock,
      until: Cook.event.StockReserved,
      unless: [Cook.event.StockRefused, event.OrderCancelled],
    },
    {
      name: 'queue',
      by: 'policy queueForKitchen',
      command: Cook.command.ReceiveCook,
      until: Cook.event.CookReceived,
      unless: [event.OrderCancelled],
    },
    {
      name: 'start cooking',
      by: 'Kitchen',
      command: Cook.command.StartCooking,
      waitsFor: 'Kitchen',
      until: Cook.event.CookStarted,
      unless: [event.OrderCancelled],
    },
    {
      name: 'finish cooking',
      by: 'Kitchen',
      command: Cook.command.FinishCooking,
      waitsFor: 'Kitchen',
      until: Cook.event.Cooked,
    },
    {
      name: 'prepare delivery',
      by: 'policy Ship',
      command: Delivery.command.PrepareDelivery,
      until: Delivery.event.DeliveryPrepared,
    },
    {
      name: 'deliver',
      by: 'Rider',
      command: Delivery.command.CompleteDelivery,
      waitsFor: 'Rider',
      until: event.OrderCompleted,
    },
  ],
});
