// What the notes of the status display are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['현황', 'Status display'],
  views: { Display: ['현황', 'Status display'] },
};
