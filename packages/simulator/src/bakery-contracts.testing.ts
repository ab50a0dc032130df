// What the made-up bakery says to the world.

import { contract, externalSystem, question } from '@dure/domain';
import { count, id, optional, stamped, text } from '@dure/domain/shapes';
import { money } from '@dure/domain/korea';

const orderId = id('order');
const ovenId = id('oven');
export const [amount, cake, places] = [money(1), text, count({ max: 50 })];
const status = stamped;
export const table = text;

export const Till = contract('till', {
  commands: {
    HoldMoney: { orderId, amount },
    ReleaseMoney: { orderId },
    TakeMoney: { orderId },
  },
  events: {
    MoneyHeld: { orderId, amount },
    MoneyReleased: { orderId },
    MoneyTaken: { orderId, amount },
  },
  rejections: { NoMoney: { amount }, TooLate: { orderId } },
});

export const Kitchen = contract('kitchen', {
  commands: {
    HeatOven: { ovenId, places },
    BakeCake: { ovenId, orderId, cake },
    EmptyPlace: { ovenId, orderId },
  },
  events: {
    OvenHeated: { ovenId, places },
    CakeBaked: { ovenId, orderId, cake },
    CakeSpoilt: { ovenId, orderId },
    PlaceEmptied: { ovenId, orderId },
  },
});

export const Counter = contract('counter', {
  commands: {
    PlaceOrder: { orderId, cake, amount, table },
    FinishOrder: { orderId },
    CancelOrder: { orderId },
  },
  events: {
    OrderPlaced: { orderId, cake, amount, table, status },
    OrderFinished: { orderId, status },
    OrderCanceled: { orderId, status },
  },
  rejections: { NotPaid: { orderId }, TableTaken: { table } },
  views: {
    Orders: {
      orderId,
      cake,
      status,
      amount,
      baked: optional(text),
      paid: optional(money()),
    },
  },
});

export const Bank = externalSystem('Bank', {
  hold: question({ orderId, amount }, {}, { amount }),
  release: question({ orderId }),
  take: question({ orderId }),
});
