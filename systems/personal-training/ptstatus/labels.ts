// What the notes of status are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['현황', 'Status'],
  views: { Ptstatus: ['수강신청 현황', 'Application status'] },
};
