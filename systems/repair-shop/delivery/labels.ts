// What the notes of delivery are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['배송', 'Delivery'],
  commands: {
    AcceptDelivery: ['배송 수락', 'Accept delivery'],
    WithdrawDelivery: ['배송 철회', 'Withdraw delivery'],
    ConfirmDelivery: ['배송 확정', 'Confirm delivery'],
    StartDelivery: ['배송 시작', 'Start delivery'],
    CompleteDelivery: ['배송 완료', 'Complete delivery'],
  },
  events: {
    DeliveryAccepted: ['배송 수락됨', 'Delivery accepted'],
    DeliveryWithdrawn: ['배송 철회됨', 'Delivery withdrawn'],
    DeliveryConfirmed: ['배송 확정됨', 'Delivery confirmed'],
    DeliveryStarted: ['배송 시작됨', 'Delivery started'],
    DeliveryCompleted: ['배송 완료됨', 'Delivery completed'],
  },
  rejections: {
    DeliveryFull: ['배송 한도가 찼습니다', 'No delivery capacity left'],
    DeliveryGone: ['철회된 배송입니다', 'This delivery was withdrawn'],
  },
  views: { DeliveryTasks: ['배송 작업 목록', 'Delivery tasks'] },
  aggregates: { Delivery: ['배송', 'Delivery'] },
  states: {
    Delivery: {
      absent: ['없음', 'None'],
      promised: ['배송요청', 'Requested (promised)'],
      confirmed: ['배송요청', 'Requested'],
      started: ['배송중', 'On the road'],
      completed: ['배송완료', 'Delivered'],
      withdrawn: ['배송철회', 'Withdrawn'],
    },
  },
  policies: {
    confirmDelivery: ['배송 확정', 'Confirm the delivery'],
    startAtOnce: ['바로 배송 시작', 'Start at once'],
  },
  settings: {
    AUTO_START_DELIVERY: ['바로 배송 시작', 'Deliveries start at once'],
    DELIVERY_OPEN_MAX: ['동시 배송 한도', 'Open deliveries that the fleet takes'],
  },
};
