// The scenarios of every business that ships, by the names of its wall: what is said, and what is
// to be seen in the end.

import type { Row, Said } from './ways-in.ts';

/** What a field of a row is in the end. */
export type End = {
  readonly view: string;
  readonly key: Row;
  readonly field: string;
  readonly is: unknown;
  readonly as?: string;
};

export type Scenarios = {
  readonly settings?: Row;
  /** What is there before anyone comes. */
  readonly before: readonly Said[];
  readonly story: {
    readonly said: readonly Said[];
    readonly ends: readonly End[];
    readonly caseId: string;
    /** Some of what is in the trail of the case. */
    readonly trail: readonly string[];
  };
  readonly cancellation: { readonly said: readonly Said[]; readonly ends: readonly End[] };
  /** What is refused, and what is said twice under one key. */
  readonly refusal: { readonly said: Said; readonly rejection: string; readonly once: Said };
  /** Said at once: how many are done, and what is to be seen of each, in any order. */
  readonly race: {
    readonly said: readonly Said[];
    readonly answers: readonly string[];
    readonly ends: readonly End[];
  };
};

const say = (command: string, fields: Row, as?: string): Said => ({
  command,
  fields,
  ...(as === undefined ? {} : { as }),
});

const under = (key: string, said: Said): Said => ({ ...said, key });

const isAt = ([view, key]: readonly [string, Row], field: string, is: unknown): End => ({
  view,
  key,
  field,
  is,
});

const stay = { placeId: 'place-2', usrId: 'customer-2', qty: 1 };
const nights = (from: string, to: string): Row => ({ ...stay, strDt: from, endDt: to });
const reserve = (orderId: string, of: Row): Said => say('PlaceReservation', { orderId, ...of });
const mypage = (orderId: string) => ['Mypage', { orderId }] as const;

const lodging: Scenarios = {
  before: [
    say('RegisterPlace', {
      placeId: 'place-2',
      placeNm: '북촌 한옥스테이',
      ownerId: 'owner-2',
      pricePerNight: 120_000,
      instantConfirmation: true,
    }),
    say('OpenStock', { placeId: 'place-2', stock: 2 }),
  ],
  story: {
    said: [reserve('order-1', nights('2026-03-10', '2026-03-12'))],
    ends: [
      isAt(mypage('order-1'), 'status', '예약완료'),
      isAt(mypage('order-1'), 'amount', 240_000),
      isAt(mypage('order-1'), 'strDt', '2026-03-10'),
    ],
    caseId: 'order-1',
    trail: ['ReservationPlaced', 'PaymentApproved', 'ReservationStatusChanged'],
  },
  cancellation: {
    said: [
      reserve('order-2', nights('2026-03-20', '2026-03-21')),
      say('CancelReservation', { orderId: 'order-2', reason: '일정 변경' }, 'Customer:customer-2'),
    ],
    ends: [isAt(mypage('order-2'), 'status', '예약취소')],
  },
  refusal: {
    said: say('PlaceReservation', { ...nights('2026-03-10', '2026-03-12'), placeId: 'place-9' }),
    rejection: 'UnknownPlace',
    once: under('once', reserve('order-3', nights('2026-04-01', '2026-04-02'))),
  },
  race: {
    said: [
      reserve('order-4', { ...nights('2026-05-01', '2026-05-02'), qty: 2 }),
      reserve('order-5', { ...nights('2026-05-01', '2026-05-02'), qty: 2 }),
    ],
    answers: ['done', 'done'],
    ends: [
      isAt(mypage('order-4'), 'status', '예약완료'),
      isAt(mypage('order-5'), 'status', '예약취소'),
    ],
  },
};

const pool = { poolId: '서울/일반' };
const taxiOf = (taxiid: string, location: string): readonly Said[] => [
  say('RegisterTaxi', { ...pool, taxiid, driver: '김민수', drivertel: '01031110001', location }),
  say('GoOnDuty', { ...pool, taxiid, location }, `Driver:${taxiid}`),
];
const taxiCall = (callId: string, tel: string): Said =>
  say('RequestCall', { callId, tel, location: '마포구', taxiClass: '일반' });
const callStatus = (callId: string) => ['CallStatus', { callId }] as const;

