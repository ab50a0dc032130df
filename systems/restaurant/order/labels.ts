// What the notes of orders are called.

import type { Label, Labels } from '@dure/domain';

/** The kitchen refuses in the same words. */
export const cookingStarted: Label = [
  '이미 요리가 시작되어 취소할 수 없습니다',
  'Cooking has started; cancelling is no longer possible',
];

export const labels: Labels = {
  context: ['주문', 'Orders'],
  commands: {
    PlaceOrder: ['주문', 'Place order'],
    CancelOrder: ['주문 취소', 'Cancel order'],
    CancelForStock: ['재고부족 취소', 'Cancel for lack of stock'],
    CancelForKitchen: ['식당거절 취소', 'Cancel for the kitchen'],
    RecordCooking: ['요리시작 반영', 'Record cooking'],
    CompleteOrder: ['주문 완료', 'Complete order'],
  },
  events: {
    Ordered: ['주문됨', 'Ordered'],
    OrderCancelled: ['주문취소됨', 'Order cancelled'],
    OrderCookingStarted: ['주문 요리중 반영됨', 'Order in the kitchen'],
    OrderCompleted: ['주문완료됨', 'Order completed'],
  },
  rejections: {
    OrderBusy: [
      '주문이 많습니다. 잠시 후 다시 주문해 주세요',
      'Too many orders now; please order again shortly',
    ],
    CookingStarted: cookingStarted,
    CancelUnavailable: [
      '지금은 취소를 확인할 수 없습니다. 취소되지 않았으니 잠시 후 다시 시도해 주세요',
      'Cancelling cannot be confirmed now. Nothing was cancelled; please try again shortly',
    ],
  },
  views: {
    Orders: ['주문 목록', 'Orders'],
    Intake: ['주문 접수량', 'Orders of this second'],
  },
  reminders: { KitchenSilent: ['식당 확인 지연됨', 'Kitchen slow to answer'] },
  aggregates: { Order: ['주문', 'Order'] },
  states: {
    Order: {
      absent: ['없음', 'None'],
      ordered: ['주문됨', 'Ordered'],
      cooking: ['요리중', 'In the kitchen'],
      completed: ['주문완료', 'Completed'],
      canceled: ['주문취소', 'Cancelled'],
    },
  },
  policies: {
    CookCancelUpdate: ['재고부족이면 주문 취소', 'Cancel what is out of stock'],
    kitchenRejected: ['식당이 거절하면 주문 취소', 'Cancel what the kitchen rejects'],
    followCooking: ['요리 시작 반영', 'Follow the cooking'],
    followDelivery: ['배달 완료 반영', 'Follow the delivery'],
  },
  sagas: { FulfilOrder: ['주문 한 건', 'One order'] },
  deadlines: { ORDER_SILENCE: ['식당 확인 지연 알림', 'The kitchen is slow to answer'] },
  settings: {
    ORDER_RATE_MAX: ['최대 주문 접수량', 'Orders taken at most'],
    ORDER_SILENCE: ['확인 지연 알림 시간', 'When the customer is told that it takes long'],
  },
};
