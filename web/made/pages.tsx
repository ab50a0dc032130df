// The pages of any business, without a line written for it: what is to do, what there is, what can
// be begun, and a page for each row. A business replaces each by a page at the same path.

import { lazy } from 'react';
import type { InBoth } from '../kit/described.ts';
import type { IconName } from '../kit/parts/icon.tsx';
import type { BusinessPage } from '../kit/registry.ts';
import { isFor } from '../kit/registry.ts';
import { InboxPage } from '../kit/parts/inbox.tsx';
import { inBothOf } from '../kit/look/words.ts';
import type { Visit } from '../kit/requests/who.tsx';
import { hasInbox, pathOfView, viewsOf } from './wall.ts';
import { madeWords } from './words.ts';

const Home = lazy(() => import('./home.tsx').then(({ Home }) => ({ default: Home })));
const ViewPage = lazy(() => import('./list.tsx').then(({ ViewPage }) => ({ default: ViewPage })));
const CasePage = lazy(() => import('./case.tsx').then(({ CasePage }) => ({ default: CasePage })));
const BeginPage = lazy(() =>
  import('./begin.tsx').then(({ BeginPage }) => ({ default: BeginPage })),
);

const KitPage = lazy(() => import('./kit-page.tsx').then(({ KitPage }) => ({ default: KitPage })));

const inBoth = inBothOf(madeWords);

const icons: readonly IconName[] = ['list', 'calendar', 'box', 'chart'];

/** So many lists stand in the navigation; the others are reached from the first page. */
const LISTS_MAX = 3;

const isAlike = (one: InBoth, other: InBoth): boolean => one.ko === other.ko || one.en === other.en;

/** @param own the pages that the business has itself: what they lead to needs no second way. */
export const madePages = (visit: Visit, own: readonly BusinessPage[]): readonly BusinessPage[] => {
  const hasOwn = own.some((page) => page.path === '' && isFor(page, visit.actor));
  const isShown = !own.some((page) => page.label && isFor(page, visit.actor) && page.path !== '');
  const named = own.flatMap((page) => (page.label && isFor(page, visit.actor) ? page.label : []));
  // Two ways of one name would leave one guessing which is which.
  const views = viewsOf(visit).filter(({ label }) => !named.some((own) => isAlike(own, label)));
  const lists = views.slice(0, isShown ? LISTS_MAX : 0);
  const inbox = { path: 'inbox', icon: 'bell', Page: InboxPage } as const;
  const isNamed = isShown && hasInbox(visit);
  return [
    ...(hasOwn ? [] : [{ path: '', label: inBoth('start'), icon: 'home' as const, Page: Home }]),
    ...lists.map((view, at) => ({
      path: pathOfView(view),
      label: view.label,
      icon: icons[at] ?? 'list',
      isWide: true,
      Page: () => <ViewPage params={{ view: pathOfView(view) }} />,
    })),
    isNamed ? { ...inbox, label: inBoth('inbox') } : inbox,
    { path: 'begin/:command', Page: BeginPage },
    { path: 'all', Page: Home },
    { path: 'kit', Page: KitPage },
    { path: ':view', isWide: true, Page: ViewPage },
    { path: ':view/:key', Page: CasePage },
    { path: ':view/:key/:second', Page: CasePage },
  ];
};
