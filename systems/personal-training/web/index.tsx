// The pages of personal training: a customer's phone, the desk of the clerks, a trainer's week.

import { lazy } from 'react';
import { inboxPage, inBothOf } from '@dure/web/kit';
import type { BusinessPages } from '@dure/web/kit';
// What a customer sees first comes with the list of the pages, and is not waited for.
import { ApplyPage } from './apply.tsx';
import { ptWords } from './words.ts';

const My = lazy(() => import('./my.tsx').then(({ MyPage }) => ({ default: MyPage })));
const One = lazy(() => import('./one.tsx').then(({ OnePage }) => ({ default: OnePage })));
const Board = lazy(() => import('./board.tsx').then(({ BoardPage }) => ({ default: BoardPage })));
const Status = lazy(() =>
  import('./status.tsx').then(({ StatusPage }) => ({ default: StatusPage })),
);
const Trainers = lazy(() =>
  import('./trainers.tsx').then(({ TrainersPage }) => ({ default: TrainersPage })),
);
const Tasks = lazy(() => import('./tasks.tsx').then(({ TasksPage }) => ({ default: TasksPage })));
const Week = lazy(() => import('./week.tsx').then(({ WeekPage }) => ({ default: WeekPage })));

const inBoth = inBothOf(ptWords);
const [customer, clerk, trainer] = [['Customer'], ['Clerk'], ['Trainer']];

export const pages: BusinessPages = {
  hue: 150,
  icon: 'body',
  pages: [
    { path: '', actors: customer, label: inBoth('apply'), icon: 'plus', Page: ApplyPage },
    { path: 'my', actors: customer, label: inBoth('my'), icon: 'calendar', Page: My },
    { path: 'my/:ptOrderId', actors: customer, Page: One },
    { path: '', actors: clerk, label: inBoth('board'), icon: 'list', isWide: true, Page: Board },
    { path: 'status', actors: clerk, label: inBoth('status'), icon: 'search', Page: Status },
    { path: 'roster', actors: clerk, label: inBoth('trainers'), icon: 'chart', Page: Trainers },
    { path: '', actors: trainer, label: inBoth('tasks'), icon: 'list', Page: Tasks },
    {
      path: 'week',
      actors: trainer,
      label: inBoth('week'),
      icon: 'calendar',
      isWide: true,
      Page: Week,
    },
    inboxPage('Customer', 'Clerk', 'Trainer'),
  ],
};
