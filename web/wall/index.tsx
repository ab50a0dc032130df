// The console: what those who run a business look at. It is loaded for operators alone.

import { lazy } from 'react';
import type { BusinessPage } from '../kit/registry.ts';
import { inBoth } from './words.ts';

const Wall = lazy(() => import('./wall.tsx').then(({ WallPage }) => ({ default: WallPage })));
const Cases = lazy(() => import('./cases.tsx').then(({ CasesPage }) => ({ default: CasesPage })));
const Case = lazy(() => import('./case.tsx').then(({ CasePage }) => ({ default: CasePage })));
const Parked = lazy(() =>
  import('./parked-page.tsx').then(({ ParkedPage }) => ({ default: ParkedPage })),
);
const Work = lazy(() => import('./work.tsx').then(({ WorkPage }) => ({ default: WorkPage })));
const Views = lazy(() => import('./views.tsx').then(({ ViewsPage }) => ({ default: ViewsPage })));
const Faults = lazy(() =>
  import('./faults.tsx').then(({ FaultsPage }) => ({ default: FaultsPage })),
);

export const consolePages: readonly BusinessPage[] = [
  { path: '', label: inBoth('wall'), icon: 'wall', isWide: true, Page: Wall },
  { path: 'wall', isWide: true, Page: Wall },
  { path: 'cases', label: inBoth('cases'), icon: 'list', isWide: true, Page: Cases },
  { path: 'cases/:caseId', isWide: true, Page: Case },
  { path: 'parked', label: inBoth('parked'), icon: 'warn', isWide: true, Page: Parked },
  { path: 'work', label: inBoth('work'), icon: 'person', isWide: true, Page: Work },
  { path: 'views', label: inBoth('views'), icon: 'chart', isWide: true, Page: Views },
  { path: 'faults', label: inBoth('faults'), icon: 'away', isWide: true, Page: Faults },
];