const taxi: Scenarios = {
  before: [
    ...taxiOf('서울33바1101', '마포구'),
    ...taxiOf('서울33바1102', '서대문구'),
    ...taxiOf('서울33바1103', '강남구'),
  ],
  story: {
    said: [
      taxiCall('taxicall-1', '01023456789'),
      say('AcceptOffer', { ...pool, callId: 'taxicall-1' }),
      say('StartRide', { ...pool, callId: 'taxicall-1' }),
      say('CompleteRide', { ...pool, callId: 'taxicall-1', location: '중구' }),
    ],
    ends: [isAt(callStatus('taxicall-1'), 'callStatus', '운행완료')],
    caseId: 'taxicall-1',
    trail: ['TaxiassignCompleted'],
  },
  cancellation: {
    said: [
      taxiCall('taxicall-2', '01023456780'),
      say('CancelCall', { callId: 'taxicall-2', reason: '마음이 바뀜' }),
    ],
    ends: [isAt(callStatus('taxicall-2'), 'callStatus', '호출취소')],
  },
  refusal: {
    said: say('CancelCall', { callId: 'taxicall-99' }),
    rejection: 'NotFound',
    once: under('once', taxiCall('taxicall-3', '01023456781')),
  },
  race: {
    said: [taxiCall('taxicall-4', '01023456782'), taxiCall('taxicall-5', '01023456782')],
    answers: ['done', 'OpenCallExists'],
    ends: [],
  },
};

const city = { poolId: '서울' };
const courierOf = (workerid: string, capability: string, location: string): readonly Said[] => [
  say('RegisterCourier', {
    ...city,
    workerid,
    worker: '이준영',
    workertel: '01041110001',
    capability,
    location,
  }),
  say('GoOnDuty', { ...city, workerid, location }, `Courier:${workerid}`),
];
const pickup = (pickupId: string, tel: string): Said =>
  say('RequestPickup', { pickupId, tel, location: '강남', parcelType: '10KG_OVER' });
const pickupStatus = (pickupId: string) => ['PickupStatus', { pickupId }] as const;

const parcelPickup: Scenarios = {
  before: [...courierOf('P1', 'FULL', '강남구'), ...courierOf('P2', 'FULL', '관악구')],
  story: {
    said: [
      pickup('pickupcall-1', '01077778888'),
      say('AcceptOffer', { ...city, pickupId: 'pickupcall-1' }),
      say('StartCollection', { ...city, pickupId: 'pickupcall-1' }),
      say('CompleteCollection', { ...city, pickupId: 'pickupcall-1' }),
    ],
    ends: [isAt(pickupStatus('pickupcall-1'), 'pickupStatus', '수거완료')],
    caseId: 'pickupcall-1',
    trail: ['PickupassignCompleted'],
  },
  cancellation: {
    said: [
      pickup('pickupcall-2', '01077778887'),
      say('CancelPickup', { pickupId: 'pickupcall-2' }),
    ],
    ends: [isAt(pickupStatus('pickupcall-2'), 'pickupStatus', '호출취소')],
  },
  refusal: {
    said: say('RequestPickup', { tel: '01077778886', location: '부산' }),
    rejection: 'Invalid',
    once: under('once', pickup('pickupcall-3', '01077778885')),
  },
  race: {
    said: [pickup('pickupcall-4', '01077778884'), pickup('pickupcall-5', '01077778884')],
    answers: ['done', 'OpenPickupExists'],
    ends: [],
  },
};

const apply = (ptOrderId: string, number: number): Said =>
  say('PlacePtOrder', {
    ptOrderId,
    ptClassId: 'ptclass-2',
    ptClassName: '필라테스',
    customerId: `customer-${number}`,
    customerName: '성춘향',
  });
const assignTo = (ptOrderId: string): Said =>
  say('AssignTrainer', { ptOrderId, trainerId: 'trainer-2002' });
const confirm = (ptTrainerId: string, ptClassDate: string): Said =>
  say('ConfirmSchedule', { trainerId: 'trainer-2002', ptTrainerId, ptClassDate });
const application = (ptOrderId: string) => ['Ptorders', { ptOrderId }] as const;

const personalTraining: Scenarios = {
  settings: { RESULT_ANYTIME: true },
  before: [
    say('RegisterTrainer', { trainerId: 'trainer-2002', trainerName: '윤지수' }),
    apply('ptorder-4', 4),
    assignTo('ptorder-4'),
    apply('ptorder-5', 5),
    assignTo('ptorder-5'),
    apply('ptorder-6', 6),
  ],
  story: {
    said: [
      apply('ptorder-1', 1),
      assignTo('ptorder-1'),
      confirm('pttrainer-3', '2026-03-03T19:00:00+09:00'),
      say('RegisterResult', {
        trainerId: 'trainer-2002',
        ptTrainerId: 'pttrainer-3',
        ptResult: '유연성 좋음',
      }),
    ],
    ends: [isAt(application('ptorder-1'), 'status', 'RESULT_READY')],
    caseId: 'ptorder-1',
    trail: ['PtOrdered', 'PtResultCreated'],
  },
  cancellation: {
    said: [apply('ptorder-2', 2), say('CancelPtOrder', { ptOrderId: 'ptorder-2' })],
    ends: [isAt(application('ptorder-2'), 'status', 'ORDER_CANCELED')],
  },
  refusal: {
    said: say('AssignTrainer', { ptOrderId: 'ptorder-6', trainerId: 'trainer-9999' }),
    rejection: 'UnknownTrainer',
    once: under('once', apply('ptorder-3', 3)),
  },
  race: {
    said: [
      confirm('pttrainer-1', '2026-03-05T19:00:00+09:00'),
      confirm('pttrainer-2', '2026-03-05T19:30:00+09:00'),
    ],
    answers: ['done', 'ScheduleOverlap'],
    ends: [],
  },
};

