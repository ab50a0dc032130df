// The acceptance scenarios of lodging, S1 to S18, on the embedded runtime.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, SECOND_MS } from '@dure/domain';
import * as Management from './management/contract.ts';
import * as Place from './place/contract.ts';
import { customer, House, owner } from './lodging.testing.ts';

const TODAY = '2026-03-02';

const { PlaceReservation, CancelReservation, RegisterPlace } = Place.command;
const { ConfirmReservation, OpenStock, RejectReservation, SetNightStock } = Management.command;

type Opening = { readonly stock?: number; readonly instant?: boolean; readonly price?: number };

/** A place with stock, as its owner opens it. */
const opened = async ({ stock = 4, instant = false, price = 120_000 }: Opening = {}) => {
  const house = await House.opened(TODAY);
  const place = RegisterPlace({
    placeId: 'place-2',
    placeNm: '북촌 한옥스테이',
    ownerId: 'owner-2',
    pricePerNight: price,
    instantConfirmation: instant,
  });
  await house.done(place, owner);
  await house.done(OpenStock({ placeId: 'place-2', stock }), owner);
  return house;
};

type Wish = Partial<Parameters<typeof PlaceReservation>[0]>;

const wish = (of: Wish = {}) =>
  PlaceReservation({
    orderId: 'order-1',
    placeId: 'place-2',
    usrId: 'customer-2',
    strDt: '2026-03-10',
    endDt: '2026-03-12',
    qty: 1,
    cardToken: 'card-0001',
    ...of,
  });

const confirm = ConfirmReservation({ placeId: 'place-2', orderId: 'order-1' });

const statusOf = async (house: House, orderId = 'order-1') =>
  (await house.row('Mypage', orderId))?.['status'];

/** A reservation of 240 000 won that its owner has confirmed. */
const booked = async (stay: Wish = {}) => {
  const house = await opened();
  await house.done(wish(stay), customer(2));
  await house.done(confirm, owner);
  assert.equal(await statusOf(house), '예약완료');
  return house;
};

const cancel = CancelReservation({ orderId: 'order-1' });
const refuse = RejectReservation({ placeId: 'place-2', orderId: 'order-1', reason: '수리 중' });

/** The rows of a night, or of the whole stay. */
const freeOn = async (house: House, night: string) =>
  (await house.row('NightStocks', `place-2|${night}`))?.['free'];

const messagesTo = async (house: House, recipient: string) =>
  (await house.rows('Inbox')).flatMap((row) => (row['recipient'] === recipient ? [row] : []));

/** The documented line, on its day. */
const line = {
  placeId: 'place-1',
  placeNm: 'test01',
  status: '예약처리',
  usrId: 'customer-2',
  strDt: '2024-02-21',
  endDt: '2024-02-22',
  qty: 1,
  amount: 5000,
} as const;

const documented = async () => {
  const house = await House.opened('2024-02-20');
  const test01 = RegisterPlace({
    placeId: 'place-1',
    placeNm: 'test01',
    ownerId: 'owner-2',
    pricePerNight: 5000,
    instantConfirmation: true,
  });
  await house.done(test01, owner);
  await house.done(OpenStock({ placeId: 'place-1', stock: 1 }), owner);
  return house;
};

