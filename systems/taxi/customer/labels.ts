// What the notes of call status and messages are called.

import { labels as notification } from '@dure/notification';
import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['고객', 'Customer messages and status'],
  views: { ...notification.views, CallStatus: ['호출현황', 'Call status'] },
};