const receive = (receiptId: string, vehiNo: string): Said =>
  say('ReceiveRepair', { receiptId, vehiNo, symptom: '엔진오일 교환' });
const receipt = (receiptId: string) => ['Receipts', { receiptId }] as const;

const repairShop: Scenarios = {
  before: [],
  story: {
    said: [
      receive('receipt-1', '1234'),
      say('TakeInRepair', { receiptId: 'receipt-1' }),
      say('CompleteRepair', { receiptId: 'receipt-1', repairAmt: 85_000 }),
      say('RequestPayment', { receiptId: 'receipt-1' }),
      say('Pay', { receiptId: 'receipt-1', payAmt: 85_000, cardToken: 'card-0001' }),
      say('RequestDelivery', { receiptId: 'receipt-1' }),
      say('StartDelivery', { deliveryId: 'delivery-1' }),
      say('CompleteDelivery', { deliveryId: 'delivery-1' }),
    ],
    ends: [isAt(['Display', { receiptId: 'receipt-1' }], 'deliveryStat', 'DELIVERYCOMPLETED')],
    caseId: 'receipt-1',
    trail: ['Received', 'ReceiptTakenIn'],
  },
  cancellation: {
    said: [
      receive('receipt-2', '0101'),
      say('RequestCancel', { receiptId: 'receipt-2', reason: '고객 요청' }),
    ],
    ends: [isAt(receipt('receipt-2'), 'stat', 'CANCELLED')],
  },
  refusal: {
    said: say('Pay', { receiptId: 'receipt-1', payAmt: 1 }),
    rejection: 'AlreadyPaid',
    once: under('once', receive('receipt-3', '34나5678')),
  },
  race: {
    said: [receive('receipt-4', '12가3456'), receive('receipt-5', '12가3456')],
    answers: ['done', 'OpenReceiptExists'],
    ends: [],
  },
};

const order = (orderId: string, qty: number, restaurantMenuId = 'menu-11'): Said =>
  say('PlaceOrder', {
    orderId,
    restaurantId: 'restaurant-1',
    restaurantMenuId,
    customerId: 'customer-1',
    qty,
  });
const menu = (restaurantMenuId: string, menuNm: string, qty: number): Said =>
  say('RegisterMenu', { restaurantId: 'restaurant-1', restaurantMenuId, menuNm, qty });
const ordered = (orderId: string) => ['Mypage', { orderId }] as const;

const restaurant: Scenarios = {
  before: [menu('menu-11', '평양냉면', 20), menu('menu-12', '편육', 3)],
  story: {
    said: [
      order('order-1', 2),
      say('StartCooking', { orderId: 'order-1' }),
      say('FinishCooking', { orderId: 'order-1' }),
      say('StartDelivery', { orderId: 'order-1' }),
      say('CompleteDelivery', { orderId: 'order-1' }),
    ],
    ends: [isAt(ordered('order-1'), 'deliveryStatus', 'DELIVERY : DELIVERY FIN')],
    caseId: 'order-1',
    trail: ['Ordered', 'OrderCompleted', 'DeliveryCompleted'],
  },
  cancellation: {
    said: [order('order-2', 1), say('CancelOrder', { orderId: 'order-2' })],
    ends: [isAt(ordered('order-2'), 'orderStatus', 'ORDER : ORDER CANCELED')],
  },
  refusal: {
    said: order('order-9', 101),
    rejection: 'Invalid',
    once: under('once', order('order-3', 1)),
  },
  race: {
    said: [order('order-4', 2, 'menu-12'), order('order-5', 2, 'menu-12')],
    answers: ['done', 'done'],
    ends: [
      isAt(ordered('order-4'), 'orderStatus', 'ORDER : ORDERED'),
      isAt(ordered('order-5'), 'orderStatus', 'ORDER : QTY OVER CANCELED'),
    ],
  },
};

export const scenarios: { readonly [business: string]: Scenarios } = {
  lodging,
  taxi,
  'parcel-pickup': parcelPickup,
  'personal-training': personalTraining,
  'repair-shop': repairShop,
  restaurant,
};
