import { describe, it } from 'node:test';
import { invalid, nothing, outOfTurn, scenario } from '@dure/testing';
import { command, event } from './contract.ts';
import { MenuStock } from './menu-stock.ts';

const key = { restaurantMenuId: 'menu-11' } as const;
const register = command.RegisterMenu({
  ...key,
  restaurantId: 'restaurant-1',
  menuNm: '평양냉면',
  qty: 5,
});
const registered = event.MenuRegistered({ ...register, left: 5 });
const add = command.AddStock({ ...key, qty: 20 });
const added = event.StockAdded({ ...add, left: 25 });

const order = {
  ...key,
  orderId: 'order-1',
  restaurantId: 'restaurant-1',
  customerId: 'customer-1',
  qty: 3,
} as const;
const other = { ...order, orderId: 'order-2' } as const;
const reserve = command.ReserveStock(order);
const reserved = event.StockReserved({ ...order, left: 2 });
const short = event.StockRefused({ ...other, left: 2 });
const giveBack = command.ReturnStock(order);
const returned = event.StockReturned({ ...order, left: 5 });
const mark = event.StockReturned({ ...order, qty: 0, left: 5, early: true });

const stock = scenario(MenuStock);

describe('A menu', () => {
  it('is registered once, and gets more portions', () => {
    stock.when(register).then(registered);
    stock.given(registered).when(register).then(outOfTurn('listed'));
    stock.given(registered).when(add).then(added);
    stock.when(add).then(outOfTurn('absent'));
  });

  it('has no more portions than anybody can sell', () => {
    const full = { ...registered, left: 9_981 };
    stock.given(full).when(add).then(invalid('qty'));
    stock
      .given({ ...full, left: 9_980 })
      .when(add)
      .then({ ...added, left: 10_000 });
  });

  it('RES-F4, RES-F6: reserves all portions of an order, or none', () => {
    stock.given(registered).when(reserve).then(reserved);
    stock
      .given(registered)
      .when({ ...reserve, qty: 5 })
      .then({ ...reserved, qty: 5, left: 0 });
    stock
      .given(registered, reserved)
      .when({ ...reserve, ...other })
      .then(short);
    stock
      .given(registered, reserved, short)
      .when({ ...reserve, orderId: 'order-3', qty: 2 })
      .then({ ...reserved, orderId: 'order-3', qty: 2, left: 0 });
  });

  it('reserves nothing of what is not sold, or not there', () => {
    stock.when(reserve).then({ ...short, ...order, left: 0 });
    stock
      .given(registered)
      .when({ ...reserve, restaurantId: 'restaurant-2' })
      .then({ ...short, ...order, restaurantId: 'restaurant-2', left: 5 });
  });

  it('gets back what was reserved, once', () => {
    stock.given(registered, reserved).when(giveBack).then(returned);
    stock.given(registered, reserved, returned).when(giveBack).then(nothing);
    const ofOther = command.ReturnStock(other);
    stock.given(registered, reserved, short).when(ofOther).then(nothing);
    const again = { ...reserve, orderId: 'order-3', qty: 5 } as const;
    stock
      .given(registered, reserved, returned)
      .when(again)
      .then({ ...reserved, orderId: 'order-3', qty: 5, left: 0 });
  });

  it('S12: reserves nothing for an order whose cancellation came first', () => {
    stock.given(registered).when(giveBack).then(mark);
    stock.given(registered, mark).when(reserve).then(nothing);
    stock.when(giveBack).then({ ...mark, left: 0 });
    stock
      .given({ ...mark, left: 0 })
      .when(register)
      .then(registered);
    stock
      .given(registered, added, { ...mark, left: 25 })
      .when(add)
      .then({ ...added, left: 45 });
  });
});
