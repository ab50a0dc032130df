// The documented lines of lodging, over HTTP, in the open demo, on the day for which they are.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { instantAt } from '@dure/domain/korea';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

const line =
  'placeNm=test01&status=예약처리&usrId=2&strDt=20240221&endDt=20240222&qty=1&amount=5000&placeId=1';

describe('The documented lines of lodging', () => {
  let now = instantAt('2024-02-20', '10:00');
  let house: OverHttp;
  const send: OverHttp['send'] = (...of) => house.send(...of);

  before(async () => {
    house = await overHttp({ rehearsal, documents }, { now: () => now });
    const place = { placeId: 1, placeNm: 'test01', ownerId: 1, pricePerNight: 5000 };
    await send('POST /places', { ...place, instantConfirmation: true });
    const slow = { placeId: 2, placeNm: '북촌 한옥스테이', ownerId: 2, pricePerNight: 120_000 };
    await send('POST /places', slow);
  });
  after(() => house.close());

  const book = async (more: object = {}) => {
    const stay = { placeId: 2, usrId: 2, strDt: '2024-03-01', endDt: '2024-03-03', qty: 1 };
    const { body, status } = await send('POST /accommodations', { ...stay, ...more });
    assert.equal(status, 201);
    return String(body['orderId']);
  };

  it('open the stock of a place: S1', async () => {
    const { status, body } = await send('POST /reservationManagements', 'placeId=1&stock=1');
    await send('POST /reservationManagements', 'placeId=2&stock=4');
    assert.equal(status, 201);
    assert.deepEqual([body['placeId'], body['stock'], body['orderId']], ['place-1', 1, null]);
  });

  it('reserve, pay and confirm: S2', async () => {
    const { status, body } = await send('POST /accommodations', line);
    assert.equal(status, 201);
    assert.equal(body['status'], '예약처리');
    const { body: row } = await send(`GET /mypages/${String(body['orderId'])}`);
    assert.equal(row['status'], '예약완료');
    assert.deepEqual([row['amount'], row['strDt']], [5000, '2024-02-21']);
    assert.deepEqual(
      [row['placeId'], row['placeNm'], row['usrId']],
      ['place-1', 'test01', 'customer-2'],
    );
  });

  it('unwind the whole where there is no room: S3', async () => {
    const { status, body } = await send('POST /accommodations', line);
    assert.equal(status, 201);
    const { body: row } = await send(`GET /mypages/${String(body['orderId'])}`);
    assert.deepEqual([row['status'], row['refundAmt']], ['예약취소', 5000]);
  });

  it('refuse what cannot be: S4', async () => {
    const statusOf = async (from: string, to: string) =>
      (await send('POST /accommodations', line.replace(from, to))).status;
    assert.equal(await statusOf('예약처리', '예약완료'), 400);
    assert.equal(await statusOf('endDt=20240222', 'endDt=20240221'), 400);
    assert.equal(await statusOf('strDt=20240221', 'strDt=20240219'), 400);
    const price = await send('POST /accommodations', line.replace('5000', '4000'));
    assert.deepEqual([price.status, price.body['rejection']], [409, 'PriceMismatch']);
    assert.equal(price.body['dueAmt'], 5000);
    assert.equal(await statusOf('placeId=1', 'placeId=99'), 404);
  });

  it('cancel by DELETE or by a status, twice if need be', async () => {
    const [one, other] = [await book(), await book()];
    assert.equal((await send(`DELETE /accommodations/${one}`)).status, 204);
    assert.equal((await send(`DELETE /accommodations/${one}`)).status, 204);
    const patched = await send(`PATCH /accommodations/${other}`, { status: '예약취소' });
    assert.deepEqual([patched.status, patched.body['status']], [200, '취소처리']);
    assert.equal((await send(`PATCH /accommodations/${other}`, { status: '몰라' })).status, 400);
  });

  it('let the owner decide', async () => {
    const [one, other] = [await book(), await book()];
    const manage = '/reservationManagements/2';
    const inform = { stock: 9, orderId: one };
    const reject = { stock: 9, orderId: other };
    assert.equal((await send(`PUT ${manage}/reservationinform`, inform)).status, 200);
    assert.equal((await send(`PUT ${manage}/reservationcancelprocessing`, reject)).status, 200);
    const night = await send('GET /nightStocks?placeId=2&night=2024-03-01');
    assert.match(JSON.stringify(night.body), /"stock":4,"free":3/);
    assert.equal((await send(`GET /accommodations/${one}`)).body['status'], '예약완료');
    assert.equal((await send(`GET /accommodations/${other}`)).body['status'], '예약취소');
  });

  it('reserve nothing that is not paid: S8', async () => {
    const stay = { placeId: 2, usrId: 2, strDt: '2024-03-01', endDt: '2024-03-03', qty: 1 };
    const declined = await send('POST /accommodations', { ...stay, cardToken: 'card-0002' });
    assert.deepEqual([declined.status, declined.body['rejection']], [402, 'PaymentDeclined']);
    house.running.fault('payment', 'down');
    const away = await send('POST /accommodations', stay);
    house.running.fault('payment', 'none');
    assert.deepEqual([away.status, away.body['rejection']], [503, 'PaymentUnavailable']);
    assert.ok(Number(away.headers.get('retry-after')) > 0);
  });

  it('refuse from outside what the machine does', async () => {
    const key = await book();
    const payment = { payId: 1, orderId: 1, usrId: 2, amount: 1, placeId: 1, qty: 1 };
    const lines = [
      [`PUT /accommodations/${key}/reservationstatusupdate`, {}],
      ['POST /paymentHistories', payment],
      ['DELETE /paymentHistories', { orderId: key }],
    ] as const;
    for (const [of, body] of lines) assert.equal((await send(of, body)).status, 403, of);
  });

  it('show every view that they name', async () => {
    const views = ['accommodations', 'reservationManagements', 'paymentHistories', 'mypages'];
    for (const view of views) {
      const { status, body } = await send(`GET /${view}`);
      assert.equal(status, 200, view);
      assert.ok(listed(body, 'placeId').includes('place-1'), view);
    }
  });

  it('keep a reservation from who it does not belong to: S19', async () => {
    const key = await book();
    const customer3 = 'Customer:customer-3';
    const confirm = { orderId: key };
    const path = '/reservationManagements/2/confirm-reservation';
    assert.equal((await send(`GET /accommodations/${key}`, undefined, customer3)).status, 404);
    assert.equal((await send(`DELETE /accommodations/${key}`, undefined, customer3)).status, 403);
    const others = await send(`POST ${path}`, confirm, 'Owner:owner-3');
    const owners = await send(`POST ${path}`, confirm, 'Owner:owner-2');
    assert.deepEqual([others.status, owners.status], [403, 200]);
  });

  it('S15: cancel nothing that has begun', async () => {
    now = instantAt('2024-02-21', '15:00');
    const { body } = await send('GET /accommodations?status=예약완료&placeId=1');
    const [booked = ''] = listed(body, 'orderId');
    const path = `/accommodations/${booked}`;
    const patched = await send(`PATCH ${path}`, { status: '예약취소' });
    assert.deepEqual([patched.status, patched.body['rejection']], [409, 'StayStarted']);
    assert.equal((await send(`DELETE ${path}`)).status, 409);
  });
});
