// What the compiler makes of policies, sagas, processes, deadlines, and settings.

import { deadline, reminder } from '../deadlines.ts';
import { holds } from '../expect-type.ts';
import type { Equal } from '../expect-type.ts';
import { saga, whenever } from '../policies.ts';
import type { ProcessStep } from '../policies.ts';
import { process } from '../processes.ts';
import { settings } from '../settings.ts';
import type { Setting } from '../settings.ts';
import { Day, Till, Workshop } from './workshop.ts';

const { command, event, remind, reject } = Workshop;

// A setting has the type of its standard, and not its value.
const term = settings({
  DAYS_MAX: [30, 'days'],
  OPENS_AT: '09:00',
  HURRY: false,
  FEES: [{ short: 10, long: 20 }, 'won'],
});
holds<Equal<typeof term.DAYS_MAX, Setting<number, 'days'>>>();
holds<Equal<typeof term.OPENS_AT, Setting<string>>>();
holds<Equal<typeof term.HURRY, Setting<boolean>>>();
holds<Equal<typeof term.FEES.standard, { readonly short: number; readonly long: number }>>();
// @ts-expect-error  no such unit
settings({ DAYS_MAX: [30, 'moons'] });
// @ts-expect-error  no such setting
term.DAYS_MIN;

// A policy reads what it names, and answers with commands.
whenever(event.RepairCompleted, Till.command.SendInvoice);
const sends = [Till.command.SendInvoice] as const;
whenever(
  event.RepairCompleted,
  (completed, known) => {
    holds<Equal<typeof completed.price, number>>();
    const days = known.setting(term.DAYS_MAX);
    holds<Equal<typeof days, number>>();
    return days > 3 ? [Till.command.SendInvoice(completed)] : undefined;
  },
  { sends },
);
whenever(
  [event.RepairCompleted, event.QuoteAccepted],
  (ended) => {
    holds<Equal<typeof ended.type, 'RepairCompleted' | 'QuoteAccepted'>>();
    return undefined;
  },
  { sends },
);
// @ts-expect-error  a function says what it sends
whenever(event.RepairCompleted, (done) => Till.command.SendInvoice(done));
// @ts-expect-error  and sends nothing else
whenever(event.RepairCompleted, (done) => Till.command.CancelInvoice(done), { sends });
// @ts-expect-error  it says so with notes of commands
whenever(event.RepairCompleted, () => undefined, { sends: [event.RepairQuoted] });
whenever(remind.RepairWaits, command.AcceptQuote);
whenever(event.RepairCompleted, Till.command.SendInvoice, { when: term.HURRY });
// @ts-expect-error  the event has no price
whenever(event.RepairRequested, Till.command.SendInvoice);
// @ts-expect-error  one of them has no price
whenever([event.RepairCompleted, event.RepairRequested], Till.command.SendInvoice);
const completed = event.RepairCompleted({ repairId: 'repair-1', price: 1 });
// @ts-expect-error  a policy cannot answer with an event
whenever(event.RepairQuoted, () => completed, { sends });
// @ts-expect-error  nor with a note of an event
whenever(event.QuoteAccepted, event.RepairCompleted);
// @ts-expect-error  nor with a rejection
whenever(event.RepairQuoted, reject.NotPaid);
// @ts-expect-error  it follows events, not commands
whenever(command.AcceptQuote, () => undefined, { sends });
// @ts-expect-error  it follows events, not rejections
whenever(reject.NotPaid, () => undefined, { sends });
// @ts-expect-error  a policy does not decide who may
whenever(event.RepairQuoted, (_quoted, known) => void known.by, { sends });
// @ts-expect-error  the switch is a truth
whenever(event.RepairCompleted, Till.command.SendInvoice, { when: term.DAYS_MAX });

// The steps of a saga remember its start, and follow events of the same case.
const start = { startedBy: event.QuoteAccepted, followedBy: 'repairId' } as const;
const until = Till.event.InvoicePaid;
saga('FinishRepair', {
  ...start,
  steps: [
    {
      name: 'invoice',
      send: (accepted, known) => {
        holds<Equal<typeof accepted.price, number>>();
        holds<Equal<typeof known.now, number>>();
        return Till.command.SendInvoice(accepted);
      },
      sends,
      waitsFor: 'Customer',
      until,
      unless: [Till.event.InvoiceCancelled],
      undo: Till.command.CancelInvoice,
    },
    { name: 'accept', send: command.AcceptQuote, until: event.RepairCompleted },
    { name: 'collect', by: 'Customer', command: command.AcceptQuote, until: remind.RepairWaits },
  ],
});
// @ts-expect-error  the event that starts it names no such case
saga('FinishRepair', { ...start, followedBy: 'orderId', steps: [] });
// @ts-expect-error  a closed day is no event of one repair
saga('FinishRepair', { ...start, steps: [{ name: 'day', until: Day.event.DayClosed }] });
// @ts-expect-error  nor does it end one
saga('FinishRepair', { ...start, steps: [{ name: 'day', until, unless: [Day.event.DayClosed] }] });
const invoice = Till.command.SendInvoice;
// @ts-expect-error  a function of a step says what it sends
saga('FinishRepair', { ...start, steps: [{ name: 'send', until, send: (of) => invoice(of) }] });
// @ts-expect-error  a saga sends commands
saga('FinishRepair', { ...start, steps: [{ name: 'send', until, send: event.RepairQuoted }] });
// @ts-expect-error  the memory has no part
saga('FinishRepair', { ...start, steps: [{ name: 'send', until, send: command.QuoteRepair }] });
// @ts-expect-error  what takes a step back is a command
saga('FinishRepair', { ...start, steps: [{ name: 'undo', until, undo: event.RepairQuoted }] });
// @ts-expect-error  a step waits for an event, not for a command
saga('FinishRepair', { ...start, steps: [{ name: 'until', until: command.AcceptQuote }] });
// @ts-expect-error  it starts with an event
saga('FinishRepair', { startedBy: command.AcceptQuote, followedBy: 'repairId', steps: [] });

