// What the people and the fields of a restaurant are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  actors: {
    Customer: ['고객', 'Customer'],
    Kitchen: ['식당 주방', 'Restaurant kitchen'],
    Rider: ['배달기사', 'Rider'],
    Operator: ['운영자', 'Operator'],
  },
  fields: {
    orderId: ['주문번호', 'Order number'],
    restaurantId: ['식당번호', 'Restaurant number'],
    restaurantMenuId: ['메뉴번호', 'Menu number'],
    menuNm: ['메뉴이름', 'Menu name'],
    customerId: ['고객번호', 'Customer number'],
    qty: ['수량', 'Portions'],
    left: ['남은 재고', 'Portions left'],
    modifiedDate: ['변경일시', 'Changed at'],
    status: ['상태', 'Status'],
    cause: ['취소원인', 'Cause'],
    cookId: ['요리번호', 'Cooking number'],
    holdId: ['보류번호', 'Hold number'],
    reason: ['사유', 'Reason'],
    retryAfter: ['재시도 대기(초)', 'Retry after (s)'],
    orderStatus: ['주문상태', 'Order status'],
    cookStatus: ['요리상태', 'Cooking status'],
    deliveryStatus: ['배달상태', 'Delivery status'],
    tel: ['휴대폰번호', 'Mobile number'],
    early: ['먼저 온 취소', 'Came first'],
    isReceived: ['접수 여부', 'Whether the kitchen has it'],
    intake: ['접수', 'Intake'],
    second: ['초', 'Second'],
    orders: ['주문 수', 'Orders'],
  },
};
