// A small library, for the gateway's tests: a ledger, an ask, and every kind of field.

import {
  aggregate,
  ofKind,
  ask,
  boundedContext,
  contract,
  externalSystem,
  final,
  initial,
  ledger,
  nothing,
  open,
  per,
  question,
  rest,
  states,
  system,
  take,
  whenever,
  whole,
} from '@dure/domain';
import { rehearsed, simulated } from '@dure/rehearsal';
import type { Demo } from '@dure/rehearsal';
import {
  count,
  date,
  decimal,
  id,
  nullable,
  oneOf,
  optional,
  personal,
  secret,
  stamped,
  text,
  textOf,
  truth,
  valueObject,
} from '@dure/domain/shapes';
import { money, phone } from '@dure/domain/korea';
import { as, documents } from './documents.ts';

const loanId = id('loan');
const memberId = id('member');
const shelfId = id('shelf');
const keeperId = id('keeper');
const bookNm = text;
const fromDt = date;
const days = count({ max: 30 });
const fee = money();
const tel = personal(phone, 'memberId');
const memberNm = personal(text, 'memberId');
const cardToken = secret(text);
const size = oneOf('SMALL', 'LARGE');
const isGift = truth;
const note = textOf(200);
const places = count({ max: 1000 });
/** A number with a scale, and a value object with another in it. */
const late = decimal(2, { max: 10 });
const mark = valueObject({
  room: text,
  at: optional(valueObject({ x: decimal(6, { min: -180, max: 180 }), y: decimal(1) })),
});
const fitted = { late: optional(late), mark: optional(mark) };

const asked = {
  memberId,
  bookNm,
  fromDt,
  days,
  size: optional(size),
  isGift: optional(isGift),
  fee: optional(fee),
  tel: optional(tel),
  memberNm: optional(memberNm),
};
const lent = { ...asked, status: stamped };

const desk = contract('desk', {
  commands: {
    RequestLoan: { loanId, ...asked, cardToken: optional(cardToken), shelfId: optional(shelfId) },
    ReturnBook: { loanId, note: optional(note) },
    ExtendLoan: { loanId, days },
    CloseLoan: { loanId },
  },
  events: {
    LoanRequested: { loanId, ...lent, shelfId: optional(shelfId) },
    LoanExtended: { loanId, memberId, days, status: stamped },
    BookReturned: { loanId, memberId, status: stamped, note: optional(note) },
    LoanClosed: { loanId, status: stamped },
  },
  rejections: {
    UnknownBook: ofKind('notFound', { bookNm }),
    TooManyLoans: ofKind('tooFast', { memberId, retryAfter: count() }),
    CatalogueAway: ofKind('unavailable', { retryAfter: count() }),
    TooLong: { days, status: text },
  },
  views: { Loans: { loanId, ...lent, shelfId: optional(shelfId) } },
});

const stacks = contract('stacks', {
  commands: {
    OpenShelf: { shelfId, keeperId, places, ...fitted },
    CloseShelf: { shelfId },
    HoldCopy: { shelfId, loanId },
    CountLoan: { shelfId, loanId },
    PutBack: { shelfId, loanId },
  },
  events: {
    ShelfOpened: { shelfId, keeperId, places, loanId: nullable(loanId), ...fitted },
    ShelfClosed: { shelfId },
    LoanCounted: { shelfId, loanId },
    CopyHeld: { shelfId, loanId, status: stamped },
    CopyPutBack: { shelfId, loanId, status: stamped },
  },
  rejections: { ShelfHasCopies: { shelfId } },
  views: {
    Shelves: { shelfId, keeperId, places, ...fitted },
    CopyTasks: { loanId, shelfId, status: stamped },
    ShelfDays: { shelfId, day: date, free: places },
  },
});

const Catalogue = externalSystem('Catalogue', {
  find: question({ bookNm: text }, { isKnown: truth }, {}),
});

const lookUp = ask('lookUp', { of: Catalogue.find });

const loan = states({
  absent: initial(),
  lent: open('대출', { ...asked, shelfId: optional(shelfId) }),
  returned: rest('반납', asked),
  closed: final('종료'),
});

const EXTENDED_DAYS_MAX = 20;
const BREAK_S = 7;

