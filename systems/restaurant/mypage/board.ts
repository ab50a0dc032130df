// Mypage: what customers look up, while everybody else may be down.

import { boundedContext } from '@dure/domain';
import type { DataOf } from '@dure/domain/shapes';
import * as Cook from '../cook/contract.ts';
import * as Delivery from '../delivery/contract.ts';
import * as Order from '../order/contract.ts';
import { context, view } from './contract.ts';
import { labels } from './labels.ts';

type Row = DataOf<(typeof view.Mypage)['fields']>;
type Told = { readonly status: string };
type OfCook = { readonly status: string | null; readonly cookId?: Row['cookId'] };

const ordering = ({ status }: Told, row: Row): Row => ({ ...row, orderStatus: status });

const delivering = ({ status }: Told, row: Row): Row => ({ ...row, deliveryStatus: status });

const cooking = ({ status, cookId }: OfCook, row: Row): Row => ({
  ...row,
  cookStatus: status,
  ...(cookId === undefined ? {} : { cookId }),
});

/** Where there is no delivery because the order was cancelled, this is said in its place. */
const notDelivered = {
  CUSTOMER: 'DELIVERY : ORDER CANCELED',
  QTY_OVER: 'DELIVERY : QTY OVER',
  KITCHEN: 'DELIVERY : ORDER CANCELED',
} as const;

/** Each column is told by one context alone, so that no order between contexts matters. */
const Mypage = view.Mypage.follows([Order.event, Cook.event, Delivery.event], {
  path: 'mypages',
  key: ['orderId'],
  creates: {
    Ordered: ({ status, ...ordered }) => ({ ...ordered, orderStatus: status, cookStatus: null }),
  },
  updates: {
    OrderCancelled: ({ status, cause }, row) => ({
      ...row,
      orderStatus: status,
      deliveryStatus: notDelivered[cause],
    }),
    'OrderCookingStarted, OrderCompleted': ordering,
    'CookReceived, CookHeld, CookHoldReleased': cooking,
    'CookQtyChecked, CookCancelled, CookRejected': cooking,
    'CookStarted, Cooked': cooking,
    'DeliveryPrepared, Shipped, DeliveryCompleted': delivering,
  },
});

export const Mypages = boundedContext(context, {
  actors: {
    Customer: { owns: 'customerId', reads: 'own' },
    Operator: { reads: 'all' },
  },
  views: { Mypage },
  labels,
});
