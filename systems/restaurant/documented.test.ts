// The documented lines of the restaurant, over HTTP, in the open demo.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import { kitchen, naengmyeon } from './restaurant.testing.ts';
import * as Cook from './cook/contract.ts';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

const line = { restaurantId: 1, restaurantMenuId: 11, customerId: 1, qty: 2 };

describe('The documented lines of the restaurant', () => {
  let diner: OverHttp;
  const send: OverHttp['send'] = (...of) => diner.send(...of);

  const get = async (path: string) => (await send(`GET ${path}`)).body;

  before(async () => {
    diner = await overHttp({ rehearsal, documents });
    const command = Cook.command.RegisterMenu({ ...naengmyeon, menuNm: '평양냉면', qty: 20 });
    await diner.running.issue({ command, by: kitchen() });
  });
  after(() => diner.close());

  it('S1: POST /orders takes an order', async () => {
    const { status, headers, body } = await send('POST /orders', line);
    assert.equal(status, 201);
    assert.match(String(headers.get('location')), /\/orders\/order-1$/);
    assert.deepEqual([body['orderId'], body['status']], ['order-1', 'ORDER : ORDERED']);
    assert.equal(typeof body['modifiedDate'], 'number');
  });

  it('S2: takes none that claims to be cooked, and none of nothing', async () => {
    assert.equal((await send('POST /orders', { ...line, status: 'COOKED' })).status, 400);
    assert.equal((await send('POST /orders', { ...line, qty: 0 })).status, 400);
    assert.equal((await send('POST /orders', { ...line, qty: 101 })).status, 400);
  });

  it('GET /orders and GET /orders/{id} show it', async () => {
    assert.deepEqual(listed(await get('/orders'), 'orderId'), ['order-1']);
    assert.partialDeepStrictEqual(await get('/orders/1'), {
      restaurantId: 'restaurant-1',
      restaurantMenuId: 'menu-11',
      customerId: 'customer-1',
      qty: 2,
    });
  });

  it('RES-F6: GET /cooks shows it to its kitchen', async () => {
    assert.deepEqual(listed(await get('/cooks'), 'status'), ['COOK : ORDER RECEIPT']);
    const other = await send('GET /cooks', undefined, 'Kitchen:restaurant-2');
    assert.deepEqual(listed(other.body, 'orderId'), []);
  });

  it('S17, RES-F6: a stranger neither sees, cancels nor cooks it', async () => {
    const stranger = 'Customer:customer-2';
    assert.equal((await send('GET /orders/1', undefined, stranger)).status, 404);
    assert.equal((await send('GET /mypages/1', undefined, stranger)).status, 404);
    assert.equal((await send('DELETE /orders/1', undefined, stranger)).status, 403);
    const cooking = { status: 'COOK : COOKING' };
    const { status, body } = await send('PATCH /cooks/1', cooking, 'Kitchen:restaurant-2');
    assert.deepEqual([status, body['rejection']], [403, 'Forbidden']);
  });

  it('POST /cancellations is forbidden from outside, and GET answers 405', async () => {
    const asked = { id: 1, customerId: 1, status: 'ORDER : ORDER CANCELED', orderId: 1 };
    assert.equal((await send('POST /cancellations', asked)).status, 403);
    assert.equal((await send('GET /cancellations')).status, 405);
  });

  it('S9: DELETE /orders/{id} answers 503 while the kitchen is down, and 204 after', async () => {
    diner.running.fault('cook', 'down');
    const { status, headers, body } = await send('DELETE /orders/1');
    assert.deepEqual([status, body['rejection']], [503, 'CancelUnavailable']);
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.equal((await get('/orders/1'))['status'], 'ORDER : ORDERED');
    diner.running.fault('cook', 'none');
    assert.equal((await send('DELETE /orders/1')).status, 204);
  });

  it('S7: DELETE /orders/{id} answers 204 again, and the row is still there', async () => {
    assert.equal((await send('DELETE /orders/1')).status, 204);
    assert.partialDeepStrictEqual(await get('/mypages/1'), {
      orderStatus: 'ORDER : ORDER CANCELED',
      cookStatus: 'COOK : ORDER CANCELED',
      deliveryStatus: 'DELIVERY : ORDER CANCELED',
    });
    assert.equal((await get('/orders/1'))['status'], 'ORDER : ORDER CANCELED');
  });

  it('PATCH /orders/{id} cancels as well', async () => {
    const { body } = await send('POST /orders', line);
    const path = `PATCH /orders/${String(body['orderId'])}`;
    assert.equal((await send(path, { status: 'ORDER : COOKING' })).status, 400);
    const cancelled = await send(path, { status: 'ORDER : ORDER CANCELED' });
    assert.deepEqual([cancelled.status, cancelled.body['status']], [200, 'ORDER : ORDER CANCELED']);
  });

  it('is understood with both spellings in a filter', async () => {
    for (const spelling of ['ORDER : ORDER CANCELED', 'ORDER : ORDER CANCELLED']) {
      const filter = encodeURIComponent(spelling);
      assert.equal(listed(await get(`/orders?status=${filter}`), 'orderId').length, 2);
      assert.equal(listed(await get(`/mypages?orderStatus=${filter}`), 'orderId').length, 2);
    }
  });

  it('S8: PATCH /cooks/{orderId} starts and finishes, and DELETE comes too late', async () => {
    const orderId = String((await send('POST /orders', line)).body['orderId']);
    const cook = `PATCH /cooks/${orderId}`;
    const started = await send(cook, { status: 'COOK : COOKING' });
    assert.deepEqual([started.status, started.body['status']], [200, 'COOK : COOKING']);
    const late = await send(`DELETE /orders/${orderId}`);
    assert.deepEqual([late.status, late.body['rejection']], [409, 'CookingStarted']);
    assert.equal((await send(cook, { status: 'COOKED' })).body['status'], 'COOKED');
    assert.deepEqual(listed(await get('/deliveries'), 'status'), ['DELIVERY : COOK FIN']);
    const deliver = `PATCH /deliveries/${orderId}`;
    assert.equal((await send(deliver, { status: 'DELIVERY : SHIPPED' })).status, 200);
    assert.equal((await send(deliver, { status: 'DELIVERY : DELIVERY FIN' })).status, 200);
    assert.equal((await get(`/mypages/${orderId}`))['orderStatus'], 'ORDER : COMPLETED');
  });

  it('PATCH /cooks/{orderId} rejects, with a reason', async () => {
    const orderId = String((await send('POST /orders', line)).body['orderId']);
    const refusal = { status: 'COOK : ORDER REJECTED', reason: '재료 소진' };
    const { status, body } = await send(`PATCH /cooks/${orderId}`, refusal);
    assert.deepEqual([status, body['reason']], [200, '재료 소진']);
    assert.equal((await get(`/orders/${orderId}`))['status'], 'ORDER : COOK CANCELED');
  });

  it('RES-F5: GET /mypages shows all of them', async () => {
    assert.equal(listed(await get('/mypages'), 'orderId').length, 4);
  });
});