const Loan = aggregate('Loan', {
  identifiedBy: 'loanId',
  accepts: desk.command,
  emits: desk.event,
  refuses: desk.reject,
  asks: [lookUp],
  states: loan,
  decide: {
    RequestLoan: {
      absent: (request) => {
        if (request.bookNm === '많이') {
          return desk.reject.TooManyLoans({ ...request, retryAfter: BREAK_S });
        }
        return lookUp({ bookNm: request.bookNm })
          .taken(({ isKnown }) =>
            isKnown ? desk.event.LoanRequested(request) : desk.reject.UnknownBook(request),
          )
          .unavailable(desk.reject.CatalogueAway);
      },
    },
    ReturnBook: { lent: desk.event.BookReturned, returned: nothing },
    ExtendLoan: {
      lent: (extend, of) =>
        extend.days > EXTENDED_DAYS_MAX
          ? desk.reject.TooLong({ ...extend, status: '대출' })
          : desk.event.LoanExtended({ ...of, ...extend }),
    },
    CloseLoan: { returned: desk.event.LoanClosed },
  },
  evolve: {
    LoanRequested: { absent: loan.lent },
    LoanExtended: { lent: loan.lent },
    BookReturned: { lent: loan.returned },
    LoanClosed: { returned: () => loan.closed() },
  },
});

const room = states({
  absent: initial(),
  open: rest('열림', { keeperId, places, ...fitted }),
  closed: final('닫힘'),
});

const copy = states({ absent: initial(), held: open('보관'), back: final('제자리') });

const Shelf = ledger('Shelf', {
  identifiedBy: 'shelfId',
  accepts: stacks.command,
  emits: stacks.event,
  refuses: stacks.reject,
  path: 'shelves',
  registers: { Room: whole(room), Copy: per('loanId', copy, ['held']) },
  decide: {
    Room: {
      OpenShelf: {
        absent: (opened) => stacks.event.ShelfOpened({ ...opened, loanId: null }),
        open: nothing,
      },
      CountLoan: { open: stacks.event.LoanCounted },
      CloseShelf: {
        open: (close, _room, { ledger }) =>
          ledger.Copy.size > 0
            ? stacks.reject.ShelfHasCopies(close)
            : stacks.event.ShelfClosed(close),
      },
    },
    Copy: {
      HoldCopy: { absent: stacks.event.CopyHeld },
      PutBack: { held: stacks.event.CopyPutBack, back: nothing },
    },
  },
  evolve: {
    Room: {
      ShelfOpened: { absent: room.open },
      LoanCounted: { open: room.open },
      ShelfClosed: { open: () => room.closed() },
    },
    Copy: { CopyHeld: { absent: () => copy.held() }, CopyPutBack: { held: () => copy.back() } },
  },
});

const Loans = desk.view.Loans.follows([desk.event], {
  key: ['loanId'],
  creates: { LoanRequested: take },
  updates: { LoanExtended: take, BookReturned: take, LoanClosed: take },
});

const Shelves = stacks.view.Shelves.follows([stacks.event], {
  key: ['shelfId'],
  creates: { ShelfOpened: take },
  updates: { ShelfClosed: () => undefined },
});

const CopyTasks = stacks.view.CopyTasks.follows([stacks.event], {
  key: ['loanId'],
  creates: { CopyHeld: take },
  updates: { CopyPutBack: take },
});

const ShelfDays = stacks.view.ShelfDays.follows([stacks.event], {
  key: ['shelfId', 'day'],
  rows: {
    ShelfOpened: (opened) =>
      ['2030-01-01', '2030-01-02'].map((day) => ({ shelfId: opened.shelfId, day })),
  },
  creates: { ShelfOpened: (opened, { key }) => ({ ...key, free: opened.places }) },
});

const Desk = boundedContext('desk', {
  actors: {
    Member: {
      owns: 'memberId',
      issues: ['RequestLoan', 'ReturnBook', 'ExtendLoan'],
      reads: { Loans: 'own' },
    },
    Librarian: { issues: ['ReturnBook'], reads: { Loans: 'all' } },
    Operator: { reads: { Loans: 'all' } },
  },
  aggregates: { Loan },
  views: { Loans },
  labels: {
    context: ['대출대', 'Desk'],
    commands: {
      RequestLoan: ['대출 신청', 'Request a loan'],
      ReturnBook: ['반납', 'Return the book'],
      ExtendLoan: ['연장', 'Extend the loan'],
    },
    states: { Loan: { lent: ['대출', 'Lent'], returned: ['반납', 'Returned'] } },
    rejections: {
      UnknownBook: ['없는 책입니다: {bookNm}', 'There is no such book: {bookNm}'],
      TooLong: ['{days}일은 너무 깁니다', '{days} days are too long'],
    },
    fields: { bookNm: ['책 이름', 'Title'], days: ['일수', 'Days'] },
    views: { Loans: ['대출 목록', 'Loans'] },
  },
});

