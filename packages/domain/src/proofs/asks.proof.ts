// What the compiler makes of asks: what is asked, what is answered, and what is taken back.

import { aggregate } from '../aggregate.ts';
import { ask } from '../asks.ts';
import { holds } from '../expect-type.ts';
import type { Equal } from '../expect-type.ts';
import { nothing } from '../known.ts';
import { text } from '../shapes.ts';
import { decide, evolve, pads, Parts, Till, Workshop } from './workshop.ts';

const { command, event, reject } = Workshop;

// A question to an external system brings its answers, or its reasons.
const stockOf = ask('stockOf', { of: Parts.stockOf });
aggregate('Repair', {
  ...pads,
  asks: [stockOf],
  evolve,
  decide: {
    ...decide,
    QuoteRepair: {
      requested: (quote) =>
        stockOf(quote)
          .taken((stock) => {
            holds<Equal<typeof stock, { readonly price: number; readonly inStock: boolean }>>();
            return stock.inStock ? event.RepairQuoted(quote) : reject.PartOutOfStock(quote);
          })
          .refused((refusal) => {
            holds<Equal<typeof refusal, { readonly reason: string }>>();
            return reject.PartOutOfStock({ part: refusal.reason });
          })
          .unavailable(({ retryAfter }) => {
            holds<Equal<typeof retryAfter, number>>();
            return nothing;
          }),
    },
  },
});
// @ts-expect-error  the question is about a part
Parts.stockOf({ piece: 'hinge' });
// @ts-expect-error  the ask is about a part
stockOf({ piece: 'hinge' });
Parts.order({ part: 'hinge' });
// @ts-expect-error  express is a truth
Parts.order({ part: 'hinge', express: 'yes' });

// A command to another context brings what the ask says, and is refused as the other refuses.
const sendInvoice = ask('sendInvoice', {
  of: Till.command.SendInvoice,
  brings: { invoiceNo: text },
  refusedWith: Till.reject,
  undo: Till.command.CancelInvoice,
});
aggregate('Repair', {
  ...pads,
  asks: [sendInvoice],
  evolve,
  decide: {
    ...decide,
    CompleteRepair: {
      inRepair: (complete, { price }) =>
        sendInvoice({ ...complete, price })
          .taken((invoice) => {
            holds<Equal<typeof invoice, { readonly invoiceNo: string }>>();
            return event.RepairCompleted({ ...complete, price });
          })
          .refused((refusal) => {
            holds<Equal<(typeof refusal)['type'], 'CustomerUnknown' | 'LimitReached'>>();
            return reject.NotPaid({ price });
          }),
    },
  },
});
// @ts-expect-error  an invoice has a price
sendInvoice({ repairId: 'repair-1' });

// A note as the decision takes its fields from the answer, or else from what was given.
aggregate('Repair', {
  ...pads,
  asks: [stockOf, sendInvoice],
  evolve,
  decide: {
    ...decide,
    QuoteRepair: {
      requested: (quote) =>
        stockOf({ ...quote, price: 1 })
          .taken(event.RepairQuoted)
          .refused(reject.PartOutOfStock)
          .unavailable(reject.NotPaid),
    },
    CompleteRepair: {
      inRepair: (complete, { price }) =>
        sendInvoice({ ...complete, price })
          .taken(event.RepairCompleted)
          .refused(reject.PartOutOfStock.with({ part: 'bill' })),
    },
  },
});
// @ts-expect-error  no part was given, and none is answered
sendInvoice({ repairId: 'repair-1', price: 1 }).taken(reject.PartOutOfStock);

// What takes an ask back finds its fields in what was asked.
ask('order', {
  of: Parts.order,
  undo: ({ part }) => Parts.order({ part, express: false }),
  undoes: [Parts.order],
});
// @ts-expect-error  a function says what it sends
ask('order', { of: Parts.order, undo: ({ part }) => Parts.order({ part, express: false }) });
// @ts-expect-error  what was asked names no customer
ask('sendInvoice', { of: Till.command.SendInvoice, undo: command.RequestRepair });
// @ts-expect-error  an event takes nothing back
ask('sendInvoice', { of: Till.command.SendInvoice, undo: Till.event.InvoiceCancelled });
// @ts-expect-error  an event is nobody's to ask
ask('sendInvoice', { of: Till.event.InvoiceSent });
// @ts-expect-error  who refuses, refuses with rejections
ask('sendInvoice', { of: Till.command.SendInvoice, refusedWith: Till.event });

// Whatever is answered, the decision is one of this aggregate.
const invoice = { repairId: 'repair-1', price: 1 } as const;
const strange = () => sendInvoice(invoice).taken(() => Till.event.InvoiceSent(invoice));
// @ts-expect-error  the till's event
aggregate('Repair', { ...pads, evolve, decide: { ...decide, CompleteRepair: strange } });
const passedOn = () =>
  sendInvoice(invoice)
    .taken(() => nothing)
    .refused((refusal) => refusal);
// @ts-expect-error  the till's rejections
aggregate('Repair', { ...pads, evolve, decide: { ...decide, CompleteRepair: passedOn } });
const late = () =>
  sendInvoice(invoice)
    .taken(() => nothing)
    .unavailable(() => Till.reject.LimitReached({ price: 1 }));
// @ts-expect-error  the till's rejection
aggregate('Repair', { ...pads, evolve, decide: { ...decide, CompleteRepair: late } });
const asked = () => sendInvoice(invoice);
// @ts-expect-error  nobody says what an answer decides
aggregate('Repair', { ...pads, evolve, decide: { ...decide, CompleteRepair: asked } });
const paid = () => sendInvoice(invoice).taken(Till.event.InvoiceSent);
// @ts-expect-error  the till's event, as the decision itself
aggregate('Repair', { ...pads, evolve, decide: { ...decide, CompleteRepair: paid } });
