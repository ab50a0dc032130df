// Personal training (PT 수강신청): a customer applies, a clerk assigns, and a trainer holds the class.

import { system } from '@dure/domain';
import { labels } from './labels.ts';
import { Notification } from './notification/board.ts';
import { CustomerCare } from './ptmanager/board.ts';
import { Applications } from './ptorder/board.ts';
import { Status } from './ptstatus/board.ts';
import { Trainers } from './pttrainer/board.ts';

export const PersonalTraining = system('personal-training', {
  label: ['PT 수강신청', 'Personal training'],
  businessKey: 'ptOrderId',
  timeZone: 'Asia/Seoul',
  contexts: [Applications, CustomerCare, Trainers, Status, Notification],
  labels,
});