const Stacks = boundedContext('stacks', {
  actors: {
    Keeper: {
      owns: 'keeperId',
      issues: ['OpenShelf', 'CloseShelf', 'PutBack'],
      reads: { Shelves: 'own', CopyTasks: 'own', ShelfDays: 'own' },
      through: { shelfId: 'Shelves' },
    },
    // Has shelves whole, and what stands on them.
    Warden: { owns: 'shelfId', issues: ['PutBack'] },
    Operator: { reads: { Shelves: 'all', CopyTasks: 'all', ShelfDays: 'all' } },
  },
  aggregates: { Shelf },
  policies: {
    // Comes too early where the shelf is not open yet.
    countLoan: whenever(
      desk.event.LoanRequested,
      ({ loanId: loan, shelfId: on, bookNm: name }) =>
        on !== undefined && name === '이른책'
          ? stacks.command.CountLoan({ loanId: loan, shelfId: on })
          : undefined,
      { sends: [stacks.command.CountLoan] },
    ),
    holdCopy: whenever(
      desk.event.LoanRequested,
      (requested) =>
        requested.shelfId === undefined
          ? undefined
          : stacks.command.HoldCopy({ loanId: requested.loanId, shelfId: requested.shelfId }),
      { sends: [stacks.command.HoldCopy] },
    ),
  },
  views: { Shelves, CopyTasks, ShelfDays },
});

const catalogue = simulated({
  name: 'Catalogue',
  initial: {},
  answer: (_question, asking, state) => ({
    state,
    answer: { taken: { isKnown: asking['bookNm'] !== '없는책' } },
  }),
});

export const libraryDocuments = (ports: { readonly [context: string]: number } = {}) =>
  documents({
    ports,
    fieldAliases: { 회원번호: 'memberId', 책이름: 'bookNm', 상태: 'status' },
    lines: [
      as('Member', 'POST /loans', desk.command.RequestLoan),
      as('Member', 'POST /대출s', desk.command.RequestLoan),
      as('Member', 'GET /대출s', Loans),
      as('Member', 'GET /대출s/{loanId}', Loans),
      as('Member', 'GET /빌린책s', Loans),
      as('Member', 'DELETE /loans/{loanId}', desk.command.ReturnBook),
      as('Member', 'PATCH /loans/{loanId}', {
        status: { 반납: desk.command.ReturnBook, 연장: desk.command.ExtendLoan },
      }),
      as('Member', 'PUT /loans/{id}/close', desk.command.CloseLoan),
      as('Keeper', 'PUT /shelves/{id}/putback', stacks.command.PutBack),
      as('Keeper', 'PATCH /copies/{loanId}', { status: { 제자리: stacks.command.PutBack } }),
      as('Keeper', 'PUT /rooms/{keeperId}/close', stacks.command.CloseShelf),
    ],
  });

const demo: Demo = {
  personas: [
    {
      actor: 'Member',
      subject: 'member-2',
      label: ['정유진', 'Jung Yujin'],
      claims: { memberId: 'member-2' },
    },
    {
      actor: 'Keeper',
      subject: 'keeper-1',
      label: ['김숙희', 'Kim Sukhui'],
      claims: { keeperId: 'keeper-1' },
    },
  ],
  steps: () => [],
};

export const Library = rehearsed(
  system('library', {
    label: ['도서관', 'Library'],
    businessKey: 'loanId',
    timeZone: 'Asia/Seoul',
    contexts: [Desk, Stacks],
  }),
  { externals: [catalogue], demo },
);

/** What the library brings to its gateway. */
export const libraryBrings = (ports: { readonly [context: string]: number } = {}) => ({
  documents: { library: libraryDocuments(ports) },
  demos: { library: demo },
});
