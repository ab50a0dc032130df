// Taxi call (택시 호출): a phone calls a taxi, management takes the call, a pool sends the nearest.

import { system } from '@dure/domain';
import { Customer } from './customer/board.ts';
import { labels } from './labels.ts';
import { TaxiAssignment } from './taxiassign/board.ts';
import { Taxicalling } from './taxicall/board.ts';
import { TaxiManagement } from './taximanage/board.ts';

export const Taxi = system('taxi', {
  label: ['택시 호출', 'Taxi call'],
  businessKey: 'callId',
  timeZone: 'Asia/Seoul',
  contexts: [Taxicalling, TaxiManagement, TaxiAssignment, Customer],
  labels,
});
