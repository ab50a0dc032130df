// What customers and kitchens are told, in which words.

import { hours, wordings } from '@dure/notification';
import type { Words } from '@dure/notification';

export const says = wordings({
  'ORDER : ORDERED': {
    ko: '[식당] 주문 {orderId}을(를) 받았습니다. 수량 {qty}',
    en: '[Restaurant] Order {orderId} received, {qty} portions',
  },
  // A cancelled order has three statuses, by its cause.
  '{status}': {
    lasts: hours(3),
    ko: '[식당] 주문 {orderId}이(가) 취소되었습니다. 사유: {cause} {reason}',
    en: '[Restaurant] Order {orderId} is cancelled: {cause} {reason}',
  },
  'COOK : COOKING': {
    lasts: 30,
    ko: '[식당] 주문 {orderId}의 요리를 시작했습니다',
    en: '[Restaurant] Cooking of order {orderId} has started',
  },
  'DELIVERY : SHIPPED': {
    ko: '[식당] 주문 {orderId}이(가) 출발했습니다',
    en: '[Restaurant] Order {orderId} is on its way',
  },
  'DELIVERY : DELIVERY FIN': {
    ko: '[식당] 주문 {orderId}이(가) 배달되었습니다. 맛있게 드세요',
    en: '[Restaurant] Order {orderId} was delivered. Enjoy',
  },
  'COOK : ORDER RECEIPT': {
    ko: '[식당] 새 주문 {orderId}, 수량 {qty}',
    en: '[Restaurant] New order {orderId}, {qty} portions',
  },
  'ORDER : SILENCE': {
    lasts: 15,
    ko: '[식당] 식당 확인이 늦어지고 있습니다. 취소하실 수 있습니다',
    en: '[Restaurant] The restaurant is slow to answer; you may cancel',
  },
});

export const words: Words = {
  cause: {
    CUSTOMER: ['고객취소', 'Cancelled by the customer'],
    QTY_OVER: ['재고부족 취소', 'Cancelled, out of stock'],
    KITCHEN: ['식당거절 취소', 'Cancelled by the kitchen'],
  },
};
