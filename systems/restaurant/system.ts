// A restaurant (식당 주문·요리·배달): a customer orders, a kitchen cooks, and a rider brings it.

import { as, system } from '@dure/domain';
import { simulatedGateway } from '@dure/notification';
import { Kitchen } from './cook/board.ts';
import * as CookContract from './cook/contract.ts';
import { Delivering } from './delivery/board.ts';
import * as DeliveryContract from './delivery/contract.ts';
import { demo } from './demo.ts';
import { invariants } from './invariants/index.ts';
import { labels } from './labels.ts';
import { Mypages } from './mypage/board.ts';
import * as MypageContract from './mypage/contract.ts';
import { Notification } from './notification/board.ts';
import { Ordering } from './order/board.ts';
import * as OrderContract from './order/contract.ts';

const order = OrderContract.command;
const cook = CookContract.command;
const delivery = DeliveryContract.command;

const orders = OrderContract.view.Orders;
const mypages = MypageContract.view.Mypage;

export { traffic } from './traffic.ts';

export const Restaurant = system('restaurant', {
  label: ['식당 주문', 'Restaurant'],
  businessKey: 'orderId',
  contexts: [Ordering, Kitchen, Delivering, Mypages, Notification],

  documented: [
    as('Customer', 'POST /orders', order.PlaceOrder),
    as('Customer', 'DELETE /orders/{orderId}', order.CancelOrder),
    as('Customer', 'PATCH /orders/{orderId}', {
      status: { 'ORDER : ORDER CANCELED': order.CancelOrder },
    }),
    as('Customer', 'GET /orders', orders),
    as('Customer', 'GET /orders/{orderId}', orders),
    // Orders ask for it; from outside it is forbidden, whoever sends it.
    as('Customer', 'POST /cancellations', cook.HoldCooking),
    as('Kitchen', 'GET /cooks', CookContract.view.KitchenTasks),
    as('Kitchen', 'PATCH /cooks/{orderId}', {
      status: {
        'COOK : COOKING': cook.StartCooking,
        COOKED: cook.FinishCooking,
        'COOK : ORDER REJECTED': cook.RejectCook,
      },
    }),
    as('Rider', 'GET /deliveries', DeliveryContract.view.Deliveries),
    as('Rider', 'PATCH /deliveries/{orderId}', {
      status: {
        'DELIVERY : SHIPPED': delivery.StartDelivery,
        'DELIVERY : DELIVERY FIN': delivery.CompleteDelivery,
      },
    }),
    as('Customer', 'GET /mypages', mypages),
    as('Customer', 'GET /mypages/{orderId}', mypages),
  ],
  documentedPorts: { order: 8081, cook: 8082, delivery: 8083, mypage: 8084 },

  externals: [simulatedGateway],
  invariants,
  demo,
  // The documents let a machine cook and deliver.
  replay: { settings: { AUTO_COOK: true, AUTO_SHIP: true } },
  labels,
});
