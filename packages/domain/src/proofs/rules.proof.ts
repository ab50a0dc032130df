// What the compiler makes of the tables of an aggregate, and of a ledger.

import { aggregate } from '../aggregate.ts';
import { holds } from '../expect-type.ts';
import type { Equal } from '../expect-type.ts';
import { forbidden, invalid, nothing, unavailable, unchanged } from '../known.ts';
import { contract } from '../contract.ts';
import { except } from '../notes.ts';
import { final, initial, states } from '../states.ts';
import { id, text } from '../shapes.ts';
import { customer, decide, evolve, pads, Repair, repair, Till, Workshop } from './workshop.ts';

const { command, event, reject } = Workshop;

// The union of the states comes of the life.
type RepairState = NonNullable<(typeof Repair)['state']>;
holds<Equal<RepairState['is'], 'absent' | 'requested' | 'quoted' | 'inRepair' | 'closed'>>();

// In a table, a state is what its row says; as a function, the rule sees all of them.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    AcceptQuote: {
      quoted: (accept, quoted, known) => {
        holds<Equal<(typeof quoted)['is'], 'quoted'>>();
        holds<Equal<(typeof quoted)['price'], number>>();
        holds<Equal<(typeof accept)['repairId'], `repair-${string}`>>();
        holds<Equal<typeof known.now, number>>();
        holds<Equal<typeof known.today, string>>();
        // @ts-expect-error  a plain aggregate has no ledger
        known.ledger;
        return event.QuoteAccepted({ ...quoted, ...accept });
      },
    },
    CompleteRepair: (_complete, seen) => {
      holds<Equal<typeof seen.is, 'absent' | 'requested' | 'quoted' | 'inRepair' | 'closed'>>();
      // @ts-expect-error  not every state has a price
      seen.price;
      return nothing;
    },
  },
});

// A row is a state of this life, and `'*'` all others.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: { ...decide, AcceptQuote: { quoted: event.QuoteAccepted, '*': nothing } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  'ajar' is not a state
  decide: { ...decide, AcceptQuote: { ajar: nothing } },
});

// One row may stand for several states, and reads the state as one of them.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    AcceptQuote: {
      'absent, requested': nothing,
      'quoted, inRepair': (accept, seen, known) => {
        holds<Equal<(typeof seen)['is'], 'quoted' | 'inRepair'>>();
        holds<Equal<(typeof accept)['repairId'], `repair-${string}`>>();
        holds<Equal<typeof known.now, number>>();
        return event.QuoteAccepted({ ...seen, ...accept });
      },
      '*': nothing,
    },
    CompleteRepair: { 'quoted, inRepair': event.RepairCompleted },
  },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  'ajar' is not a state
  decide: { ...decide, AcceptQuote: { 'quoted, ajar': nothing } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  names are set apart by a comma and a space
  decide: { ...decide, AcceptQuote: { 'quoted,inRepair': nothing } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  what is requested has no price
  decide: { ...decide, CompleteRepair: { 'requested, quoted': event.RepairCompleted } },
});
const quotedFrom = { 'absent, requested': repair.quoted };
// @ts-expect-error  an absent repair has no customer, and the event has none either
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, RepairQuoted: quotedFrom } });

// What a note lacks may be written on it beforehand.
aggregate('Repair', {
  ...pads,
  decide: {
    ...decide,
    AcceptQuote: { requested: reject.PartOutOfStock.with({ part: 'hinge' }) },
    CompleteRepair: { requested: event.RepairCompleted.with({ price: 0 }) },
  },
  evolve: { ...evolve, QuoteAccepted: { absent: repair.quoted.with({ price: 0 }) } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  the till's event, whatever is written on it
  decide: { ...decide, CompleteRepair: { inRepair: Till.event.InvoiceSent.with({ price: 1 }) } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  the status is written, the price is still missing
  decide: { ...decide, CompleteRepair: { requested: event.RepairCompleted.with({ status: 'x' }) } },
});

// A note as the rule itself finds its fields in the command and in the state, or does not compile.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: { ...decide, CompleteRepair: { quoted: event.RepairCompleted, closed: nothing } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  a requested repair has no price, and the command has none either
  decide: { ...decide, CompleteRepair: { requested: event.RepairCompleted } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    QuoteRepair: {
      requested: (quote) => event.RepairQuoted(quote),
      quoted: reject.PartOutOfStock,
    },
  },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  AcceptQuote names no part, and neither does the state
  decide: { ...decide, AcceptQuote: { requested: reject.PartOutOfStock } },
});

// A decision gives this aggregate's events and rejections, or what the platform offers.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    AcceptQuote: (accept, seen) => {
      if (seen.is === 'closed') return forbidden;
      if (seen.is === 'absent') return unavailable;
      if (seen.is === 'requested') return invalid('repairId', { ko: '아직', en: 'not yet' });
      return [event.QuoteAccepted({ ...seen, ...accept })];
    },
    CompleteRepair: { inRepair: (_complete, { price }) => reject.NotPaid({ price }) },
  },
});
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    // @ts-expect-error  the till's event
    CompleteRepair: (complete) => Till.event.InvoicePaid({ ...complete, receipt: 'x' }),
  },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  the till's event, as the rule itself
  decide: { ...decide, CompleteRepair: { inRepair: Till.event.InvoiceSent } },
});
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    // @ts-expect-error  a command is no decision
    CompleteRepair: (complete) => command.AcceptQuote(complete),
  },
});
aggregate('Repair', {
  ...pads,
  evolve,
  // @ts-expect-error  a rule decides
  decide: { ...decide, CompleteRepair: () => undefined },
});

