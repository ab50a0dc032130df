// What personal training was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'PT-F1': ['고객이 PT수강신청을 한다', 'the customer applies'],
  'PT-F2': ['접수가 되면 고객관리 담당자가 강사를 할당한다', 'the clerk assigns a trainer'],
  'PT-F3': ['강사가 할당 되면 스케줄 확정 요청을 한다', 'a schedule is requested'],
  'PT-F4': ['강사는 스케줄을 확정한다', 'the trainer confirms'],
  'PT-F5': ['확정하면 PT수강신청이 완료된다', 'with that the application is complete'],
  'PT-F6': ['강사는 수업을 진행한 후 수업결과를 등록한다', 'the trainer registers the result'],
  'PT-F7': ['수업결과가 등록되면 고객은 수업결과 확인 알림을 받는다', 'the customer is notified'],
  'PT-F8': ['고객은 PT수강신청을 취소할 수 있다', 'the customer can cancel'],
  'PT-F9': [
    '취소되면 배정된 강사와 확정된 스케줄은 취소된다 (동기 처리)',
    'trainer and schedule are cancelled, synchronously',
  ],
  'PT-F10': [
    '담당자는 강사 배정 및 확정 스케줄을 수시로 확인',
    'the clerk sees assignments and schedules',
  ],
  'PT-F11': ['고객은 진행한 수업결과를 수시로 확인', 'the customer sees results'],
  'PT-N1': [
    '취소는 강사배정 및 확정스케줄 취소가 동시에',
    'assignment and schedule cancelled together',
  ],
  'PT-N2': [
    '신청과 취소는 담당자·강사 스케줄 확정·수업결과 등록과 관계없이 항상 처리 가능',
    'applying and cancelling always possible',
  ],
  'PT-N3': ['담당자는 배정·스케줄 현황을 모니터링 (CQRS)', 'the clerk monitors'],
  'PT-N4': ['고객은 수업결과 현황을 수시로 (CQRS)', 'the customer sees results at any time'],
  'PT-N5': [
    '신규 서비스 추가 시 기존 서비스에 영향이 없도록 열린 아키텍처',
    'open to new services',
  ],
} as const;
