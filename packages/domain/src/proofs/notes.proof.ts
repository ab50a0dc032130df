// What the compiler makes of notes. Each `@ts-expect-error` fails if the mistake below compiles.

import { holds } from '../expect-type.ts';
import type { Equal } from '../expect-type.ts';
import { except, only } from '../notes.ts';
import type { AnyOf, Of } from '../notes.ts';
import type { DataOf, DraftOf, Flat, ValueOf } from '../shapes.ts';
import {
  byName,
  count,
  date,
  id,
  list,
  nullable,
  oneOf,
  optional,
  secret,
  text,
} from '../shapes.ts';
import { repair, Till, Workshop } from './workshop.ts';

const { command, event, reject, remind } = Workshop;

// The union of the events comes of the pad; names are written once.
type RepairEvent = AnyOf<typeof event>;
holds<
  Equal<
    RepairEvent['type'],
    'RepairRequested' | 'RepairQuoted' | 'QuoteAccepted' | 'RepairCompleted'
  >
>();
holds<Equal<Of<typeof event.RepairQuoted>['price'], number>>();
holds<Equal<Of<typeof event.RepairQuoted>['repairId'], `repair-${string}`>>();
holds<Equal<Of<typeof event.RepairQuoted>['status'], string>>();
holds<Equal<AnyOf<typeof reject>['type'], 'PartOutOfStock' | 'NotPaid'>>();
holds<Equal<Of<typeof remind.RepairWaits>['repairId'], `repair-${string}`>>();

// A note carries its name and its fields.
holds<Equal<typeof event.RepairQuoted.type, 'RepairQuoted'>>();
holds<Equal<typeof event.RepairQuoted.colour, 'event'>>();
holds<Equal<typeof reject.NotPaid.colour, 'rejection'>>();

// Ids of different kinds do not mix; literals need no cast.
command.AcceptQuote({ repairId: 'repair-1' });
// @ts-expect-error  a customer is not a repair
command.AcceptQuote({ repairId: 'customer-1' });
// @ts-expect-error  an id says its kind
command.AcceptQuote({ repairId: '1' });

// No field is forgotten, and none invented.
// @ts-expect-error  price is missing
command.QuoteRepair({ repairId: 'repair-1', part: 'hinge' });
// @ts-expect-error  colour is no field
command.AcceptQuote({ repairId: 'repair-1', colour: 'red' });
// @ts-expect-error  a price is a number
command.QuoteRepair({ repairId: 'repair-1', part: 'hinge', price: '1' });
// @ts-expect-error  there is no such note
command.StealDevice({ repairId: 'repair-1' });

// An optional field may be left out, or be nothing; a stamped one may be left to the kernel.
command.RequestRepair({ repairId: 'repair-1', customerId: 'customer-1' });
command.RequestRepair({ repairId: 'repair-1', customerId: 'customer-1', note: undefined });
event.RepairQuoted({ repairId: 'repair-1', price: 5 });
event.RepairQuoted({ repairId: 'repair-1', price: 5, status: 'QUOTED' });
holds<Equal<Of<typeof command.RequestRepair>['note'], string | undefined>>();
// @ts-expect-error  a stamp is text
event.RepairQuoted({ repairId: 'repair-1', price: 5, status: 7 });
// @ts-expect-error  what is optional has its type all the same
command.RequestRepair({ repairId: 'repair-1', customerId: 'customer-1', note: 7 });

// A message is not written over.
const accepted = command.AcceptQuote({ repairId: 'repair-1' });
// @ts-expect-error  what has happened stays as it was
accepted.repairId = 'repair-2';

// A message of one colour is none of another.
const events: AnyOf<typeof event>[] = [];
events.push(event.RepairQuoted({ repairId: 'repair-1', price: 5 }));
// @ts-expect-error  a rejection is no event
events.push(reject.NotPaid({ price: 5 }));
// @ts-expect-error  another context's event
events.push(Till.event.InvoiceSent({ repairId: 'repair-1', price: 5 }));

// Of a pad, some notes, or all but some.
const some = only(command, 'AcceptQuote', 'QuoteRepair');
holds<Equal<keyof typeof some, 'AcceptQuote' | 'QuoteRepair'>>();
const others = except(command, 'AcceptQuote', 'QuoteRepair');
holds<Equal<keyof typeof others, 'RequestRepair' | 'CompleteRepair'>>();
// @ts-expect-error  there is no such note
only(command, 'StealDevice');
// @ts-expect-error  there is no such note
except(command, 'StealDevice');

// States are constructed with their fields, and told apart by what they are.
holds<
  Equal<
    Flat<ReturnType<typeof repair.quoted>>,
    { readonly is: 'quoted'; readonly customerId: `customer-${string}`; readonly price: number }
  >
>();
repair.closed();
repair.quoted({ customerId: 'customer-1', price: 5 });
// @ts-expect-error  price is missing
repair.quoted({ customerId: 'customer-1' });
// @ts-expect-error  a quoted repair needs its fields
repair.quoted();

// Shapes say what a value is.
holds<Equal<ValueOf<typeof date>, string>>();
const place = id('place');
holds<Equal<ValueOf<typeof place>, `place-${string}`>>();
const size = oneOf('S', 'M');
holds<Equal<ValueOf<typeof size>, 'S' | 'M'>>();
const stock = nullable(count());
holds<Equal<ValueOf<typeof stock>, number | null>>();
const days = list(date);
holds<Equal<ValueOf<typeof days>, readonly string[]>>();
const nights = byName(count());
holds<Equal<ValueOf<typeof nights>, { readonly [name: string]: number }>>();
const card = { token: optional(secret(text)), size };
holds<Equal<DataOf<typeof card>, { readonly size: 'S' | 'M'; readonly token?: string }>>();
holds<
  Equal<DraftOf<typeof card>, { readonly size: 'S' | 'M'; readonly token?: string | undefined }>
>();

// Fields that are always the same are written on a note, or on a state, beforehand.
const quoteAtTen = event.RepairQuoted.with({ price: 10 });
holds<Equal<ReturnType<typeof quoteAtTen>, ReturnType<typeof event.RepairQuoted>>>();
quoteAtTen({ repairId: 'repair-1' });
// @ts-expect-error  the repair is still to be named
quoteAtTen({});
// @ts-expect-error  a price is a number
event.RepairQuoted.with({ price: '10' });
// @ts-expect-error  colour is no field
event.RepairQuoted.with({ colour: 'red' });
const quotedAtTen = repair.quoted.with({ price: 10 });
holds<Equal<ReturnType<typeof quotedAtTen>['is'], 'quoted'>>();
quotedAtTen({ customerId: 'customer-1' });
// @ts-expect-error  the customer is still to be named
quotedAtTen({});
// @ts-expect-error  a state has its own fields
repair.quoted.with({ colour: 'red' });
