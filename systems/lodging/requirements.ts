// What lodging was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'STY-F1': ['고객이 숙소를 예약한다', 'the customer reserves'],
  'STY-F2': ['고객이 결제한다', 'the customer pays'],
  'STY-F3': [
    '결제가 되면 예약내역이 숙박업소주인에게 전달된다',
    'once paid the owner gets the reservation',
  ],
  'STY-F4': ['업소주인이 확인하여 예약확정을 한다', 'the owner confirms'],
  'STY-F5': ['고객이 예약을 취소할 수 있다', 'the customer can cancel'],
  'STY-F6': ['고객이 예약상태를 중간중간 조회한다', 'status at any time'],
  'STY-F7': ['재고생성; 재고 없으면 보상 (결제취소→예약취소)', 'stock; compensation'],
  'STY-N1': [
    '결제가 되지 않은 예약건은 거래가 성립되지 않아야 한다 (Sync)',
    'no reservation without payment',
  ],
  'STY-N2': [
    '예약관리 기능이 수행되지 않더라도 예약은 365일 24시간 (Async)',
    'reserving 24/7 though management is down',
  ],
  'STY-N3': [
    '결제시스템이 과중되면 잠시동안 받지 않고 잠시후에',
    'payment under load: pause and retry',
  ],
  'STY-N4': ['예약상태를 예약시스템(프론트엔드)에서 확인 (CQRS)', 'status in the front end'],
} as const;
