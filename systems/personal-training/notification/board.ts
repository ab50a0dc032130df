// What customers, clerks and trainers are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';
import { says, words } from './labels.ts';

const customer: Recipient = { kind: 'customer', by: 'customerId', phone: 'customerTel' };
const clerk: Recipient = { kind: 'clerk' };
const trainer: Recipient = { kind: 'trainer', by: 'trainerId', phone: 'trainerTel' };
/** Who has heard of the class that is called off. */
const told: Recipient = { ...trainer, by: 'toldTrainerId' };

export const table: MessageTable = {
  business: 'personal-training',
  businessKey: 'ptOrderId',

  remembers: [remember(Ptorder.event.PtOrdered, 'customerTel')],

  messages: [
    { on: Ptorder.event.PtOrderCompleted, to: customer, ...says('ORDER_COMPLETED') },
    { on: Ptorder.event.PtResultRead, to: customer, ...says('RESULT_READY') },
    { on: Ptorder.event.PtOrderCanceled, to: customer, ...says('ORDER_CANCELED') },
    { on: Ptorder.event.PtCancelRefused, to: customer, ...says('CANCEL_REFUSED') },
    { on: Ptmanager.event.PtOrderReturned, to: clerk, ...says('ORDER_RECEIVED') },
    { on: Pttrainer.event.PtScheduleRequested, to: trainer, ...says('SCHEDULE_REQUESTED') },
    { on: Pttrainer.event.PtScheduleCanceled, to: told, ...says('SCHEDULE_CANCELED') },
    // Not in the page's table: the words of its reminder RESULT_REMINDER.
    { on: Pttrainer.remind.ResultReminded, to: trainer, ...says('RESULT_REMINDED') },
  ],
  words,
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Clerk', 'Trainer'] });
