// What the notes of delivery are called.

import type { Labels } from '@dure/domain';

export const labels: Labels = {
  context: ['배달', 'Delivery'],
  commands: {
    PrepareDelivery: ['배달 준비', 'Prepare delivery'],
    StartDelivery: ['배달 시작', 'Start delivery'],
    CompleteDelivery: ['배달 완료', 'Complete delivery'],
  },
  events: {
    DeliveryPrepared: ['배달준비됨', 'Ready for delivery'],
    Shipped: ['배달시작됨', 'Delivery started'],
    DeliveryCompleted: ['배달완료됨', 'Delivered'],
  },
  views: { Deliveries: ['배달 목록', 'Deliveries'] },
  aggregates: { Delivery: ['배달', 'Delivery'] },
  states: {
    Delivery: {
      absent: ['없음', 'None'],
      prepared: ['배달대기', 'Ready'],
      shipped: ['배달중', 'On the way'],
      delivered: ['배달완료', 'Delivered'],
    },
  },
  policies: {
    Ship: ['배달 준비', 'Prepare what is cooked'],
    shipAtOnce: ['바로 배달 시작', 'Ship at once'],
    completeAtOnce: ['바로 배달 완료', 'Complete at once'],
  },
  deadlines: { DELIVERY_REMINDER: ['배달 지연 알림', 'The delivery takes long'] },
  settings: {
    DELIVERY_REMINDER: ['배달 지연 알림 시간', 'When the riders are reminded of a delivery'],
    AUTO_SHIP: ['자동 배달', 'Whether delivery starts and ends by itself'],
  },
};
