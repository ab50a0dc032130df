// The documented lines of the repair shop, over HTTP, in the open demo.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import type { Running } from '@dure/kernel';
import { runEmbedded } from '@dure/kernel/embedded';
import { memoryStore } from '@dure/store-memory';
import { RepairShop } from './system.ts';

type Row = { readonly [field: string]: unknown };

describe('The documented lines of the repair shop', () => {
  let running: Running;
  let gateway: Gateway;

  const send = async (line: string, body?: Row, actor?: string) => {
    const [method = '', path = ''] = line.split(' ');
    const headers = {
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(actor ? { 'dure-persona': actor } : {}),
    };
    const answer = await fetch(`${gateway.url}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const read: Row = text === '' ? {} : JSON.parse(text);
    await running.quiet();
    return { status: answer.status, headers: answer.headers, body: read };
  };

  before(async () => {
    running = await runEmbedded({ system: RepairShop, storeOf: () => memoryStore() });
    gateway = await createGateway({ running, port: 0 });
  });
  after(async () => {
    await gateway.close();
    await running.stop();
  });

  it('S1: receive a car', async () => {
    const line = { vehiNo: '0101', stat: 'REPAIRREQUEST' };
    const { status, body } = await send('POST /receipts', line);
    assert.equal(status, 201);
    assert.deepEqual([body['receiptId'], body['stat']], ['receipt-1', 'REPAIRREQUEST']);
    const row = (await send('GET /receipts/1')).body;
    assert.partialDeepStrictEqual(row, { ...line, repairAmt: null, payAmt: null });
  });

  it('S2, S3: receive no car that is not new, or is here already', async () => {
    const wrong = { vehiNo: '1234', stat: 'DELIVERYREQUESTED' };
    assert.equal((await send('POST /receipts', wrong)).status, 400);
    const { status, body } = await send('POST /receipts', { vehiNo: '01 01' });
    assert.equal(status, 409);
    assert.deepEqual([body['rejection'], body['receiptId']], ['OpenReceiptExists', 'receipt-1']);
  });

  it('take in and complete a repair, by its number or by that of its receipt', async () => {
    const takenIn = await send('PATCH /repairs/repair-1', { stat: 'REQUESTREPAIR' });
    assert.equal(takenIn.status, 200);
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

  it('REP-N6: pay it', async () => {
    const { status } = await send('POST /payments', { receiptId: '1', payAmt: 180_000 });
    assert.equal(status, 201);
    const row = (await send('GET /displays/1')).body;
    assert.deepEqual([row['receiptStat'], row['payStat']], ['PAYAPPROVED', 'PAYAPPROVED']);
  });

  it('S10: ask for a delivery, or be told to try again', async () => {
    const line = { stat: 'DELIVERYREQUESTED' };
    const deliver = { ...line, receiptId: 'receipt-1', vehiNo: '0101' };
    assert.equal((await send('POST /deliveries', deliver)).status, 403);
    running.fault('delivery', 'down');
    const away = await send('PATCH /receipts/1', line);
    assert.deepEqual([away.status, away.body['rejection']], [503, 'DeliveryUnavailable']);
    assert.ok(Number(away.headers.get('retry-after')) > 0);
    running.fault('delivery', 'none');
    assert.equal((await send('PATCH /receipts/1', line)).status, 200);
  });

  it('drive it home', async () => {
    const { body } = await send('GET /deliveries');
    const [, deliveryId = ''] = /"deliveryId":"([^"]+)"/.exec(JSON.stringify(body)) ?? [];
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
});
