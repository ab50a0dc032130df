// What the reference documents promise of restaurant over HTTP.

import { as, documents as promised } from '@dure/http/documents';
import * as CookContract from './cook/contract.ts';
import * as DeliveryContract from './delivery/contract.ts';
import * as MypageContract from './mypage/contract.ts';
import * as OrderContract from './order/contract.ts';

const order = OrderContract.command;
const cook = CookContract.command;
const delivery = DeliveryContract.command;
const orders = OrderContract.view.Orders;
const mypages = MypageContract.view.Mypage;

export const documents = promised({
  lines: [
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
  gateway: 8088,
  ports: { order: 8081, cook: 8082, delivery: 8083, mypage: 8084 },
});
