// What the people, the fields and the systems around personal training are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    Customer: ['고객', 'Customer'],
    Clerk: ['고객관리 담당자', 'Customer-care clerk'],
    Trainer: ['강사', 'Trainer'],
    Operator: ['운영자', 'Operator'],
  },
  // Said by the application, and by the trainer's calendar when it is asked to cancel.
  rejections: {
    ResultAlreadyCreated: [
      '수업결과가 등록되어 취소할 수 없습니다',
      'A result exists; cancelling is no longer possible',
    ],
  },
  fields: {
    ptOrderId: ['수강신청번호', 'Application number'],
    ptManagerId: ['담당접수번호', 'Care case number'],
    ptTrainerId: ['스케줄번호', 'Schedule number'],
    trainerId: ['강사번호', 'Trainer number'],
    trainerName: ['강사이름', "Trainer's name"],
    trainerTel: ['강사 휴대폰번호', "Trainer's mobile number"],
    status: ['상태', 'Status'],
    ptClassId: ['수업번호', 'Class number'],
    ptClassName: ['수업이름', 'Class name'],
    customerId: ['고객번호', 'Customer number'],
    customerName: ['고객이름', "Customer's name"],
    customerTel: ['고객 휴대폰번호', "Customer's mobile number"],
    ptClassDate: ['수업일시', 'Class date'],
    ptResult: ['수업결과', 'Class result'],
    reason: ['사유', 'Reason'],
    otherPtTrainerId: ['겹치는 스케줄번호', 'The schedule that overlaps'],
    ptOrderStatus: ['신청상태', 'Application status'],
    ptManagerStatus: ['담당상태', 'Care status'],
    ptTrainerStatus: ['스케줄상태', 'Schedule status'],
    ptCustomerId: ['고객번호', 'Customer number'],
    ptCustomerName: ['고객이름', "Customer's name"],
    toldTrainerId: ['알림 받는 강사', 'Trainer who is told'],
    scheduleStatuses: ['스케줄별 상태', 'What each schedule came to'],
    gym: ['지점', 'Gym'],
    openSchedules: ['강사별 진행 건수', 'Open schedules by trainer'],
  },
};
