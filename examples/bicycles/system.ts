// A bicycle rental: every word of the vocabulary on one small wall.

import { system } from '@dure/domain';
import { Garage } from './garage/board.ts';
import { Rental } from './rental/board.ts';

// #region system
export const Bicycles = system('bicycles', {
  label: ['자전거 대여', 'Bicycle rental'],
  businessKey: 'bikeId',
  timeZone: 'Asia/Seoul',
  contexts: [Rental, Garage],
  labels: { fields: { bikeId: ['자전거 번호', 'Bicycle'] } },
});
// #endregion system
