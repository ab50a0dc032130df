// In which words customers, clerks and trainers are told; `{field}` stands for the field's value.

import { days, wordings } from '@dure/notification';
import type { Words } from '@dure/notification';

export const says = wordings({
  ORDER_COMPLETED: {
    lasts: days(1),
    ko: '[PT] {ptClassName} 수업이 확정되었습니다. 일정은 현황에서 확인해 주세요',
    en: '[PT] {ptClassName} is confirmed. See your status page for the date',
  },
  RESULT_READY: {
    lasts: days(2),
    ko: '[PT] {ptClassName} 수업결과가 등록되었습니다. 확인해 주세요',
    en: '[PT] The result of {ptClassName} is ready for you',
  },
  ORDER_CANCELED: {
    lasts: days(1),
    ko: '[PT] {ptClassName} 수강신청이 취소되었습니다',
    en: '[PT] Your application for {ptClassName} is cancelled',
  },
  CANCEL_REFUSED: {
    lasts: days(1),
    ko: '[PT] 수업결과가 이미 등록되어 취소되지 않았습니다',
    en: '[PT] Not cancelled: the result had been registered',
  },
  ORDER_RECEIVED: {
    ko: '[PT] {trainerName} 강사가 거절했습니다. 다시 배정해 주세요. 사유: {reason}',
    en: '[PT] {trainerName} declined: {reason}. Please assign again',
    recurs: true,
  },
  SCHEDULE_REQUESTED: {
    lasts: days(1),
    ko: '[PT] {customerName}님 {ptClassName} 일정을 확정해 주세요',
    en: '[PT] Please confirm a date for {customerName}, {ptClassName}',
    recurs: true,
  },
  SCHEDULE_CANCELED: {
    lasts: days(1),
    ko: '[PT] {ptClassDate} 수업이 취소되었습니다',
    en: '[PT] The class of {ptClassDate} is cancelled',
  },
  RESULT_REMINDED: {
    ko: '[PT] {ptClassDate} 수업의 결과를 등록해 주세요',
    en: '[PT] Please register the result of the class of {ptClassDate}',
  },
});

/** A class may be called off before it has a date. */
export const words: Words = { ptClassDate: { '': ['날짜를 정하지 않은', 'no date yet'] } };
