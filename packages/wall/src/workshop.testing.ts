// A small workshop that repairs devices, and a till beside it.

import { aggregate, contract, final, initial, open, states } from '@dure/domain';
import { count, id, oneOf, optional, stamped, text, truth } from '@dure/domain/shapes';

const repairId = id('repair');
const customerId = id('customer');
const price = count();

export const Workshop = contract('workshop', {
  commands: {
    RequestRepair: { repairId, customerId },
    QuoteRepair: { repairId, price, part: text },
    AcceptQuote: { repairId },
    CompleteRepair: { repairId, isPaid: truth },
  },
  events: {
    RepairRequested: { repairId, customerId, status: stamped },
    RepairQuoted: { repairId, price, status: stamped },
    QuoteAccepted: { repairId, customerId, price, status: stamped },
    RepairCompleted: { repairId, price, status: stamped },
  },
  rejections: { PartOutOfStock: { part: text }, NotPaid: { price } },
  views: {
    Repairs: { repairId, customerId, progress: oneOf('open', 'closed'), price: optional(price) },
  },
});

export const Till = contract('till', { events: { InvoicePaid: { repairId, receipt: text } } });

const repair = states({
  absent: initial(),
  requested: open('REQUESTED', { customerId }),
  quoted: open('QUOTED', { customerId, price }),
  inRepair: open('IN REPAIR', { customerId, price }),
  closed: final('CLOSED'),
});

const { command, event, reject } = Workshop;

export const Repair = aggregate('Repair', {
  identifiedBy: 'repairId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: repair,
  decide: {
    RequestRepair: { absent: event.RepairRequested },
    QuoteRepair: { requested: event.RepairQuoted },
    AcceptQuote: { quoted: event.QuoteAccepted },
    CompleteRepair: { inRepair: event.RepairCompleted },
  },
  evolve: {
    RepairRequested: { absent: repair.requested },
    RepairQuoted: { requested: repair.quoted },
    QuoteAccepted: { quoted: repair.inRepair },
    RepairCompleted: { inRepair: () => repair.closed() },
  },
});
