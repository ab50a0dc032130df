import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS, reminder } from '@dure/domain';
import { deadlineOf, policy, processOf, SCENARIO_NOW, viewOf } from './index.ts';
import {
  Days,
  Desk,
  DUE,
  LendOut,
  Loans,
  Shelf,
  SOON,
  takeCopy,
  writeOffFined,
} from './lending.testing.ts';

const { command, event } = Desk;

const lent = event.BookLent({
  loanId: 'loan-1',
  bookId: 'book-1',
  readerId: 'reader-1',
  dueDay: '2024-02-20',
  status: 'LENT',
  card: 'card-1',
});
const returned = event.BookReturned({ ...lent, status: 'RETURNED' });
const writtenOff = event.LoanWrittenOff({ ...lent, status: 'LOST' });
const taken = Shelf.event.CopyTaken({ ...lent, left: 1 });
const take = Shelf.command.TakeCopy(lent);

describe('a policy', () => {
  it('sends commands when something happens', () => {
    policy(takeCopy).when(lent).then(take);
    assert.throws(() => policy(takeCopy).when(lent).then());
    assert.throws(() => policy(takeCopy).when(lent).then(take, take));
    assert.throws(() =>
      policy(takeCopy)
        .when(lent)
        .then(Shelf.command.TakeCopy({ ...lent, loanId: 'loan-2' })),
    );
  });

  it('sends nothing for what it does not follow', () => {
    policy(takeCopy).when(returned).then();
    assert.throws(() => policy(takeCopy).when(returned).then(take));
  });

  it('knows settings, and is off while its switch is', () => {
    const owed = event.FineOwed({ loanId: 'loan-1', readerId: 'reader-1', amount: 600 });
    const writeOff = command.WriteOff({ loanId: 'loan-1' });
    policy(writeOffFined).when(owed).then(writeOff);
    policy(writeOffFined).when(lent).then();
    policy(writeOffFined, { settings: { FINE: 600 } })
      .when(owed)
      .then();
    policy(writeOffFined, { settings: { FINES: false } })
      .when(owed)
      .then();
  });
});

describe('a process', () => {
  it('sends what its case is due, and remembers where it stands', () => {
    const begun = processOf(LendOut).when(lent);
    begun.then(take);
    begun.remembers({ at: 'take', step: 0, status: 'running' });
    assert.throws(() => begun.then());
    assert.throws(() => begun.remembers({ at: 'return' }));
    processOf(LendOut).given(lent).when(taken).then();
    processOf(LendOut).given(lent, taken).when(returned).remembers({ status: 'completed' });
    processOf(LendOut).given(lent, taken).when(writtenOff).remembers({ status: 'ended' });
  });

  it('keeps its cases apart', () => {
    const other = event.BookLent({ ...lent, loanId: 'loan-2' });
    processOf(LendOut)
      .given(lent, taken)
      .when(other)
      .then(Shelf.command.TakeCopy({ ...take, loanId: 'loan-2' }));
  });

  it('sends nothing for what it does not follow', () => {
    const owed = event.FineOwed({ loanId: 'loan-1', readerId: 'reader-1', amount: 600 });
    processOf(LendOut).given(lent).when(owed).then();
  });
});

describe('a deadline', () => {
  it('is due at an instant, and sends then', () => {
    const at = SCENARIO_NOW + 30 * DAY_MS;
    const sends = command.WriteOff({ loanId: 'loan-1' });
    const due = deadlineOf(DUE).when(lent);
    due.then({ at, sends, againAfterMs: DAY_MS });
    assert.throws(() => due.then({ at, sends }));
    assert.throws(() => due.then({ at: at + 1, sends, againAfterMs: DAY_MS }));
    assert.throws(() => due.then());
    deadlineOf(DUE, { settings: { DAYS_MAX: 1 }, now: 0 })
      .when(lent)
      .then({ at: DAY_MS, sends, againAfterMs: DAY_MS });
  });

  it('ends', () => {
    deadlineOf(SOON).given(lent).when(returned).then();
    const at = SCENARIO_NOW + DAY_MS;
    const reminds = Desk.remind.LoanDue({ loanId: 'loan-1' });
    const stays = deadlineOf(SOON).given(lent).when(writtenOff);
    stays.then({ at, reminds });
    assert.throws(() => stays.then());
    deadlineOf(SOON).when(returned).then();
  });

  it('may be started by several events', () => {
    const either = reminder({ ...idle, starts: [event.BookLent, event.BookReturned] });
    deadlineOf(either).when(lent).then({ at: 0 });
    deadlineOf(either).when(returned).then({ at: 0 });
    deadlineOf(reminder({ ...idle, starts: event.BookLent }))
      .when(returned)
      .then();
  });
});

const idle = { at: () => 0, ends: [] };

describe('a view', () => {
  const row = { loanId: 'loan-1', bookId: 'book-1', status: 'LENT' };

  it('has the rows that events draw', () => {
    viewOf(Loans).given().then();
    viewOf(Loans).given(lent).then(row);
    viewOf(Loans)
      .given(lent, returned)
      .then({ ...row, status: 'RETURNED' });
    viewOf(Loans).given(lent, writtenOff).then();
    assert.throws(() => viewOf(Loans).given(lent).then());
    assert.throws(() => viewOf(Loans).given(lent, returned).then(row));
    assert.throws(() => viewOf(Loans).given(lent, writtenOff).then(row));
  });

  it('waits with an update for its row', () => {
    viewOf(Loans)
      .given(returned, lent)
      .then({ ...row, status: 'RETURNED' });
  });

  it('has rows in any order', () => {
    const days = [1, 2].map((day) => ({ bookId: 'book-1', day, loans: 2 }));
    viewOf(Days)
      .given(lent, lent)
      .then(...days);
    viewOf(Days)
      .given(lent, lent)
      .then(...days.toReversed());
    assert.throws(() =>
      viewOf(Days)
        .given(lent)
        .then(...days),
    );
  });
});
