// The kitchen owns what is scarce, portions and hands, and cooks what is not called off.

import { boundedContext, deadline, MINUTE_MS, reminder, take, whenever } from '@dure/domain';
import * as Order from '../order/contract.ts';
import { command, context, event, setting, view } from './contract.ts';
import { Cook } from './dish.ts';
import { labels } from './labels.ts';
import { MenuStock } from './menu-stock.ts';

type Task = { readonly orderId: `order-${string}`; readonly isReceived: boolean };

/** What never reached the kitchen was never on its list. */
const listed = ({ orderId, isReceived }: Task) => (isReceived ? [{ orderId }] : []);

const KitchenTasks = view.KitchenTasks.follows([event], {
  path: 'cooks',
  key: ['orderId'],
  rows: { CookHeld: listed, CookHoldReleased: listed, CookCancelled: listed, CookRejected: listed },
  creates: { CookReceived: take, CookQtyChecked: take },
  updates: {
    'CookHeld, CookStarted, Cooked, CookCancelled, CookRejected': take,
    CookHoldReleased: ({ status }, row) => ({ ...row, status: status ?? row.status }),
  },
});

const MenuStocks = view.MenuStocks.follows([event], {
  key: ['restaurantMenuId'],
  creates: { MenuRegistered: take },
  updates: {
    'StockAdded, StockReserved, StockReturned': ({ left }, row) => ({ ...row, left }),
  },
});

export const Kitchen = boundedContext(context, {
  actors: {
    Kitchen: {
      owns: 'restaurantId',
      issues: ['RegisterMenu', 'AddStock', 'StartCooking', 'FinishCooking', 'RejectCook'],
      reads: { KitchenTasks: 'own', MenuStocks: 'all' },
    },
    // A customer sees what is left before they order; what was left then, the order decides.
    Customer: { reads: { MenuStocks: 'all' } },
    Operator: { reads: 'all' },
  },
  aggregates: { MenuStock, Cook },
  policies: {
    Accept: whenever(Order.event.Ordered, command.ReserveStock),
    queueForKitchen: whenever(event.StockReserved, command.ReceiveCook),
    reportShortage: whenever(event.StockRefused, command.RefuseForStock),
    cancelCook: whenever(
      Order.event.OrderCancelled,
      (cancelled) => (cancelled.cause === 'CUSTOMER' ? command.CancelCook(cancelled) : undefined),
      { sends: [command.CancelCook] },
    ),
    returnStock: whenever([event.CookCancelled, event.CookRejected], command.ReturnStock),
    startAtOnce: whenever(event.CookReceived, command.StartCooking, { when: setting.AUTO_COOK }),
    finishAtOnce: whenever(event.CookStarted, command.FinishCooking, { when: setting.AUTO_COOK }),
  },
  deadlines: {
    COOK_START: deadline({
      starts: event.CookReceived,
      at: (_received, known) => known.now + known.setting(setting.COOK_START) * MINUTE_MS,
      ends: [event.CookStarted, event.CookCancelled, event.CookRejected],
      due: (received) => command.RejectCook({ ...received, reason: '조리 시작 기한 경과' }),
      sends: [command.RejectCook],
    }),
    COOK_REMINDER: reminder({
      starts: event.CookStarted,
      at: (_started, known) => known.now + known.setting(setting.COOK_REMINDER) * MINUTE_MS,
      ends: [event.Cooked],
      work: { ko: '요리가 끝나기를 기다리는 주문', en: 'A dish is still being cooked' },
    }),
  },
  settings: setting,
  views: { KitchenTasks, MenuStocks },
  labels,
});
