// A receipt is written at any hour, whoever else is down, and follows its car to the end.

import { boundedContext, reminder, saga, settings, take, whenever } from '@dure/domain';
import * as Delivery from '../delivery/contract.ts';
import * as Payment from '../payment/contract.ts';
import * as Repair from '../repair/contract.ts';
import { command, context, event, remind, view } from './contract.ts';
import { labels, work } from './labels.ts';
import { Receipt } from './receipt.ts';

const setting = settings({
  PAY_REMINDER: [3, 'days'],
  DELIVERY_REMINDER: [24, 'hours'],
  FEE_REMINDER: [7, 'days'],
});

/** It sends nothing: it knows where a case stands, and whom it waits for. */
export const RepairCase = saga('RepairCase', {
  startedBy: event.Received,
  followedBy: 'receiptId',
  steps: [
    {
      name: 'list',
      by: 'policy listForShop',
      command: Repair.command.ListRepair,
      until: Repair.event.RepairListed,
    },
    {
      name: 'take in',
      by: 'RepairShop',
      command: Repair.command.TakeInRepair,
      until: event.ReceiptTakenIn,
      unless: [event.ReceiptRejected, event.ReceiptCancelled],
    },
    {
      name: 'repair',
      by: 'RepairShop',
      command: Repair.command.CompleteRepair,
      until: event.ReceiptRepaired,
      unless: [event.ReceiptCancelled],
    },
    {
      name: 'ask for payment',
      by: 'ReceptionDesk',
      command: command.RequestPayment,
      until: event.PayRequested,
      unless: [event.ReceiptCancelled],
    },
    {
      name: 'pay',
      by: 'Customer',
      command: command.Pay,
      until: event.ReceiptPaid,
      unless: [event.ReceiptCancelled],
    },
    {
      name: 'request delivery',
      by: 'ReceptionDesk',
      command: command.RequestDelivery,
      until: event.DeliveryRequested,
      unless: [event.ReceiptCancelled],
    },
    {
      name: 'deliver',
      by: 'DeliveryDriver',
      command: Delivery.command.CompleteDelivery,
      until: event.ReceiptDelivered,
    },
  ],
});

const Receipts = view.Receipts.follows([event], {
  key: ['receiptId'],
  creates: { Received: (received) => ({ ...received, repairAmt: null, payAmt: null }) },
  updates: {
    'ReceiptTakenIn, ReceiptRejected, ReceiptRepaired, PayRequested, ReceiptPaid': take,
    'RepairCancelRequested, ReceiptCancelRefused, CancelFeeRequested': take,
    'ReceiptRefundRequested, ReceiptCancelled': take,
    'DeliveryRequested, ReceiptDeliveryStarted, ReceiptDelivered': take,
  },
});

export const Reception = boundedContext(context, {
  actors: {
    ReceptionDesk: {
      issues: [
        'ReceiveRepair',
        'RequestPayment',
        'RequestCancel',
        'WaiveCancelFee',
        'RequestDelivery',
      ],
      reads: 'all',
    },
    Customer: { owns: 'vehiNo', issues: ['Pay'], reads: 'own' },
    Operator: { reads: 'all' },
  },
  aggregates: { Receipt },
  policies: {
    followTakeIn: whenever(Repair.event.RepairReceived, command.RecordTakenIn),
    followRejection: whenever(Repair.event.RepairRejected, command.RecordRejected),
    followCompletion: whenever(Repair.event.RepairCompleted, command.RecordRepaired),
    followCancel: whenever(Repair.event.RepairCancelled, command.RecordCancelled),
    followCancelRefusal: whenever(Repair.event.RepairCancelRefused, command.RecordCancelRefused),
    followRefund: whenever(Payment.event.PaymentCancelled, command.RecordRefunded),
    followDeliveryStart: whenever(Delivery.event.DeliveryStarted, command.RecordDeliveryStarted),
    followDeliveryEnd: whenever(Delivery.event.DeliveryCompleted, command.RecordDeliveryCompleted),
  },
  sagas: { RepairCase },
  deadlines: {
    PAY_REMINDER: reminder({
      starts: event.PayRequested,
      after: setting.PAY_REMINDER,
      ends: [event.ReceiptPaid, event.RepairCancelRequested],
      remind: remind.PayReminded,
      work: work.PAY_REMINDER,
    }),
    DELIVERY_REMINDER: reminder({
      starts: event.ReceiptPaid,
      after: setting.DELIVERY_REMINDER,
      ends: [event.DeliveryRequested, event.RepairCancelRequested],
      work: work.DELIVERY_REMINDER,
    }),
    FEE_REMINDER: reminder({
      starts: event.CancelFeeRequested,
      after: setting.FEE_REMINDER,
      ends: [event.ReceiptCancelled],
      work: work.FEE_REMINDER,
    }),
  },
  settings: setting,
  views: { Receipts },
  labels,
});
