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
const Traffic = lazy(() =>
  import('./traffic.tsx').then(({ TrafficPage }) => ({ default: TrafficPage })),
);
const Services = lazy(() =>
  import('./services.tsx').then(({ ServicesPage }) => ({ default: ServicesPage })),
);
const Audit = lazy(() => import('./audit.tsx').then(({ AuditPage }) => ({ default: AuditPage })));
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
  { path: 'views', label: inBoth('views'), icon: 'calendar', isWide: true, Page: Views },
  { path: 'traffic', label: inBoth('traffic'), icon: 'chart', isWide: true, Page: Traffic },
  { path: 'services', label: inBoth('services'), icon: 'box', isWide: true, Page: Services },
  { path: 'audit', label: inBoth('audit'), icon: 'lock', isWide: true, Page: Audit },
  { path: 'faults', label: inBoth('faults'), icon: 'away', isWide: true, Page: Faults },
];
