import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import { contractOf, gapsIn } from '@dure/notification';
import { isSentBook } from '@dure/notification/rehearsal';
import * as Management from '../management/contract.ts';
import * as Place from '../place/contract.ts';
import { customer, House, operator, owner } from '../lodging.testing.ts';
import { table } from './board.ts';

const { command } = contractOf('notification');
const { PlaceReservation, RegisterPlace } = Place.command;

const key = 'order-1/예약완료/customer:customer-2';

/** An instant reservation of somebody with a phone. */
const reserved = async (house: House) => {
  const place = RegisterPlace({
    placeId: 'place-2',
    placeNm: '한옥',
    ownerId: 'owner-2',
    pricePerNight: 5000,
    instantConfirmation: true,
  });
  const request = PlaceReservation({
    orderId: 'order-1',
    placeId: 'place-2',
    usrId: 'customer-2',
    strDt: '2026-03-10',
    endDt: '2026-03-11',
    qty: 1,
  });
  await house.done(place, owner);
  await house.done(Management.command.OpenStock({ placeId: 'place-2', stock: 1 }), owner);
  await house.done(request, customer(2));
};

const worksOf = async (house: House) =>
  (await house.running.kernels['notification']?.work())?.items ?? [];

/** A house whose gateway is away for longer than any message makes sense. */
const abandoned = async (): Promise<House> => {
  const house = await House.opened('2026-03-02');
  house.running.fault('MessageGateway', 'down');
  await reserved(house);
  await house.pass(25 * HOUR_MS);
  return house;
};

describe('Messages of lodging', () => {
  it('know all that they say', () => assert.deepEqual(gapsIn(table), []));

  it('go to the inbox at once, and to a phone when the gateway is back', async () => {
    const house = await House.opened('2026-03-02');
    house.running.fault('MessageGateway', 'down');
    await reserved(house);
    assert.equal((await house.row('Inbox', key))?.['recipient'], 'customer:customer-2');
    await house.pass(MINUTE_MS);
    assert.partialDeepStrictEqual(await house.row('MessageLog', key), {
      channel: 'ALIMTALK',
      attempt: 2,
      reason: 'UNAVAILABLE',
    });
    house.running.fault('MessageGateway', 'none');
    await house.pass(2 * MINUTE_MS);
    assert.deepEqual(house.events(key).slice(-2), ['MessageAttemptFailed', 'MessageSent']);
    await house.holds();
  });

  it('wait for a gateway that is away, and are sent when it is back', async () => {
    const house = await House.opened('2026-03-02');
    house.running.fault('MessageGateway', 'down');
    await reserved(house);
    await house.pass(20 * HOUR_MS);
    assert.equal((await house.row('MessageLog', key))?.['messageStatus'], 'WAITING');
    house.running.fault('MessageGateway', 'none');
    await house.pass(10 * MINUTE_MS);
    assert.equal((await house.row('MessageLog', key))?.['messageStatus'], 'SENT');
    assert.deepEqual(await house.running.kernels['notification']?.work(), { items: [] });
    await house.holds();
  });

  it('are given up when they make no sense any more, and are resolved by a person', async () => {
    const house = await abandoned();
    assert.deepEqual(house.events(key).at(-1), 'MessageGivenUp');
    const [listed] = await worksOf(house);
    assert.match(String(listed?.ko), /메시지를 전하지 못했습니다/);
    await house.done(command.ResolveMessage({ messageKey: key, note: '전화함' }), operator);
    assert.equal((await house.row('MessageLog', key))?.['note'], '전화함');
    assert.deepEqual(await worksOf(house), []);
    await house.holds();
  });

  it('that were given up are sent again from the work list', async () => {
    const house = await abandoned();
    house.running.fault('MessageGateway', 'none');
    const listed = await worksOf(house);
    const { notification } = house.running.kernels;
    for (const { id, canResend } of listed) {
      assert.ok(canResend);
      assert.deepEqual(await notification?.resend(id, { actor: 'Operator' }), { is: 'done' });
    }
    await house.pass(MINUTE_MS);
    assert.equal((await house.row('MessageLog', key))?.['messageStatus'], 'SENT');
    assert.deepEqual(await worksOf(house), []);
    await house.holds();
  });

  it('that were given up are sent again on demand, one or many', async () => {
    const house = await abandoned();
    house.running.fault('MessageGateway', 'none');
    const messageKeys = (await house.rows('MessageLog')).flatMap((row) =>
      row['messageStatus'] === 'GIVENUP' ? [String(row['messageKey'])] : [],
    );
    assert.ok(messageKeys.includes(key));
    await house.done(command.ResendMessages({ resendId: 'after', messageKeys }), operator);
    assert.equal((await house.row('MessageLog', key))?.['messageStatus'], 'SENT');
    assert.deepEqual(await worksOf(house), []);
    const book = (await house.world()).external('MessageGateway');
    assert.ok(isSentBook(book) && book.sentCount === messageKeys.length);
    await house.holds();
  });
});
