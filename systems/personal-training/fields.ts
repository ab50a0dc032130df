// The field dictionary of personal training: what each word means, once.

import { dictionary } from '@dure/domain';
import { about, byName, count, id, personal, stamped, text, textOf } from '@dure/domain/shapes';
import { datetime, phone } from '@dure/domain/korea';

export const { of } = dictionary({
  ptOrderId: id('ptorder'),
  ptManagerId: id('ptmanager'),
  ptTrainerId: id('pttrainer'),
  trainerId: id('trainer'),
  trainerName: personal(text, 'trainerId'),
  trainerTel: personal(phone, 'trainerId'),
  status: stamped,
  ptClassId: id('ptclass'),
  ptClassName: text,
  customerId: id('customer'),
  customerName: personal(text, 'customerId'),
  customerTel: personal(phone, 'customerId'),
  ptClassDate: datetime,
  ptResult: about(textOf(2_000), 'customerId'),
  reason: textOf(200),
  otherPtTrainerId: id('pttrainer'),
  ptOrderStatus: text,
  ptManagerStatus: text,
  ptTrainerStatus: text,
  ptCustomerId: id('customer'),
  ptCustomerName: personal(text, 'ptCustomerId'),

  // Not in the page: who is told of a cancellation, what each schedule of an application has come
  // to, and how many schedules each trainer of a gym has ahead.
  toldTrainerId: id('trainer'),
  scheduleStatuses: byName(text),
  gym: text,
  openSchedules: byName(count({ min: 0 })),
});

/** Whether something is an id of a kind. */
export const isIdOf =
  <const Kind extends string>(kind: Kind) =>
  (id: unknown): id is `${Kind}-${string}` =>
    typeof id === 'string' && id.startsWith(`${kind}-`);