const halfWritten = { quoted: { type: 'QuoteAccepted' } } as const;
// @ts-expect-error  what only looks like a note has no fields
aggregate('Repair', { ...pads, evolve, decide: { ...decide, AcceptQuote: halfWritten } });

// There is a rule for every command, and for none besides.
const { AcceptQuote: _accept, ...withoutAccept } = decide;
// @ts-expect-error  AcceptQuote is missing
aggregate('Repair', { ...pads, evolve, decide: withoutAccept });
// @ts-expect-error  no such command
aggregate('Repair', { ...pads, evolve, decide: { ...decide, StealDevice: () => nothing } });
const { AcceptQuote: _left, ...fewer } = decide;
aggregate('Repair', { ...pads, accepts: except(command, 'AcceptQuote'), evolve, decide: fewer });

// There is a rule for every event, which gives a state.
const { QuoteAccepted: _accepted, ...withoutAccepted } = evolve;
// @ts-expect-error  QuoteAccepted is missing
aggregate('Repair', { ...pads, decide, evolve: withoutAccepted });
// @ts-expect-error  an event that changes nothing says `unchanged`
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, QuoteAccepted: {} } });
aggregate('Repair', {
  ...pads,
  decide,
  evolve: {
    ...evolve,
    RepairQuoted: { requested: (quote, { customerId }) => repair.quoted({ ...quote, customerId }) },
    QuoteAccepted: { '*': unchanged },
  },
});
aggregate('Repair', {
  ...pads,
  decide,
  evolve: {
    ...evolve,
    RepairQuoted: { requested: (quote, { customerId }) => repair.quoted({ ...quote, customerId }) },
    // @ts-expect-error  also beside a rule that is a function
    QuoteAccepted: {},
  },
});
// @ts-expect-error  no such event
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, RepairLost: () => repair.closed() } });
// @ts-expect-error  a rule of `evolve` gives a state
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, RepairQuoted: () => 'quoted' } });
const known = () => customer.known({ name: 'Ada' });
// @ts-expect-error  a state of another life
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, RepairQuoted: known } });
const fromNothing = { absent: repair.quoted };
// @ts-expect-error  the event has no customer, and nothing went before it
aggregate('Repair', { ...pads, decide, evolve: { ...evolve, RepairQuoted: fromNothing } });

// The identity is a field of every command and every event.
// @ts-expect-error  not every event carries a price
aggregate('Repair', { ...pads, identifiedBy: 'price', decide, evolve });

// A claim is a field that events take and give back; the loser of a race gets a rejection.
const claim = { takenBy: 'RepairRequested', releasedBy: ['RepairCompleted'] } as const;
const refuses = () => reject.NotPaid({ price: 1 });
aggregate('Repair', { ...pads, decide, evolve, claims: { customerId: { ...claim, refuses } } });
aggregate('Repair', {
  ...pads,
  decide,
  evolve,
  claims: {
    customerId: {
      ...claim,
      refuses: ({ value, holder }) => {
        holds<Equal<typeof value, `customer-${string}`>>();
        holds<Equal<typeof holder, `repair-${string}`>>();
        return reject.NotPaid({ price: 1 });
      },
    },
  },
});
const strange = { ...claim, refuses: () => Till.reject.LimitReached({ price: 1 }) };
// @ts-expect-error  another aggregate's rejection
aggregate('Repair', { ...pads, decide, evolve, claims: { customerId: strange } });
const lost = { ...claim, takenBy: 'RepairLost', refuses } as const;
// @ts-expect-error  no such event
aggregate('Repair', { ...pads, decide, evolve, claims: { customerId: lost } });

// @ts-expect-error  no event has a colour
aggregate('Repair', { ...pads, decide, evolve, claims: { colour: { ...claim, refuses } } });
const priced = { price: { ...claim, refuses } };
// @ts-expect-error  what is requested has no price yet
aggregate('Repair', { ...pads, decide, evolve, claims: priced });

// What is known is typed by what is asked for.
aggregate('Repair', {
  ...pads,
  evolve,
  decide: {
    ...decide,
    RequestRepair: {
      absent: (request, _repair, known) => {
        const Customers = { name: 'Customer', state: customer.known({ name: 'Ada' }) };
        const found = known.find(Customers, request.customerId);
        holds<Equal<Exclude<typeof found, undefined>['name'], string>>();
        const row = known.row(Workshop.view.Repairs, request.repairId);
        holds<Equal<Exclude<typeof row, undefined>['progress'], 'open' | 'closed'>>();
        const minted = known.mint('repair');
        holds<Equal<typeof minted, `repair-${string}`>>();
        const open = known.count(Repair, 'quoted', 'inRepair');
        holds<Equal<typeof open, number>>();
        // @ts-expect-error  'ajar' is not a state of a repair
        known.count(Repair, 'ajar');
        known.count({ name: 'Repair', states: repair }, 'quoted', 'inRepair');
        // @ts-expect-error  nor is it one of its own rules
        known.count({ name: 'Repair', states: repair }, 'ajar');
        // @ts-expect-error  a name alone does not say what its states are
        known.count({ name: 'Repair' }, 'quoted');
        return event.RepairRequested({ ...request, repairId: minted });
      },
    },
  },
});

// Two aggregates in one context each have their own notes.
const Seats = contract('seats', {
  commands: { TakeSeat: { seatId: id('seat'), name: text } },
  events: { SeatTaken: { seatId: id('seat'), name: text } },
});
const seat = states({ free: initial(), taken: final('TAKEN', { name: text }) });
export const Seat = aggregate('Seat', {
  identifiedBy: 'seatId',
  accepts: Seats.command,
  emits: Seats.event,
  refuses: {},
  states: seat,
  decide: { TakeSeat: { free: Seats.event.SeatTaken } },
  evolve: { SeatTaken: { free: seat.taken } },
});
