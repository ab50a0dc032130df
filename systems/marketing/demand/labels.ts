// What the notes of demand by district are called, and what is offered.

import type { Labels } from '@dure/domain';

export const says = {
  textKo: '다음 호출 1,000원 할인',
  textEn: '1,000 won off your next call',
} as const;

export const labels: Labels = {
  context: ['수요분석', 'Demand'],
  commands: { OfferDiscount: ['할인 안내', 'Offer discount'] },
  events: { DiscountOffered: ['할인 안내됨', 'Discount offered'] },
  aggregates: { Discount: ['할인', 'Discount'] },
  states: { Discount: { absent: ['없음', 'None'], offered: ['할인안내', 'Offered'] } },
  policies: { winBack: ['다시 부르기', 'Win back'] },
  views: {
    DemandMap: ['지역별 수요', 'Demand by district'],
    Discounts: ['할인 안내', 'Discounts'],
  },
  fields: {
    messageKey: ['메시지 키', 'Message key'],
    textKo: ['한국어 문구', 'Korean text'],
    textEn: ['영어 문구', 'English text'],
  },
};
