// Who walks about in the demo, and what happened before at 을지면옥, 성수분식 and 망원족발: an order
// that was delivered, one that is being cooked, and one for which there was not enough.

import { addDays, MINUTE_MS } from '@dure/domain';
import { dayOf, instantAt } from '@dure/domain/korea';
import type { Demo, DemoStep, Persona } from '@dure/rehearsal';
import { inTurn, operator } from '@dure/rehearsal/demo';
import * as Cook from './cook/contract.ts';
import * as Delivery from './delivery/contract.ts';
import * as Order from './order/contract.ts';

type Name = readonly [ko: string, en: string];

const customer = (number: number, label: Name, tel?: string): Persona => {
  const customerId = `customer-${number}`;
  const claims = { customerId, recipient: `customer:${customerId}`, ...(tel ? { tel } : {}) };
  return { actor: 'Customer', subject: customerId, label, claims };
};

const kitchen = (number: number, label: Name): Persona => {
  const restaurantId = `restaurant-${number}`;
  const claims = { restaurantId, recipient: `kitchen:${restaurantId}` };
  return { actor: 'Kitchen', subject: restaurantId, label, claims };
};

const rider = (number: number, label: Name): Persona => ({
  actor: 'Rider',
  subject: `rider-${number}`,
  label,
  claims: {},
});

const hong = customer(1, ['홍길동', 'Hong Gil-dong'], '01022223333');
const seong = customer(2, ['성춘향', 'Seong Chun-hyang'], '01033334444');
const mong = customer(3, ['이몽룡', 'Lee Mong-ryong']);
const euljiro = kitchen(1, [
  '김정숙 (을지면옥, 중구 을지로)',
  'Kim Jeong-suk, Eulji Myeonok, Jung',
]);
const seongsu = kitchen(2, [
  '박성호 (성수분식, 성동구 서울숲길)',
  'Park Seong-ho, Seongsu Bunsik, Seongdong',
]);
const mangwon = kitchen(3, [
  '이은주 (망원족발, 마포구 월드컵로)',
  'Lee Eun-ju, Mangwon Jokbal, Mapo',
]);
const oh = rider(1, ['오진우', 'Oh Jin-woo']);

const personas: readonly Persona[] = [
  hong,
  seong,
  mong,
  euljiro,
  seongsu,
  mangwon,
  oh,
  rider(2, ['신예린', 'Shin Ye-rin']),
  operator,
];

const { PlaceOrder } = Order.command;
const { FinishCooking, RegisterMenu, StartCooking } = Cook.command;
const { CompleteDelivery, StartDelivery } = Delivery.command;

const menus = [
  [euljiro, 'restaurant-1', 'menu-11', '평양냉면', 20],
  [euljiro, 'restaurant-1', 'menu-12', '편육', 10],
  [seongsu, 'restaurant-2', 'menu-21', '떡볶이', 30],
  [seongsu, 'restaurant-2', 'menu-22', '김밥', 40],
  [mangwon, 'restaurant-3', 'menu-31', '족발 대', 8],
  [mangwon, 'restaurant-3', 'menu-32', '막국수', 15],
] as const;

/** The menus of the page. */
export const opening = (day: string): readonly DemoStep[] =>
  inTurn(
    instantAt(day, '09:00'),
    MINUTE_MS,
    menus.map(([by, restaurantId, restaurantMenuId, menuNm, qty]) => [
      by,
      RegisterMenu({ restaurantId, restaurantMenuId, menuNm, qty }),
    ]),
  );

const delivered = (day: string): readonly DemoStep[] => {
  const named = { orderId: 'order-1' } as const;
  const tteokbokki = { restaurantId: 'restaurant-2', restaurantMenuId: 'menu-21' } as const;
  return inTurn(instantAt(day, '18:30'), 8 * MINUTE_MS, [
    [seong, PlaceOrder({ ...named, ...tteokbokki, customerId: 'customer-2', qty: 2 })],
    [seongsu, StartCooking(named)],
    [seongsu, FinishCooking(named)],
    [oh, StartDelivery(named)],
    [oh, CompleteDelivery(named)],
  ]);
};

const outOfStock = (day: string): readonly DemoStep[] => {
  const pyeonyuk = { restaurantId: 'restaurant-1', restaurantMenuId: 'menu-12' } as const;
  return inTurn(instantAt(day, '19:30'), MINUTE_MS, [
    [hong, PlaceOrder({ orderId: 'order-2', ...pyeonyuk, customerId: 'customer-1', qty: 12 })],
  ]);
};

/** Without a phone, they read their inbox. */
const cooking = (now: number): readonly DemoStep[] => {
  const named = { orderId: 'order-3' } as const;
  const jokbal = { restaurantId: 'restaurant-3', restaurantMenuId: 'menu-31' } as const;
  return inTurn(now - 10 * MINUTE_MS, 5 * MINUTE_MS, [
    [mong, PlaceOrder({ ...named, ...jokbal, customerId: 'customer-3', qty: 1 })],
    [mangwon, StartCooking(named)],
  ]);
};

export const demo: Demo = {
  personas,
  names: {
    'restaurant-1': ['을지면옥 (중구 을지로)', 'Eulji Myeonok (Eulji-ro, Jung)'],
    'restaurant-2': ['성수분식 (성동구 서울숲길)', 'Seongsu Bunsik (Seoulsup-gil, Seongdong)'],
    'restaurant-3': ['망원족발 (마포구 월드컵로)', 'Mangwon Jokbal (Worldcup-ro, Mapo)'],
  },
  steps: (now) => {
    const yesterday = addDays(dayOf(now), -1);
    return [
      ...opening(yesterday),
      ...delivered(yesterday),
      ...outOfStock(yesterday),
      ...cooking(now),
    ];
  },
};
