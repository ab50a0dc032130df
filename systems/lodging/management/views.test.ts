import { describe, it } from 'node:test';
import { viewOf } from '@dure/testing';
import { event } from './contract.ts';
import { NightStocks, OwnerTasks, ReservationManagements } from './views.ts';

const house = { placeId: 'place-2' } as const;
const adopted = event.PlaceAdopted({
  ...house,
  placeNm: '북촌 한옥스테이',
  ownerId: 'owner-2',
  instantConfirmation: false,
});
const opened = event.StockOpened({
  ...house,
  stock: 4,
  orderId: null,
  fromDt: '2024-03-01',
  toDt: '2024-03-03',
});
const stay = {
  ...house,
  orderId: 'order-1',
  usrId: 'customer-2',
  strDt: '2024-03-01',
  endDt: '2024-03-03',
  qty: 2,
  amount: 480_000,
} as const;
const held = event.ReservationHeld({ ...stay, stock: 2, decideBy: '2024-02-21T10:00:00+09:00' });
const confirmed = event.ReservationConfirmed({ ...stay, stock: 2 });
const instantly = { ...confirmed, instantConfirmation: true };
const canceled = event.ReservationCancelConfirmed({
  ...stay,
  stock: 4,
  feeAmt: 0,
  cancelledBy: 'OWNER',
  reason: '수리 중',
});
const unheld = { ...canceled, stock: null, early: true };
const ended = event.StayEnded(stay);

const nights = (...rooms: readonly (readonly [day: string, stock: number, free: number])[]) =>
  rooms.map(([day, stock, free]) => ({ ...house, night: `2024-03-${day}`, stock, free }));

describe('NightStocks', () => {
  const stocks = viewOf(NightStocks);

  it('has every night that is open', () => {
    stocks.given(opened).then(...nights(['01', 4, 4], ['02', 4, 4]));
    const next = event.NightsOpened({
      ...house,
      today: '2024-02-21',
      fromDt: '2024-03-03',
      toDt: '2024-03-04',
      stock: 4,
    });
    stocks.given(opened, next).then(...nights(['01', 4, 4], ['02', 4, 4], ['03', 4, 4]));
  });

  it('takes the rooms of a booking once, however it was confirmed', () => {
    const taken = nights(['01', 4, 2], ['02', 4, 2]);
    stocks.given(opened, held).then(...taken);
    stocks.given(opened, held, confirmed).then(...taken);
    stocks.given(opened, instantly).then(...taken);
    stocks.given(opened, instantly, ended).then(...taken);
  });

  it('gives back what was taken, and nothing that was not', () => {
    const all = nights(['01', 4, 4], ['02', 4, 4]);
    stocks.given(opened, held, canceled).then(...all);
    stocks.given(opened, held, confirmed, canceled).then(...all);
    stocks.given(opened, unheld).then(...all);
    const { strDt: _strDt, endDt: _endDt, qty: _qty, ...mark } = unheld;
    stocks.given(opened, mark).then(...all);
  });

  it('keeps what is taken when the stock of a night is set', () => {
    const apart = { ...house, fromDt: '2024-03-02', toDt: '2024-03-03', stock: 3 };
    const set = event.NightStockSet(apart);
    stocks.given(opened, held, set).then(...nights(['01', 4, 2], ['02', 3, 1]));
  });
});

describe('ReservationManagements', () => {
  const { type: _type, ...row } = adopted;

  it('shows a place, its stock, and the reservation that was confirmed last', () => {
    const managed = viewOf(ReservationManagements);
    managed.given(adopted).then(row);
    managed.given(adopted, opened).then({ ...row, stock: 4, orderId: null });
    const instant = event.InstantConfirmationSet({ ...house, instantConfirmation: true });
    managed
      .given(adopted, opened, instant, confirmed)
      .then({ ...row, stock: 2, orderId: 'order-1', instantConfirmation: true });
  });
});

describe('OwnerTasks', () => {
  const tasks = viewOf(OwnerTasks);
  const { type: _type, stock: _stock, ...task } = held;

  it('follows a booking to its end', () => {
    tasks.given(held).then({ ...task, status: '확인대기' });
    tasks.given(held, confirmed).then({ ...task, status: '예약확정' });
    tasks.given(held, canceled).then({ ...task, status: '객실반환', reason: '수리 중' });
    tasks.given(held, confirmed, ended).then({ ...task, status: '이용종료' });
  });

  it('shows what was confirmed at once, and nothing that never had rooms', () => {
    tasks.given(instantly).then({ ...stay, status: '예약확정' });
    tasks.given(unheld).then();
  });
});
