// What taxi call was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'TAX-F1': [
    '고객이 필요한 자율운행 택시등급을 선택하고 호출 요청한다',
    'the customer chooses a class and calls',
  ],
  'TAX-F2': [
    '고객 위치에서 가용 택시를 조회 후 택시를 할당 요청한다',
    'find available taxis near the customer, request assignment',
  ],
  'TAX-F3': ['할당요청된 택시중 하나를 자동할당 한다', 'one taxi is assigned automatically'],
  'TAX-F4': ['할당 즉시, 고객에게 호출완료 정보를 전달 한다', 'the customer is told at once'],
  'TAX-F5': ['고객은 택시호출을 취소 할 수 있다', 'the customer can cancel'],
  'TAX-F6': ['호출이 취소 되면 해당 할당을 취소한다', 'cancelling cancels the assignment'],
  'TAX-F7': [
    '고객은 호출상태를 중간중간 조회하고 카톡으로 받는다',
    'status at any time and by Kakao',
  ],
  'TAX-F8': [
    '호출상태 및 할당상태를 갱신한다; 취소상태로 갱신한다; 고객이 호출진행내역을 볼 수 있어야 한다',
    'statuses are updated; the history can be seen',
  ],
  'TAX-N1': [
    '택시 할당확인 되지 않으면 고객 호출요청을 할 수 없다 (Sync)',
    'no call without an accepted assignment request',
  ],
  'TAX-N2': [
    '할당요청은 할당확인 기능이 동작하지 않더라도 365일 24시간 (Async)',
    'assignment requests 24/7 though assignment is down',
  ],
  'TAX-N3': [
    '호출요청이 과중되면 할당확인 요청을 잠시동안 받지 않고 잠시후에',
    'under load pause and invite to retry',
  ],
  'TAX-N4': ['호출상태 조회, 할당/할당취소 여부를 카톡으로 (CQRS)', 'status view and messages'],
  'TAX-N5': [
    '나머지 서비스 간 트랜잭션은 Eventual Consistency를 기본으로',
    'everything else is eventually consistent',
  ],
} as const;
