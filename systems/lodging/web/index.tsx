// The pages of lodging: a phone for who travels, a desk for who lets rooms.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
// What a customer sees first comes with the list of the pages, and is not waited for.
import { Search } from './search.tsx';
import { lodgingWords } from './words.ts';
import './lodging.css';

const named = inBothOf(lodgingWords);

const Reserve = lazy(() => import('./reserve.tsx').then(({ Reserve }) => ({ default: Reserve })));
const Stays = lazy(() => import('./stays.tsx').then(({ Stays }) => ({ default: Stays })));
const Stay = lazy(() => import('./stay.tsx').then(({ Stay }) => ({ default: Stay })));
const Requests = lazy(() =>
  import('./requests.tsx').then(({ Requests }) => ({ default: Requests })),
);
const Calendar = lazy(() =>
  import('./calendar.tsx').then(({ Calendar }) => ({ default: Calendar })),
);
const Places = lazy(() => import('./places.tsx').then(({ Places }) => ({ default: Places })));

const customer = { actors: ['Customer'] };
const owner = { actors: ['Owner'] };

export const pages: BusinessPages = {
  hue: 195,
  icon: 'bed',
  pages: [
    { ...customer, path: '', label: named('search'), icon: 'search', Page: Search },
    { ...customer, path: 'reserve/:placeId', Page: Reserve },
    { ...customer, path: 'stays', label: named('stays'), icon: 'calendar', Page: Stays },
    { ...customer, path: 'stays/:orderId', Page: Stay },
    { ...owner, path: '', label: named('requests'), icon: 'list', isWide: true, Page: Requests },
    {
      ...owner,
      path: 'calendar',
      label: named('calendar'),
      icon: 'calendar',
      isWide: true,
      Page: Calendar,
    },
    { ...owner, path: 'my-places', label: named('places'), icon: 'bed', Page: Places },
    inboxPage('Customer', 'Owner'),
  ],
};