// A process hands each step the memory that the step before has returned.
type Memory = { readonly seen: number };
process<Memory>({
  name: 'countQuotes',
  follows: [event.RepairQuoted],
  caseOf: () => 'all',
  sends: [],
  step(memory, _event, known): ProcessStep<Memory> {
    holds<Equal<typeof memory, Memory | undefined>>();
    holds<Equal<typeof known.today, string>>();
    return { memory: { seen: (memory?.seen ?? 0) + 1 }, sends: [] };
  },
});
const quoted = event.RepairQuoted({ repairId: 'repair-1', price: 1 });
const counted = { memory: { seen: 1 } };
// @ts-expect-error  a process sends commands
export const wrongStep: ProcessStep<Memory> = { ...counted, sends: [quoted] };
// @ts-expect-error  a memory is what it is
export const wrongMemory: ProcessStep<Memory> = { memory: { seen: 'one' }, sends: [] };

// A deadline knows the event that started it, and sends a command.
const due = command.AcceptQuote;
const at = () => 0;
deadline({
  starts: event.RepairQuoted,
  per: 'repairId',
  at: (started, { now, setting }) => {
    holds<Equal<typeof started.price, number>>();
    return now + setting(term.DAYS_MAX);
  },
  again: (times) => times,
  ends: [event.QuoteAccepted],
  due: (started) => command.AcceptQuote(started),
  sends: [command.AcceptQuote],
  isAbsolute: true,
});
const asFunction = { starts: event.RepairQuoted, at, ends: [] } as const;
// @ts-expect-error  a function says what it sends
deadline({ ...asFunction, due: (started) => command.AcceptQuote(started) });
// @ts-expect-error  and sends nothing else
deadline({ ...asFunction, due: (of) => command.AcceptQuote(of), sends: [command.QuoteRepair] });
// @ts-expect-error  it is due at an instant
deadline({ starts: event.RepairQuoted, at: () => '2024-02-21', ends: [], due });

// How long something takes may be said by a setting that has a unit of time.
const { WAIT, FEE, TIMES } = settings({ WAIT: [3, 'days'], FEE: [3, 'won'], TIMES: 3 });
deadline({ starts: event.RepairQuoted, after: WAIT, again: WAIT, ends: [], due });
// @ts-expect-error  a fee is not how long something takes
deadline({ starts: event.RepairQuoted, after: FEE, ends: [], due });
// @ts-expect-error  a number alone does not say of what
deadline({ starts: event.RepairQuoted, after: TIMES, ends: [], due });
// @ts-expect-error  one or the other
deadline({ starts: event.RepairQuoted, after: WAIT, at, ends: [], due });
// @ts-expect-error  when is it due?
deadline({ starts: event.RepairQuoted, ends: [], due });
// @ts-expect-error  it sends a command
deadline({ starts: event.RepairQuoted, at, ends: [], due: remind.RepairWaits });
// @ts-expect-error  the event names no part
deadline({ starts: event.RepairQuoted, at, ends: [], due: command.QuoteRepair });
// @ts-expect-error  the event has no such field
deadline({ starts: event.RepairQuoted, per: 'orderId', at, ends: [], due });
// @ts-expect-error  events end it, not commands
deadline({ starts: event.RepairQuoted, at, ends: [command.AcceptQuote], due });
// @ts-expect-error  an event starts it
deadline({ starts: command.AcceptQuote, at, ends: [], due });

// A reminder changes no state: it tells, or puts the case on a work list.
const work = { ko: '기다리는 수리', en: 'A repair waits' };
reminder({ starts: event.RepairQuoted, at, ends: [], remind: remind.RepairWaits, work });
reminder({ starts: event.RepairQuoted, at, ends: [], work });
reminder({ starts: [event.RepairQuoted, event.QuoteAccepted], at, ends: [], work });
// @ts-expect-error  each event that starts it is an event
reminder({ starts: [event.RepairQuoted, command.AcceptQuote], at, ends: [], work });
// @ts-expect-error  a command is more than a reminder
reminder({ starts: event.RepairQuoted, at, ends: [], remind: command.AcceptQuote });
// @ts-expect-error  an event is more than a reminder
reminder({ starts: event.QuoteAccepted, at, ends: [], remind: event.RepairCompleted });
// @ts-expect-error  words are Korean and English
reminder({ starts: event.RepairQuoted, at, ends: [], work: { ko: '기다리는 수리' } });

// The saga sends a step, or somebody else does, and never both.
const pay = { name: 'pay', until, send: Till.command.SendInvoice } as const;
saga('FinishRepair', { ...start, steps: [pay] });
// @ts-expect-error  it would send at once, without the person
saga('FinishRepair', { ...start, steps: [{ ...pay, by: 'Customer' }] });
// @ts-expect-error  nor does another send what it sends
saga('FinishRepair', { ...start, steps: [{ ...pay, command: Till.command.SendInvoice }] });
