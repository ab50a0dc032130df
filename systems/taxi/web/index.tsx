// The pages of the taxi: calling one on a phone, the driver's ride, and the fleet.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
// What a customer sees first comes with the list of the pages, and is not waited for.
import { CallPage } from './call.tsx';
import { taxiWords } from './words.ts';

const Calls = lazy(() => import('./calls.tsx').then(({ CallsPage }) => ({ default: CallsPage })));
const OneCall = lazy(() =>
  import('./calls.tsx').then(({ OneCallPage }) => ({ default: OneCallPage })),
);
const Drive = lazy(() => import('./drive.tsx').then(({ DrivePage }) => ({ default: DrivePage })));
const Fleet = lazy(() => import('./fleet.tsx').then(({ FleetPage }) => ({ default: FleetPage })));

const inBoth = inBothOf(taxiWords);
const [customer, driver, manager] = [['Customer'], ['Driver'], ['TaxiManager']];

export const pages: BusinessPages = {
  hue: 85,
  icon: 'car',
  pages: [
    { path: '', actors: customer, label: inBoth('call'), icon: 'car', Page: CallPage },
    { path: 'my', actors: customer, label: inBoth('myCalls'), icon: 'list', Page: Calls },
    { path: 'my/:callId', actors: customer, Page: OneCall },
    { path: '', actors: driver, label: inBoth('drive'), icon: 'car', Page: Drive },
    { path: '', actors: manager, label: inBoth('fleet'), icon: 'map', isWide: true, Page: Fleet },
    inboxPage('Customer', 'Driver'),
  ],
};
