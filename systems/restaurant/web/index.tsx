// The pages of a restaurant: a customer's phone, the display of the kitchen, and the rider's list.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
// What a customer sees first comes with the list of the pages, and is not waited for.
import { MenusPage } from './menus.tsx';
import { restaurantWords } from './words.ts';

const Orders = lazy(() =>
  import('./orders.tsx').then(({ OrdersPage }) => ({ default: OrdersPage })),
);
const Order = lazy(() => import('./orders.tsx').then(({ OrderPage }) => ({ default: OrderPage })));
const Kitchen = lazy(() =>
  import('./kitchen.tsx').then(({ KitchenPage }) => ({ default: KitchenPage })),
);
const Stock = lazy(() => import('./stock.tsx').then(({ StockPage }) => ({ default: StockPage })));
const Rides = lazy(() => import('./rides.tsx').then(({ RidesPage }) => ({ default: RidesPage })));

const inBoth = inBothOf(restaurantWords);
const [customer, kitchen, rider] = [['Customer'], ['Kitchen'], ['Rider']];

export const pages: BusinessPages = {
  hue: 35,
  icon: 'food',
  pages: [
    { path: '', actors: customer, label: inBoth('menus'), icon: 'food', Page: MenusPage },
    { path: 'my', actors: customer, label: inBoth('myOrders'), icon: 'list', Page: Orders },
    { path: 'my/:orderId', actors: customer, Page: Order },
    {
      path: '',
      actors: kitchen,
      label: inBoth('display'),
      icon: 'food',
      isWide: true,
      Page: Kitchen,
    },
    { path: 'stock', actors: kitchen, label: inBoth('stock'), icon: 'box', Page: Stock },
    { path: '', actors: rider, label: inBoth('rides'), icon: 'truck', Page: Rides },
    inboxPage('Customer', 'Kitchen'),
  ],
};
