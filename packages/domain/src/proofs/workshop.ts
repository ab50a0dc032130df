// A small workshop that repairs devices, and a till beside it: what the proofs are about.

import { aggregate } from '../aggregate.ts';
import { externalSystem, question } from '../asks.ts';
import { contract } from '../contract.ts';
import { ofKind } from '../notes.ts';
import { final, initial, open, rest, states } from '../states.ts';
import { count, id, oneOf, optional, stamped, text, truth } from '../shapes.ts';
import { money } from '../korea.ts';

export const repairId = id('repair');
export const customerId = id('customer');
export const price = money(1);
export const status = stamped;
export const note = optional(text);

export const Workshop = contract('workshop', {
  commands: {
    RequestRepair: { repairId, customerId, note },
    QuoteRepair: { repairId, price, part: text },
    AcceptQuote: { repairId },
    CompleteRepair: { repairId, isPaid: truth },
  },
  events: {
    RepairRequested: { repairId, customerId, status, note },
    RepairQuoted: { repairId, price, status },
    QuoteAccepted: { repairId, customerId, price, status },
    RepairCompleted: { repairId, price, status },
  },
  rejections: {
    PartOutOfStock: { part: text },
    NotPaid: ofKind('unpaid', { price }),
  },
  views: {
    Repairs: { repairId, customerId, progress: oneOf('open', 'closed'), price: optional(price) },
    Benches: { repairId, bench: count(), isBusy: truth },
  },
  reminders: { RepairWaits: { repairId } },
});

export const Till = contract('till', {
  commands: {
    SendInvoice: { repairId, price },
    CancelInvoice: { repairId },
  },
  events: {
    InvoiceSent: { repairId, price },
    InvoicePaid: { repairId, receipt: text },
    InvoiceCancelled: { repairId },
  },
  rejections: { CustomerUnknown: { customerId }, LimitReached: { price } },
});

/** What the till says about no repair. */
export const Day = contract('day', { events: { DayClosed: { takings: money() } } });

export const Parts = externalSystem('Parts', {
  stockOf: question({ part: text }, { price, inStock: truth }, { reason: text }),
  order: question({ part: text, express: optional(truth) }),
});

export const repair = states({
  absent: initial(),
  requested: open('REQUESTED', { customerId, note }),
  quoted: open('QUOTED', { customerId, price }),
  inRepair: open(['IN REPAIR', 'WAITING'], { customerId, price }),
  closed: final('CLOSED'),
});

const { command, event, reject } = Workshop;

/** The notes of an aggregate, without its tables. */
export const pads = {
  identifiedBy: 'repairId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: repair,
} as const;

/** Tables that compile: each proof puts one thing wrong in them. */
export const decide = {
  RequestRepair: { absent: event.RepairRequested },
  QuoteRepair: { requested: event.RepairQuoted },
  AcceptQuote: { quoted: event.QuoteAccepted },
  CompleteRepair: { inRepair: event.RepairCompleted },
};

export const evolve = {
  RepairRequested: { absent: repair.requested },
  RepairQuoted: { requested: repair.quoted },
  QuoteAccepted: { quoted: repair.inRepair },
  RepairCompleted: { inRepair: () => repair.closed() },
};

export const Repair = aggregate('Repair', { ...pads, decide, evolve });

/** Reference data. */
export const customer = states({ absent: initial(), known: rest('KNOWN', { name: text }) });
