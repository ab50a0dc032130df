// Status: one row for each application, from all who know something of it.

import { contract } from '@dure/domain';
import { of } from '../fields.ts';

export const { context, view } = contract('ptstatus', {
  views: {
    Ptstatus: {
      ...of('ptOrderId', 'ptManagerId?', 'ptTrainerId?', 'ptClassId', 'ptCustomerId', 'trainerId?'),
      ...of('ptOrderStatus', 'ptManagerStatus?', 'ptClassName', 'ptCustomerName', 'trainerName?'),
      ...of('ptTrainerStatus|null', 'ptClassDate?', 'ptResult?'),
      // Not in the page: the owner, by the word of their credential, and what each schedule of it
      // has come to.
      ...of('customerId', 'scheduleStatuses'),
    },
  },
});
