// What the repair shop was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'REP-F1': ['접수처에서 수리 신청을 받는다', 'the desk takes a repair request'],
  'REP-F2': [
    '수리처에서 접수처에 접수된 수리를 받고 접수상태를 변경한다',
    "the shop takes in the repair, the receipt's status changes",
  ],
  'REP-F3': [
    '수리처에서 수리 완료한 후 접수상태를 변경한다',
    'the shop completes, the status changes',
  ],
  'REP-F4': [
    '접수처에서 수리 완료된 접수에 대해 결제 요청을 한다',
    'the desk requests payment of a completed repair',
  ],
  'REP-F5': ['고객이 결제하고 접수상태를 변경한다', 'the customer pays, the status changes'],
  'REP-F6': ['접수처에서 수리 취소를 요청한다', 'the desk requests cancellation'],
  'REP-F7': [
    '수리처에서 취소 요청된 수리를 취소하고 접수상태를 변경한다',
    'the shop cancels, the status changes',
  ],
  'REP-F8': [
    '수리처에서 접수처에 접수된 수리를 거절하고 접수상태를 변경한다',
    'the shop rejects, the status changes',
  ],
  'REP-F9': ['배송 요청 → 배송 시작 → 접수상태 변경', 'delivery request, start, status change'],
  'REP-N1': [
    '수리가 완료된 수리접수건에 대해서만 결제가 성립 (Sync)',
    'only a completed repair is paid, synchronously',
  ],
  'REP-N2': [
    '수리처 기능이 수행되지 않더라도 접수는 365일 24시간',
    'receipts 24/7 even without the shop',
  ],
  'REP-N3': [
    '결제시스템 장애 시 결제를 잠시동안 받지 않고 잠시후에 하도록 유도',
    'payment paused while broken, pay later',
  ],
  'REP-N4': ['접수처에서 수시로 접수상태를 확인', 'the desk sees statuses at any time'],
  'REP-N5': ['수리처에서 상태를 변경할 수 있어야 한다', 'the shop can change the status'],
  'REP-N6': ['고객이 직접 결제할 수 있어야 한다', 'customers pay themselves'],
  'REP-N7': [
    '결제 완료시 배송에 대해서는 Request-Response',
    'delivery after payment is request-response',
  ],
  'REP-N8': [
    '접수 99.999 %, 월 1회 미만 배포; 수리 60 % 이상, 주 1회 이상 배포',
    'service levels and cadence',
  ],
} as const;
