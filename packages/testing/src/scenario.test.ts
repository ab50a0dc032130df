import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  asks,
  forbidden,
  invalid,
  nothing,
  outOfTurn,
  refused,
  scenario,
  SCENARIO_NOW,
  unavailable,
} from './index.ts';
import { ada, Cards, Copies, Desk, Loan, Shelf } from './lending.testing.ts';

const { command, event, reject } = Desk;

const lend = command.LendBook({
  loanId: 'loan-1',
  bookId: 'book-1',
  readerId: 'reader-1',
  days: 14,
});
const back = command.ReturnBook({ loanId: 'loan-1' });
const lent = event.BookLent({ ...lend, dueDay: '2024-02-20', card: 'card-1' });
const returned = event.BookReturned(lent);

const knowsAda = { find: { Reader: { 'reader-1': ada } } };
const carded = { checkCard: { card: 'card-1' } };

describe('a scenario', () => {
  it('expects events, whose stamps may be left out', () => {
    scenario(Loan).given(lent).when(back).then(returned);
    scenario(Loan)
      .given(lent)
      .when(back)
      .then({ ...returned, status: 'RETURNED' });
    assert.throws(() =>
      scenario(Loan)
        .given(lent)
        .when(back)
        .then({ ...returned, status: 'LENT' }),
    );
  });

  it('expects all events in their order', () => {
    const torn = command.ReturnBook({ loanId: 'loan-1', isTorn: true });
    const owed = event.FineOwed({ loanId: 'loan-1', readerId: 'reader-1', amount: 500 });
    const played = scenario(Loan).given(lent).when(torn);
    played.then(returned, owed);
    assert.throws(() => played.then(owed, returned));
    assert.throws(() => played.then(returned));
    assert.throws(() => played.then(returned, { ...owed, amount: 501 }));
    assert.throws(() => played.then());
  });

  it('expects that it is not the turn of a command', () => {
    scenario(Loan).when(back).then(outOfTurn('absent'));
    assert.throws(() => scenario(Loan).when(back).then(outOfTurn('lent')));
    assert.throws(() => scenario(Loan).when(back).then(nothing));
  });

  it('expects that nothing is left to do', () => {
    const played = scenario(Loan).given(lent, returned).when(back);
    played.then(nothing);
    assert.throws(() => played.then());
    assert.throws(() => played.then(returned));
  });

  it('expects the refusals of the platform', () => {
    scenario(Loan, { by: 'Ghost' }).when(lend).then(forbidden);
    scenario(Loan, { settings: { DAYS_MAX: 7 } })
      .when(lend)
      .then(invalid('days'));
    scenario(Loan, { count: { Loan: { lent: 3 } } })
      .when(lend)
      .then(unavailable);
    const tooLong = scenario(Loan, { settings: { DAYS_MAX: 7 } }).when(lend);
    assert.throws(() => tooLong.then(invalid('bookId')));
    assert.throws(() => tooLong.then(forbidden));
  });

  it('expects a rejection with its fields', () => {
    const unknown = scenario(Loan).when(lend);
    unknown.then(reject.UnknownReader(lend));
    assert.throws(() => unknown.then(reject.UnknownReader({ readerId: 'reader-2' })));
  });

  it('is corrupt, if its past is', () => {
    assert.throws(() => scenario(Loan).given(returned).when(back).then(nothing), /cannot follow/);
  });
});

describe('what is known', () => {
  it('is given as data', () => {
    const row = { ...knowsAda, row: { Loans: { 'loan-9': {} } } };
    scenario(Loan, row).when(lend).then(nothing);
    const now = SCENARIO_NOW + 86_400_000;
    scenario(Loan, { ...knowsAda, now })
      .answered(carded)
      .when(lend)
      .then({ ...lent, dueDay: '2024-02-21' });
  });
});

describe('an answer', () => {
  const desk = scenario(Loan, knowsAda);

  it('is decided with', () => {
    desk.answered(carded).when(lend).then(lent);
    desk
      .answered({ checkCard: refused({ code: 'LOST' }) })
      .when(lend)
      .then(reject.CardClosed({ code: 'LOST' }));
  });

  it('is passed on where the board has no decision for it', () => {
    desk.answered({ checkCard: unavailable }).when(lend).then(unavailable);
  });

  it('may be awaited', () => {
    desk.when(lend).then(asks(Cards.check(lend)));
    assert.throws(() => desk.when(lend).then(asks(Cards.check({ readerId: 'reader-2' }))));
    assert.throws(() => desk.when(lend).then(lent));
  });

  it('brings what its ask says, and is asked for', () => {
    assert.throws(() => desk.answered({ checkCard: {} }).when(lend).then(lent), /brings card/);
    assert.throws(
      () =>
        desk
          .answered({ ...carded, other: {} })
          .when(lend)
          .then(lent),
      /Nobody asked other/,
    );
    assert.throws(
      () => scenario(Loan).given(lent).answered(carded).when(back).then(returned),
      /Nobody asked checkCard/,
    );
  });
});

describe('a ledger', () => {
  const filled = Shelf.event.ShelfFilled({ bookId: 'book-1', copies: 2 });
  const taken = Shelf.event.CopyTaken({ bookId: 'book-1', loanId: 'loan-1', left: 1 });
  const take = (loanId: 'loan-1' | 'loan-2' | 'loan-3') =>
    Shelf.command.TakeCopy({ bookId: 'book-1', loanId });

  it('is played as any aggregate', () => {
    scenario(Copies).given(filled).when(take('loan-1')).then(taken);
    scenario(Copies).given(filled, taken).when(take('loan-1')).then(outOfTurn('taken'));
    scenario(Copies)
      .given(filled, taken)
      .when(take('loan-2'))
      .then({ ...taken, loanId: 'loan-2', left: 0 });
    scenario(Copies)
      .given(filled, taken, { ...taken, loanId: 'loan-2', left: 0 })
      .when(take('loan-3'))
      .then(Shelf.reject.NoneLeft({ bookId: 'book-1' }));
    assert.throws(() => scenario(Copies).when(take('loan-1')).then(taken));
  });
});

describe('the words of a scenario', () => {
  const wrong = (_sentence: () => void): void => undefined;

  it('are those of its aggregate', () => {
    wrong(() => {
      // @ts-expect-error  a copy is not lent at the desk
      scenario(Loan).given(Shelf.event.ShelfFilled({ bookId: 'book-1', copies: 1 }));
    });
    wrong(() => {
      // @ts-expect-error  an event is no command
      scenario(Loan).when(lent);
    });
    const stranger = Shelf.reject.NoneLeft({ bookId: 'book-1' });
    wrong(() => {
      // @ts-expect-error  another aggregate's rejection
      scenario(Loan).when(back).then(stranger);
    });
    wrong(() => {
      // @ts-expect-error  a loan is never torn
      scenario(Loan).when(back).then(outOfTurn('torn'));
    });
  });
});
