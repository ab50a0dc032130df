// The pages of a repair shop: the customer's phone, the desk, the board of the shop, the driver's
// phone, and the display on the wall.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
import { repairWords } from './words.ts';

const MyCar = lazy(() => import('./car.tsx').then(({ MyCarPage }) => ({ default: MyCarPage })));
const MyRepair = lazy(() =>
  import('./car.tsx').then(({ MyRepairPage }) => ({ default: MyRepairPage })),
);
const Desk = lazy(() => import('./desk.tsx').then(({ DeskPage }) => ({ default: DeskPage })));
const Receipts = lazy(() =>
  import('./receipts.tsx').then(({ ReceiptsPage }) => ({ default: ReceiptsPage })),
);
const Receipt = lazy(() =>
  import('./receipts.tsx').then(({ ReceiptPage }) => ({ default: ReceiptPage })),
);
const Shop = lazy(() => import('./shop.tsx').then(({ ShopPage }) => ({ default: ShopPage })));
const Drive = lazy(() => import('./drive.tsx').then(({ DrivePage }) => ({ default: DrivePage })));
const Display = lazy(() =>
  import('./display.tsx').then(({ DisplayPage }) => ({ default: DisplayPage })),
);

const named = inBothOf(repairWords);
const customer = { actors: ['Customer'] };
const desk = { actors: ['ReceptionDesk'] };

export const pages: BusinessPages = {
  hue: 255,
  icon: 'wrench',
  pages: [
    { ...customer, path: '', label: named('myCar'), icon: 'car', Page: MyCar },
    { ...customer, path: 'receipts/:receiptId', Page: MyRepair },
    { ...desk, path: '', label: named('desk'), icon: 'plus', isWide: true, Page: Desk },
    { ...desk, path: 'receipts', label: named('receipts'), icon: 'list', Page: Receipts },
    { ...desk, path: 'receipts/:receiptId', Page: Receipt },
    {
      actors: ['RepairShop'],
      path: '',
      label: named('shop'),
      icon: 'wrench',
      isWide: true,
      Page: Shop,
    },
    { actors: ['DeliveryDriver'], path: '', label: named('drive'), icon: 'truck', Page: Drive },
    inboxPage('Customer', 'RepairShop'),
    {
      actors: ['ReceptionDesk', 'RepairShop', 'Operator'],
      path: 'display',
      isBare: true,
      Page: Display,
    },
  ],
};
