// The pages of parcel pickup: a customer's phone, the courier's day, and the control room.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
import { pickupWords } from './words.ts';

const Request = lazy(() =>
  import('./request.tsx').then(({ RequestPage }) => ({ default: RequestPage })),
);
const Pickups = lazy(() =>
  import('./pickups.tsx').then(({ PickupsPage }) => ({ default: PickupsPage })),
);
const Pickup = lazy(() =>
  import('./pickups.tsx').then(({ PickupPage }) => ({ default: PickupPage })),
);
const Route = lazy(() => import('./route.tsx').then(({ RoutePage }) => ({ default: RoutePage })));
const Board = lazy(() => import('./board.tsx').then(({ BoardPage }) => ({ default: BoardPage })));

const named = inBothOf(pickupWords);
const [customer, courier, manager] = [['Customer'], ['Courier'], ['PickupManager']];

export const pages: BusinessPages = {
  hue: 305,
  icon: 'box',
  pages: [
    { path: '', actors: customer, label: named('request'), icon: 'box', Page: Request },
    { path: 'my', actors: customer, label: named('myPickups'), icon: 'list', Page: Pickups },
    { path: 'my/:pickupId', actors: customer, Page: Pickup },
    { path: '', actors: courier, label: named('route'), icon: 'truck', Page: Route },
    { path: '', actors: manager, label: named('board'), icon: 'map', isWide: true, Page: Board },
    inboxPage('Customer', 'Courier'),
  ],
};
