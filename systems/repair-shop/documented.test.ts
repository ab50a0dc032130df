// The documented lines of the repair shop, over HTTP, in the open demo.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

describe('The documented lines of the repair shop', () => {
  let garage: OverHttp;
  const send: OverHttp['send'] = (...of) => garage.send(...of);

  before(async () => {
    garage = await overHttp({ rehearsal, documents });
  });
  after(() => garage.close());

  it('S1: receive a car', async () => {
    const line = { vehiNo: '0101', stat: 'REPAIRREQUEST' };
    const { status, body } = await send('POST /receipts', line);
    assert.equal(status, 201);
    assert.deepEqual([body['receiptId'], body['stat']], ['receipt-1', 'REPAIRREQUEST']);
    const row = (await send('GET /receipts/1')).body;
    assert.deepEqual(listed((await send('GET /receipts')).body, 'receiptId'), ['receipt-1']);
    assert.partialDeepStrictEqual(row, { ...line, repairAmt: null, payAmt: null });
  });

  it('S2, S3: receive no car that is not new, or is here already', async () => {
    const wrong = { vehiNo: '1234', stat: 'DELIVERYREQUESTED' };
    assert.equal((await send('POST /receipts', wrong)).status, 400);
    const { status, body } = await send('POST /receipts', { vehiNo: '01 01' });
    assert.equal(status, 409);
    assert.deepEqual([body['rejection'], body['receiptId']], ['OpenReceiptExists', 'receipt-1']);
  });

  it('REP-N5: only the shop changes what it has done', async () => {
    const line = { stat: 'REQUESTREPAIR' };
    for (const persona of ['ReceptionDesk', 'Customer:0101', 'DeliveryDriver', 'Operator'])
      assert.equal((await send('PATCH /repairs/1', line, persona)).status, 403, persona);
    assert.equal((await send('PATCH /repairs/repair-1', line, 'RepairShop')).status, 200);
    assert.equal((await send('GET /receipts/1')).body['stat'], 'REPAIRRECEIVED');
  });

  it('complete a repair, by its number or by that of its receipt', async () => {
    assert.deepEqual(listed((await send('GET /repairs')).body, 'receiptId'), ['receipt-1']);
    const early = await send('POST /payments', { receiptId: '1', payAmt: 180_000 });
    assert.deepEqual([early.status, early.body['rejection']], [409, 'NotYetPayable']);
    const done = { stat: 'REPAIRCOMPLETED', reapirAmt: 180_000 };
    assert.equal((await send('PATCH /repairs/1', done)).status, 200);
    assert.equal((await send('GET /receipts/1')).body['repairAmt'], 180_000);
  });

  it('S18: a stranger neither pays nor sees it', async () => {
    assert.equal((await send('PATCH /receipts/1', { stat: 'PAYREQUEST' })).status, 200);
    const stranger = 'Customer:1234';
    const paying = { receiptId: '1', payAmt: 180_000 };
    assert.equal((await send('POST /payments', paying, stranger)).status, 403);
    assert.equal((await send('GET /displays/1', undefined, stranger)).status, 404);
  });

  it('S8, REP-N3: pay it with no card over its limit, and not while payment is down', async () => {
    const line = { receiptId: '1', payAmt: 180_000 };
    const declined = await send('POST /payments', { ...line, cardToken: 'card-0002' });
    assert.deepEqual([declined.status, declined.body['rejection']], [402, 'PaymentRefused']);
    garage.running.fault('payment', 'down');
    const away = await send('POST /payments', line);
    garage.running.fault('payment', 'none');
    assert.deepEqual([away.status, away.body['rejection']], [503, 'PaymentUnavailable']);
    assert.ok(Number(away.headers.get('retry-after')) > 0);
    assert.equal((await send('GET /receipts/1')).body['stat'], 'PAYREQUEST');
  });

  it('REP-N6: pay it', async () => {
    const { status } = await send('POST /payments', { receiptId: '1', payAmt: 180_000 });
    assert.equal(status, 201);
    assert.deepEqual(listed((await send('GET /payments')).body, 'receiptId'), ['receipt-1']);
    assert.deepEqual(listed((await send('GET /displays')).body, 'receiptId'), ['receipt-1']);
    const row = (await send('GET /displays/1')).body;
    assert.deepEqual([row['receiptStat'], row['payStat']], ['PAYAPPROVED', 'PAYAPPROVED']);
  });

  it('S10: ask for a delivery, or are asked to try again', async () => {
    const line = { stat: 'DELIVERYREQUESTED' };
    const deliver = { ...line, receiptId: 'receipt-1', vehiNo: '0101' };
    assert.equal((await send('POST /deliveries', deliver)).status, 403);
    garage.running.fault('delivery', 'down');
    const away = await send('PATCH /receipts/1', line);
    assert.deepEqual([away.status, away.body['rejection']], [503, 'DeliveryUnavailable']);
    assert.ok(Number(away.headers.get('retry-after')) > 0);
    garage.running.fault('delivery', 'none');
    assert.equal((await send('PATCH /receipts/1', line)).status, 200);
  });

  it('drive it home', async () => {
    const [deliveryId = ''] = listed((await send('GET /deliveries')).body, 'deliveryId');
    const path = `PATCH /deliveries/${deliveryId}`;
    assert.equal((await send(path, { stat: 'DELIVERYSTARTED' })).status, 200);
    assert.equal((await send(path, { stat: 'DELIVERYCOMPLETED' })).status, 200);
    assert.equal((await send('GET /displays/1')).body['deliveryStat'], 'DELIVERYCOMPLETED');
  });

  it('S12: call it off, twice if need be', async () => {
    const { body } = await send('POST /receipts', { vehiNo: '0101' });
    const path = `/receipts/${String(body['receiptId'])}`;
    assert.equal((await send(`DELETE ${path}`)).status, 204);
    assert.equal((await send(`DELETE ${path}`)).status, 204);
    assert.equal((await send(`GET ${path}`)).body['stat'], 'CANCELLED');
  });

  /** A car that the shop has begun with, and that its customer wants back. */
  const wantedBack = async (vehiNo: string): Promise<string> => {
    const { body } = await send('POST /receipts', { vehiNo });
    const receiptId = String(body['receiptId']);
    const path = `PATCH /repairs/${receiptId}`;
    assert.equal((await send(path, { stat: 'REQUESTREPAIR' })).status, 200);
    const cancelled = await send(`PATCH /receipts/${receiptId}`, { stat: 'CANCELREQUESTED' });
    assert.equal(cancelled.status, 200);
    return receiptId;
  };

  const statOf = async (receiptId: string) =>
    (await send(`GET /receipts/${receiptId}`)).body['stat'];

  it('S13: accept a cancellation, for nothing', async () => {
    const receiptId = await wantedBack('0303');
    const accepted = await send(`PATCH /repairs/${receiptId}`, { stat: 'CANCELLED', feeAmt: 0 });
    assert.equal(accepted.status, 200);
    assert.equal(await statOf(receiptId), 'CANCELLED');
  });

  it('S15: refuse a cancellation, for a reason', async () => {
    const receiptId = await wantedBack('0404');
    const refusal = { stat: 'CANCELREFUSED', reason: '부품을 이미 끼움' };
    assert.equal((await send(`PATCH /repairs/${receiptId}`, refusal)).status, 200);
    assert.equal(await statOf(receiptId), 'REPAIRRECEIVED');
  });

  it('S16: reject a repair, for a reason', async () => {
    const { body } = await send('POST /receipts', { vehiNo: '0505' });
    const receiptId = String(body['receiptId']);
    const rejection = { stat: 'REJECTED', reason: '부품 없음' };
    assert.equal((await send(`PATCH /repairs/${receiptId}`, rejection)).status, 200);
    assert.equal(await statOf(receiptId), 'REJECTED');
  });
});
