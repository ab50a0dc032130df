// The repair shop (차량 수리): a car is received at any hour, repaired, paid and brought back.

import { as, system } from '@dure/domain';
import { simulatedCardNetwork } from '@dure/card-network';
import { simulatedGateway } from '@dure/notification';
import { Fleet } from './delivery/board.ts';
import * as DeliveryContract from './delivery/contract.ts';
import { demo } from './demo.ts';
import { StatusDisplay } from './display/board.ts';
import * as DisplayContract from './display/contract.ts';
import { invariants } from './invariants/index.ts';
import { labels } from './labels.ts';
import { Notification } from './notification/board.ts';
import { Cashier } from './payment/board.ts';
import * as PaymentContract from './payment/contract.ts';
import { Reception } from './receipt/board.ts';
import * as ReceiptContract from './receipt/contract.ts';
import { RepairWork } from './repair/board.ts';
import * as RepairContract from './repair/contract.ts';

const receipt = ReceiptContract.command;
const repair = RepairContract.command;
const delivery = DeliveryContract.command;

const receipts = ReceiptContract.view.Receipts;
const display = DisplayContract.view.Display;

export { traffic } from './traffic.ts';

export const RepairShop = system('repair-shop', {
  label: ['차량 수리', 'Repair shop'],
  businessKey: 'receiptId',
  contexts: [Reception, RepairWork, Cashier, Fleet, StatusDisplay, Notification],

  documented: [
    as('ReceptionDesk', 'POST /receipts', receipt.ReceiveRepair),
    as('ReceptionDesk', 'GET /receipts', receipts),
    as('ReceptionDesk', 'GET /receipts/{receiptId}', receipts),
    as('ReceptionDesk', 'PATCH /receipts/{receiptId}', {
      stat: {
        PAYREQUEST: receipt.RequestPayment,
        DELIVERYREQUESTED: receipt.RequestDelivery,
        CANCELREQUESTED: receipt.RequestCancel,
      },
    }),
    as('ReceptionDesk', 'DELETE /receipts/{receiptId}', receipt.RequestCancel),
    as('Customer', 'POST /payments', receipt.Pay),
    as('ReceptionDesk', 'GET /payments', PaymentContract.view.Payments),
    // By the number of the repair, or of its receipt.
    as('RepairShop', 'PATCH /repairs/{repairId}', {
      stat: {
        REQUESTREPAIR: repair.TakeInRepair,
        REPAIRCOMPLETED: repair.CompleteRepair,
        REJECTED: repair.RejectRepair,
        CANCELLED: repair.AcceptCancel,
        CANCELREFUSED: repair.RefuseCancel,
      },
    }),
    as('RepairShop', 'GET /repairs', RepairContract.view.RepairTasks),
    // The receipt asks for it; from outside it is forbidden, whoever sends it.
    as('ReceptionDesk', 'POST /deliveries', delivery.AcceptDelivery),
    as('DeliveryDriver', 'GET /deliveries', DeliveryContract.view.DeliveryTasks),
    as('DeliveryDriver', 'PATCH /deliveries/{deliveryId}', {
      stat: {
        DELIVERYSTARTED: delivery.StartDelivery,
        DELIVERYCOMPLETED: delivery.CompleteDelivery,
      },
    }),
    as('ReceptionDesk', 'GET /displays', display),
    as('ReceptionDesk', 'GET /displays/{receiptId}', display),
  ],
  fieldAliases: { reapirAmt: 'repairAmt' },
  documentedPorts: { receipt: 8081, repair: 8082, payment: 8083, delivery: 8084, display: 8085 },

  externals: [simulatedCardNetwork, simulatedGateway],
  invariants,
  demo,
  // The documents let a machine take in every car, and start every delivery.
  replay: { settings: { AUTO_TAKE_IN: true, AUTO_START_DELIVERY: true } },
  labels,
});
