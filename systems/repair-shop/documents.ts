// What the reference documents promise of repair shop over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as DeliveryContract from './delivery/contract.ts';
import * as DisplayContract from './display/contract.ts';
import * as PaymentContract from './payment/contract.ts';
import * as ReceiptContract from './receipt/contract.ts';
import * as RepairContract from './repair/contract.ts';

const receipt = ReceiptContract.command;
const repair = RepairContract.command;
const delivery = DeliveryContract.command;
const receipts = ReceiptContract.view.Receipts;
const display = DisplayContract.view.Display;

export const documents = promised({
  lines: [
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
  gateway: 8088,
  ports: { receipt: 8081, repair: 8082, payment: 8083, delivery: 8084, display: 8085 },
});
