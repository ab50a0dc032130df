// What the notes of mypage are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['마이페이지', 'Mypage'],
  views: { Mypage: ['마이페이지', 'Mypage'] },
};
