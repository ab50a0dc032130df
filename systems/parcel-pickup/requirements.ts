// What parcel pickup was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'PIC-F1': [
    '고객이 택배유형(10kg이상, 10kg 이하)을 선택하고 픽업 요청한다',
    'choose parcel type, request pickup',
  ],
  'PIC-F2': [
    '고객 위치 근처의 택배기사를 조회 후 택배기사를 할당 요청한다',
    'find couriers near the customer, request assignment',
  ],
  'PIC-F3': ['할당요청된 택배기사중 하나를 자동할당 한다', 'one courier is assigned automatically'],
  'PIC-F4': ['할당 즉시, 고객에게 할당완료 정보를 전달 한다', 'the customer is told at once'],
  'PIC-F5': ['고객은 택배기사호출을 취소 할 수 있다', 'the customer can cancel'],
  'PIC-F6': ['호출이 취소 되면 해당 할당을 취소한다', 'cancelling cancels the assignment'],
  'PIC-F7': ['고객은 상태를 중간중간 조회하고 카톡으로 받는다', 'status at any time and by Kakao'],
  'PIC-F8': [
    '호출상태 및 할당상태를 갱신; 취소상태로 갱신; 호출진행내역 조회',
    'statuses are updated; the history can be seen',
  ],
  'PIC-N1': [
    '택배기사가 할당확인 되지 않으면 고객은 호출요청을 할 수 없다 (Sync)',
    'no request without an accepted assignment request',
  ],
  'PIC-N2': [
    '할당요청은 할당확인 기능이 동작하지 않더라도 365일 24시간 (Async)',
    'assignment requests 24/7 though assignment is down',
  ],
  'PIC-N3': [
    '호출요청이 과중되면 할당확인 요청을 잠시동안 받지 않고 잠시후에',
    'under load pause and invite to retry',
  ],
  'PIC-N4': ['호출상태 조회, 할당/할당취소 여부를 카톡으로 (CQRS)', 'status view and messages'],
  'PIC-N5': [
    '나머지 서비스 간 트랜잭션은 Eventual Consistency를 기본으로',
    'everything else is eventually consistent',
  ],
} as const;