describe('Lodging', () => {
  it('S1, STY-F7: opens the stock of a place, as documented', async () => {
    const house = await documented();
    const managed = await house.row('ReservationManagements', 'place-1');
    assert.partialDeepStrictEqual(managed, { stock: 1, orderId: null });
  });

  it('S2, STY-F1, STY-F2: reserves, pays, confirms and completes, as documented', async () => {
    const house = await documented();
    const outcome = await house.issue(wish({ ...line, orderId: 'order-1' }), customer(2));
    assert.equal(outcome.is === 'done' && outcome.data['status'], '예약처리');
    assert.deepEqual(house.events('order-1'), [
      'PaymentAuthorized',
      'ReservationPlaced',
      'PaymentApproved',
      'ReservationConfirmed',
      'ReservationStatusChanged',
    ]);
    const row = await house.row('Mypage', 'order-1');
    assert.partialDeepStrictEqual(row, { ...line, status: '예약완료' });
    await house.holds();
  });

  it('S3, STY-F7: unwinds the second reservation of the only room, as documented', async () => {
    const house = await documented();
    await house.done(wish({ ...line, orderId: 'order-1' }), customer(2));
    await house.done(wish({ ...line, orderId: 'order-2' }), customer(2));
    assert.deepEqual(house.events('order-2'), [
      'PaymentAuthorized',
      'ReservationPlaced',
      'PaymentApproved',
      'ReservationCancelConfirmed',
      'PaymentCancelApproved',
      'ReservationCanceled',
    ]);
    const row = await house.row('Mypage', 'order-2');
    assert.partialDeepStrictEqual(row, { status: '예약취소', refundAmt: 5000 });
    await house.holds();
  });

  it('S4: takes no reservation that makes no sense, and none for another price', async () => {
    const house = await opened();
    const invalid = [
      wish({ status: '예약완료' }),
      wish({ strDt: '2026-03-12', endDt: '2026-03-12' }),
      wish({ strDt: '2026-03-01' }),
    ];
    for (const request of invalid) {
      assert.equal((await house.issue(request, customer(2))).is, 'invalid');
    }
    assert.deepEqual(await house.issue(wish({ amount: 4000 }), customer(2)), {
      is: 'refused',
      rejection: { type: 'PriceMismatch', amount: 4000, dueAmt: 240_000 },
    });
    await house.holds();
  });

  it('STY-N1: is refused for the reason the card network gives, and leaves nothing', async () => {
    const house = await opened();
    const refused = await house.issue(wish({ cardToken: 'card-0002' }), customer(2));
    assert.deepEqual(refused, {
      is: 'refused',
      rejection: { type: 'PaymentDeclined', code: 'LIMIT' },
    });
    assert.deepEqual(house.events('order-1'), []);
    await house.holds();
  });

  it('ends when the card expires before it is captured; nothing was offered', async () => {
    const house = await opened();
    await house.done(wish({ cardToken: 'card-0004' }), customer(2));
    assert.deepEqual(house.events('order-1').slice(1), [
      'ReservationPlaced',
      'PaymentCancelApproved',
      'ReservationCanceled',
    ]);
    const row = await house.row('Mypage', 'order-1');
    assert.partialDeepStrictEqual(row, { status: '예약취소', refundAmt: 0, feeAmt: 0 });
    await house.holds();
  });

  it('S5, STY-F3, STY-F4: waits for the owner, who confirms', async () => {
    const house = await opened();
    await house.done(wish(), customer(2));
    const task = await house.row('OwnerTasks', 'order-1');
    assert.partialDeepStrictEqual(task, { amount: 240_000, status: '확인대기' });
    assert.equal(await statusOf(house), '결제완료');
    assert.equal((await messagesTo(house, 'owner:owner-2')).length, 1);
    await house.done(confirm, owner);
    assert.equal(await statusOf(house), '예약완료');
    const [told] = await messagesTo(house, 'customer:customer-2');
    assert.equal(told?.['textKo'], '[숙소] 북촌 한옥스테이 예약이 확정되었습니다. 결제 240,000원');
    await house.holds();
  });

  it('S6: gives the rooms back when the owner is silent, after a reminder', async () => {
    const house = await opened();
    await house.done(wish(), customer(2));
    assert.equal(await freeOn(house, '2026-03-11'), 3);
    await house.pass(13 * HOUR_MS);
    assert.equal((await messagesTo(house, 'owner:owner-2')).length, 2);
    await house.pass(12 * HOUR_MS);
    const row = await house.row('Mypage', 'order-1');
    assert.partialDeepStrictEqual(row, { status: '예약취소', refundAmt: 240_000, feeAmt: 0 });
    const { events } = await house.world();
    const released = events.find(({ type }) => type === 'ReservationCancelConfirmed');
    assert.equal(released?.data['cancelledBy'], 'LAPSED');
    assert.equal(await freeOn(house, '2026-03-11'), 4);
    await house.holds();
  });

  it('S7: pays all back when the owner rejects, and says so', async () => {
    const house = await opened();
    await house.done(wish(), customer(2));
    await house.done(refuse, owner);
    assert.equal(await statusOf(house), '예약취소');
    const [told] = await messagesTo(house, 'customer:customer-2');
    assert.match(String(told?.['textKo']), /환불 240,000원, 수수료 0원/);
    assert.equal((await house.row('OwnerTasks', 'order-1'))?.['reason'], '수리 중');
    await house.holds();
  });

  it('S8, STY-N1, STY-N3: reserves and charges nothing while payment is down', async () => {
    const house = await opened();
    house.running.fault('payment', 'down');
    const refused = await house.issue(wish(), customer(2));
    assert.equal(refused.is === 'refused' && refused.rejection.type, 'PaymentUnavailable');
    assert.deepEqual(await house.rows('Accommodations'), []);
    house.running.fault('payment', 'none');
    await house.pass(HOUR_MS);
    await house.done(wish({ orderId: 'order-2' }), customer(2));
    await house.holds();
  });

  it('STY-N3: leaves a payment that fails again and again alone for ten seconds', async () => {
    const house = await opened();
    house.running.fault('payment', 'down');
    for (const _time of [1, 2, 3, 4, 5]) await house.refused(wish(), customer(2));
    house.running.fault('payment', 'none');
    const refused = await house.issue(wish(), customer(2));
    const later = { type: 'PaymentUnavailable', retryAfter: 10 };
    assert.deepEqual(refused.is === 'refused' && refused.rejection, later);
    await house.pass(10 * SECOND_MS);
    await house.done(wish({ orderId: 'order-2' }), customer(2));
    assert.equal(await statusOf(house, 'order-2'), '결제완료');
    await house.holds();
  });

  it('S9: undoes an authorisation whose answer came too late', async () => {
    const house = await opened();
    const late = await house.issue(wish({ cardToken: 'card-0009' }), customer(2));
    assert.equal(late.is === 'refused' && late.rejection.type, 'PaymentUnavailable');
    await house.pass(HOUR_MS);
    const { states } = await house.world();
    assert.equal(states('PaymentHistory').get('order-1')?.['is'], 'voided');
    await house.holds();
  });

  it('S10, STY-N2, STY-F6: reserves while management is down, and offers it after', async () => {
    const house = await opened();
    house.running.fault('management', 'down');
    await house.done(wish(), customer(2));
    assert.equal(await statusOf(house), '결제완료');
    house.running.fault('management', 'none');
    await house.pass(HOUR_MS);
    assert.equal((await house.rows('OwnerTasks')).length, 1);
    await house.holds();
  });

  it('STY-N4: is decided while Mypage is down, which then shows how far it came', async () => {
    const house = await opened();
    await house.startedAgain({ down: ['customer'] });
    await house.done(wish(), customer(2));
    await house.done(confirm, owner);
    assert.equal((await house.row('Accommodations', 'order-1'))?.['status'], '예약완료');
    await house.startedAgain();
    await house.pass(HOUR_MS);
    assert.equal(await statusOf(house), '예약완료');
    await house.holds();
  });

  it('S11: takes all nights or none', async () => {
    const house = await opened();
    const short = {
      placeId: 'place-2',
      fromDt: '2026-03-11',
      toDt: '2026-03-12',
      stock: 1,
    } as const;
    await house.done(SetNightStock(short), owner);
    await house.done(wish({ qty: 2 }), customer(2));
    assert.equal(await statusOf(house), '예약취소');
    assert.equal(await freeOn(house, '2026-03-10'), 4);
    assert.equal(await freeOn(house, '2026-03-11'), 1);
    await house.holds();
  });

  it('S12: sells each room once to ten at once', async () => {
    const house = await opened({ stock: 3, instant: true });
    const orders = Array.from({ length: 10 }, (_, index) => `order-${index + 1}` as const);
    await Promise.all(orders.map((orderId) => house.done(wish({ orderId }), customer(2))));
    await house.pass(HOUR_MS);
    const rows = await house.rows('Mypage');
    const count = (status: string) => rows.filter((row) => row['status'] === status).length;
    assert.deepEqual([count('예약완료'), count('예약취소')], [3, 7]);
    await house.holds();
  });

  it('S13, STY-F5: cancels for nothing some days before', async () => {
    const house = await booked();
    await house.done(cancel, customer(2));
    const row = await house.row('Mypage', 'order-1');
    assert.partialDeepStrictEqual(row, { status: '예약취소', feeAmt: 0, refundAmt: 240_000 });
    assert.equal(await freeOn(house, '2026-03-10'), 4);
    const again = await house.issue(cancel, customer(2));
    assert.deepEqual(again.is === 'done' && again.events, []);
    await house.holds();
  });

  it('S14: takes a fee the day before', async () => {
    const house = await booked({ strDt: '2026-03-03', endDt: '2026-03-05' });
    await house.done(cancel, customer(2));
    const row = await house.row('Mypage', 'order-1');
    assert.partialDeepStrictEqual(row, { status: '예약취소', feeAmt: 72_000, refundAmt: 168_000 });
    await house.holds();
  });

  it('S15: is not given back after check-in', async () => {
    const house = await booked({ strDt: '2026-03-03', endDt: '2026-03-05' });
    await house.until('2026-03-03', '15:00');
    const byCustomer = await house.issue(cancel, customer(2));
    assert.equal(byCustomer.is === 'refused' && byCustomer.rejection.type, 'StayStarted');
    const byOwner = await house.issue(refuse, owner);
    assert.equal(byOwner.is === 'refused' && byOwner.rejection.type, 'StayBegun');
    await house.holds();
  });

  it('S16: is cancelled once by customer and owner at once', async () => {
    const house = await booked({ strDt: '2026-03-03', endDt: '2026-03-05' });
    await Promise.all([house.issue(refuse, owner), house.issue(cancel, customer(2))]);
    await house.pass(HOUR_MS);
    const { events } = await house.world();
    const released = events.filter(({ type }) => type === 'ReservationCancelConfirmed');
    assert.equal(released.length, 1);
    const fee = released[0]?.data['cancelledBy'] === 'OWNER' ? 0 : 72_000;
    assert.equal((await house.row('Mypage', 'order-1'))?.['feeAmt'], fee);
    await house.holds();
  });

  it('S17: refunds once the card network is back', async () => {
    const house = await booked();
    house.running.fault('CardNetwork', 'down');
    await house.done(cancel, customer(2));
    assert.equal(await statusOf(house), '취소처리');
    house.running.fault('CardNetwork', 'none');
    await house.pass(HOUR_MS);
    assert.equal(await statusOf(house), '예약취소');
    await house.holds();
  });

  it('S18: ends at check-out', async () => {
    const house = await booked();
    await house.until('2026-03-12', '11:01');
    assert.equal(await statusOf(house), '이용완료');
    assert.equal((await house.row('OwnerTasks', 'order-1'))?.['status'], '이용종료');
    await house.holds();
  });

  it('opens one more night each day', async () => {
    const house = await opened();
    assert.equal(await freeOn(house, '2027-04-01'), undefined);
    await house.until('2026-03-03', '00:01');
    assert.equal(await freeOn(house, '2027-04-01'), 4);
    await house.holds();
  });

  it('keeps a case whose refund was skipped on the work list until it is closed', async () => {
    const house = await booked();
    house.running.fault('CardNetwork', 'down');
    await house.done(cancel, customer(2));
    await house.pass(HOUR_MS);
    const { payment } = house.running.kernels;
    assert.ok(payment);
    const operator = { actor: 'Operator:operator-1', note: '현금으로 환불' };
    const parked = (await payment.parked()).items.filter(({ caseId }) => caseId === 'order-1');
    for (const { id } of parked) await payment.skip(id, operator);
    house.running.fault('CardNetwork', 'none');
    await house.pass(48 * HOUR_MS);
    assert.equal(await statusOf(house), '취소처리');
    const [work, ...others] = (await payment.work()).items;
    assert.deepEqual([work?.caseId, work?.note, others], ['order-1', operator.note, []]);
    assert.deepEqual(await payment.closeWork(work?.id ?? '', operator), { is: 'done' });
    assert.deepEqual(await payment.work(), { items: [] });
  });
});
