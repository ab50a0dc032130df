// What customers, clerks and trainers are told, and when.

import { notificationOf, remember } from '@dure/notification';
import type { MessageTable, Recipient } from '@dure/notification';
import * as Ptmanager from '../ptmanager/contract.ts';
import * as Ptorder from '../ptorder/contract.ts';
import * as Pttrainer from '../pttrainer/contract.ts';

const customer: Recipient = { kind: 'customer', by: 'customerId', phone: 'customerTel' };
const clerk: Recipient = { kind: 'clerk' };
const trainer: Recipient = { kind: 'trainer', by: 'trainerId', phone: 'trainerTel' };
const told: Recipient = { ...trainer, by: 'toldTrainerId' };

export const table: MessageTable = {
  business: 'personal-training',
  businessKey: 'ptOrderId',

  remembers: [remember(Ptorder.event.PtOrdered, 'customerTel')],

  messages: [
    {
      on: Ptorder.event.PtOrderCompleted,
      status: 'ORDER_COMPLETED',
      to: customer,
      ko: '[PT] {ptClassName} 수업이 확정되었습니다. 일정은 현황에서 확인해 주세요',
      en: '[PT] {ptClassName} is confirmed. See your status page for the date',
    },
    {
      on: Ptorder.event.PtResultRead,
      status: 'RESULT_READY',
      to: customer,
      ko: '[PT] {ptClassName} 수업결과가 등록되었습니다. 확인해 주세요',
      en: '[PT] The result of {ptClassName} is ready for you',
    },
    {
      on: Ptorder.event.PtOrderCanceled,
      status: 'ORDER_CANCELED',
      to: customer,
      ko: '[PT] {ptClassName} 수강신청이 취소되었습니다',
      en: '[PT] Your application for {ptClassName} is cancelled',
    },
    {
      on: Ptorder.event.PtCancelRefused,
      status: 'CANCEL_REFUSED',
      to: customer,
      ko: '[PT] 수업결과가 이미 등록되어 취소되지 않았습니다',
      en: '[PT] Not cancelled: the result had been registered',
    },
    {
      on: Ptmanager.event.PtOrderReturned,
      status: 'ORDER_RECEIVED',
      to: clerk,
      ko: '[PT] {trainerName} 강사가 거절했습니다. 다시 배정해 주세요. 사유: {reason}',
      en: '[PT] {trainerName} declined: {reason}. Please assign again',
      recurs: true,
    },
    {
      on: Pttrainer.event.PtScheduleRequested,
      status: 'SCHEDULE_REQUESTED',
      to: trainer,
      ko: '[PT] {customerName}님 {ptClassName} 일정을 확정해 주세요',
      en: '[PT] Please confirm a date for {customerName}, {ptClassName}',
      recurs: true,
    },
    {
      on: Pttrainer.event.PtScheduleCanceled,
      status: 'SCHEDULE_CANCELED',
      to: told,
      ko: '[PT] {ptClassDate} 수업이 취소되었습니다',
      en: '[PT] The class of {ptClassDate} is cancelled',
    },
    // Not in the page's table: the words of its reminder RESULT_REMINDER.
    {
      on: Pttrainer.remind.ResultReminded,
      status: 'RESULT_REMINDED',
      to: trainer,
      ko: '[PT] {ptClassDate} 수업의 결과를 등록해 주세요',
      en: '[PT] Please register the result of the class of {ptClassDate}',
    },
  ],

  // A class may be called off before it has a date.
  words: { ptClassDate: { '': ['날짜를 정하지 않은', 'no date yet'] } },
};

export const Notification = notificationOf({ ...table, actors: ['Customer', 'Clerk', 'Trainer'] });
