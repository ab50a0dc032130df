// What the restaurant was asked for. Each is in the name of a test that shows it.

export const requirements = {
  'RES-F1': ['고객이 주문을 하면 주문정보를 바탕으로 요리가 시작된다', 'an order starts cooking'],
  'RES-F2': ['요리가 완료되면 배달이 시작된다', 'finished cooking starts delivery'],
  'RES-F3': ['고객이 주문취소를 하게 되면 요리가 취소된다', 'cancelling the order cancels cooking'],
  'RES-F4': ['고객 주문 시 재고가 없을 경우 주문이 취소된다', 'no stock cancels the order'],
  'RES-F5': ['Mypage를 통해 주문과 요리, 배달의 전체 상황을 조회', 'Mypage shows everything'],
  'RES-F6': [
    '주문된 주문정보를 레스토랑으로 전달; 본인의 주문을 취소; 요리취소 내용을 고객에게 전달; 주문 시 재고량 체크',
    'the restaurant gets the order; own orders only; the customer is told; stock is checked',
  ],
  'RES-N1': ['주문 취소시 요리취소가 함께 처리 (Sync)', 'order and cooking cancelled together'],
  'RES-N2': ['재고 부족시 주문이 함께 취소', 'lack of stock cancels the order too'],
  'RES-N3': [
    '주문시스템이 과중되면 사용자를 잠시동안 받지 않고 잠시후에',
    'under load pause and invite to retry',
  ],
  'RES-N4': ['mypage로 전체 상황 조회 (CQRS)', 'overall view'],
  'RES-N5': [
    '주문·배달 접수, 재고부족 취소는 비동기로 블로킹 없이',
    'intake, delivery, shortage asynchronous',
  ],
} as const;
