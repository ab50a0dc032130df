// A small library with everything that a scenario can meet. The tests of the kit play it.

import {
  aggregate,
  ofKind,
  ask,
  contract,
  DAY_MS,
  deadline,
  externalSystem,
  final,
  forbidden,
  initial,
  invalid as wrong,
  ledger,
  nothing,
  open,
  per,
  question,
  reminder,
  rest,
  saga,
  settings,
  states,
  take,
  unavailable,
  whenever,
  whole,
} from '@dure/domain';
import { count, id, optional, stamped, text, truth } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const loanId = id('loan');
const bookId = id('book');
const readerId = id('reader');
const status = stamped;

export const Desk = contract('desk', {
  commands: {
    LendBook: { loanId, bookId, readerId, days: count() },
    ReturnBook: { loanId, isTorn: optional(truth) },
    WriteOff: { loanId },
  },
  events: {
    BookLent: { loanId, bookId, readerId, dueDay: text, status, card: text },
    BookReturned: { loanId, bookId, status },
    FineOwed: { loanId, readerId, amount: money() },
    LoanWrittenOff: { loanId, status },
  },
  rejections: { UnknownReader: ofKind('notFound', { readerId }), CardClosed: { code: text } },
  views: {
    Loans: { loanId, bookId, status },
    Days: { bookId, day: count(), loans: count() },
  },
  reminders: { LoanDue: { loanId } },
});

export const Cards = externalSystem('Cards', {
  check: question({ readerId }, { card: text, note: optional(text) }, { code: text }),
});

const checkCard = ask('checkCard', { of: Cards.check });

export const term = settings({ DAYS_MAX: [30, 'days'], FINE: [500, 'won'], FINES: true });

const reader = states({ absent: initial(), known: rest('KNOWN', { name: text }) });
export const Reader = { name: 'Reader', state: reader.known({ name: 'Ada' }) } as const;
export const ada = reader.known({ name: 'Ada' });

const loan = states({
  absent: initial(),
  lent: open('LENT', { bookId, readerId }),
  returned: final('RETURNED', { bookId }),
  lost: final('LOST'),
});

const { command, event, reject } = Desk;

export const Loan = aggregate('Loan', {
  identifiedBy: 'loanId',
  accepts: command,
  emits: event,
  refuses: reject,
  states: loan,
  decide: {
    LendBook: {
      absent: (lend, _loan, known) => {
        if (known.by.name === 'Ghost') return forbidden;
        if (lend.days > known.setting(term.DAYS_MAX)) {
          return wrong('days', { ko: '너무 깁니다', en: 'is too long' });
        }
        if (known.count(Loan, 'lent') > 2) return unavailable;
        if (!known.find(Reader, lend.readerId)) return reject.UnknownReader(lend);
        if (known.row(Desk.view.Loans, 'loan-9')) return nothing;
        return checkCard(lend)
          .taken(({ card }) => event.BookLent({ ...lend, dueDay: known.today, card }))
          .refused(reject.CardClosed);
      },
    },
    ReturnBook: {
      lent: (back, of, known) => {
        const returned = event.BookReturned({ ...of, ...back });
        const amount = known.setting(term.FINE);
        return back.isTorn ? [returned, event.FineOwed({ ...of, ...back, amount })] : returned;
      },
      returned: nothing,
    },
    WriteOff: { lent: event.LoanWrittenOff },
  },
  evolve: {
    BookLent: { absent: loan.lent },
    BookReturned: { lent: loan.returned },
    FineOwed: { returned: loan.returned },
    LoanWrittenOff: { lent: () => loan.lost() },
  },
});

export const Shelf = contract('shelf', {
  commands: { FillShelf: { bookId, copies: count() }, TakeCopy: { bookId, loanId } },
  events: {
    ShelfFilled: { bookId, copies: count() },
    CopyTaken: { bookId, loanId, left: count({ min: 0 }) },
  },
  rejections: { NoneLeft: { bookId } },
});

const shelf = states({ empty: initial(), filled: rest('FILLED', { copies: count() }) });
const copy = states({ free: initial(), taken: open('TAKEN') });

export const Copies = ledger('Copies', {
  identifiedBy: 'bookId',
  accepts: Shelf.command,
  emits: Shelf.event,
  refuses: Shelf.reject,
  registers: { Stack: whole(shelf), Copy: per('loanId', copy, ['taken']) },
  decide: {
    Stack: { FillShelf: { empty: Shelf.event.ShelfFilled } },
    Copy: {
      TakeCopy: {
        free: (wish, _copy, { ledger: { Stack, Copy } }) => {
          const left = Stack.is === 'filled' ? Stack.copies - Copy.size : 0;
          if (left === 0) return Shelf.reject.NoneLeft(wish);
          return Shelf.event.CopyTaken({ ...wish, left: left - 1 });
        },
      },
    },
  },
  evolve: {
    Stack: { ShelfFilled: { empty: shelf.filled } },
    Copy: { CopyTaken: { free: () => copy.taken() } },
  },
});

export const takeCopy = whenever(event.BookLent, Shelf.command.TakeCopy);

export const writeOffFined = whenever(
  [event.FineOwed, event.BookLent],
  (owed, known) =>
    owed.type === 'FineOwed' && owed.amount > known.setting(term.FINE)
      ? [command.WriteOff(owed)]
      : undefined,
  { sends: [command.WriteOff], when: term.FINES },
);

export const LendOut = saga('LendOut', {
  startedBy: event.BookLent,
  followedBy: 'loanId',
  steps: [
    { name: 'take', send: Shelf.command.TakeCopy, until: Shelf.event.CopyTaken },
    {
      name: 'return',
      waitsFor: 'Reader',
      until: event.BookReturned,
      unless: [event.LoanWrittenOff],
    },
  ],
});

export const DUE = deadline({
  starts: event.BookLent,
  at: (_lent, known) => known.now + known.setting(term.DAYS_MAX) * DAY_MS,
  again: (times) => times * DAY_MS,
  ends: [event.BookReturned],
  due: command.WriteOff,
});

export const SOON = reminder({
  starts: event.BookLent,
  at: (_lent, { now }) => now + DAY_MS,
  ends: [event.BookReturned],
  remind: Desk.remind.LoanDue,
  work: { ko: '곧 반납', en: 'Due soon' },
});

export const Loans = Desk.view.Loans.follows([event], {
  key: ['loanId'],
  creates: { BookLent: take },
  updates: { BookReturned: take, LoanWrittenOff: () => undefined },
});

export const Days = Desk.view.Days.follows([event], {
  key: ['bookId', 'day'],
  rows: { BookLent: ({ bookId: of }) => [1, 2].map((day) => ({ bookId: of, day })) },
  creates: { BookLent: (_lent, { key }) => ({ ...key, loans: 1 }) },
  updates: { BookLent: (_lent, row) => ({ ...row, loans: row.loans + 1 }) },
});
