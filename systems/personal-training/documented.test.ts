// The documented lines of personal training, over HTTP, in the open demo.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addDays } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { machineClock } from '@dure/embedded';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

describe('The documented lines of personal training', () => {
  let gym: OverHttp;
  const send: OverHttp['send'] = (...of) => gym.send(...of);

  const status = async (path: string) => (await send(`GET ${path}`)).body['status'];

  /** The application of another customer. */
  let other = '';

  const tomorrow = addDays(dayOf(machineClock().now()), 1);

  before(async () => {
    gym = await overHttp({ rehearsal, documents }, { settings: { RESULT_ANYTIME: true } });
    for (const [trainerId, trainerName] of [
      [2001, '강민호'],
      [2002, '윤지수'],
    ]) {
      await send('POST /trainers', { trainerId, trainerName });
    }
  });
  after(() => gym.close());

  it('S1: POST /ptorders applies, and the clerk finds it on their list', async () => {
    const line = { ptClassId: 1, ptClassName: '체형교정', customerId: 1, customerName: '홍길동' };
    const { status: code, body } = await send('POST /ptorders', { ...line, status: 'ORDERED' });
    assert.equal(code, 201);
    assert.deepEqual([body['ptOrderId'], body['status']], ['ptorder-1', 'ORDERED']);
    const tasks = await send('GET /ptmanagers');
    assert.equal(tasks.status, 200);
    assert.deepEqual(listed(tasks.body, 'status'), ['ORDER_RECEIVED']);
  });

  it('S2: POST /ptorders applies as new only', async () => {
    const line = { ptClassId: 1, ptClassName: '체형교정', customerId: 1, customerName: '홍길동' };
    const wrong = await send('POST /ptorders', { ...line, status: 'ORDER_COMPLETED' });
    assert.deepEqual([wrong.status, wrong.body['rejection']], [400, 'Invalid']);
  });

  it('GET /ptorders and GET /ptorders/{id} show the applications', async () => {
    assert.deepEqual(listed((await send('GET /ptorders')).body, 'ptOrderId'), ['ptorder-1']);
    const { status: code, body } = await send('GET /ptorders/1');
    assert.deepEqual(
      [code, body['ptClassId'], body['customerId']],
      [200, 'ptclass-1', 'customer-1'],
    );
  });

  it('S4: PATCH /ptmanagers/{id} assigns, by the number of the care case', async () => {
    const unknown = { trainerId: 9999, trainerName: '아무개' };
    const refused = await send('PATCH /ptmanagers/1', unknown);
    assert.deepEqual([refused.status, refused.body['rejection']], [409, 'UnknownTrainer']);
    const line = { trainerId: 2001, trainerName: '강민호' };
    const { status: code, body } = await send('PATCH /ptmanagers/ptmanager-1', line);
    assert.deepEqual([code, body['status']], [200, 'ORDER_ACCEPTED']);
    const tasks = await send('GET /pttrainers');
    assert.equal(tasks.status, 200);
    assert.deepEqual(listed(tasks.body, 'status'), ['SCHEDULE_REQUESTED']);
  });

  it('S19: a stranger neither cancels, nor sees, nor confirms it', async () => {
    const stranger = 'Customer:customer-2';
    const cancel = { status: 'CANCEL_ORDERED' };
    assert.equal((await send('PATCH /ptorders/1', cancel, stranger)).status, 403);
    assert.equal((await send('GET /ptorders/1', undefined, stranger)).status, 404);
    assert.equal((await send('GET /ptstatuses/1', undefined, stranger)).status, 404);
    const confirm = { status: 'SCHEDULE_CONFIRMED', ptClassDate: `${tomorrow} 19:00:00` };
    const yoon = 'Trainer:trainer-2002';
    assert.equal((await send('PATCH /pttrainers/1', confirm, yoon)).status, 403);
  });

  it('S7: PATCH /pttrainers/{id} declines, and PATCH /ptmanagers/{id} assigns again', async () => {
    const line = { status: 'SCHEDULE_DECLINED', reason: '휴가' };
    const { status: code, body } = await send('PATCH /pttrainers/1', line);
    assert.deepEqual([code, body['status']], [200, 'SCHEDULE_DECLINED']);
    assert.equal(await status('/ptmanagers/1'), 'ORDER_RECEIVED');
    const again = await send('PATCH /ptmanagers/1', { trainerId: 2002, trainerName: '윤지수' });
    assert.equal(again.status, 200);
  });

  it('S5: PATCH /pttrainers/{id} confirms a date that is free', async () => {
    const line = { status: 'SCHEDULE_CONFIRMED', ptClassDate: `${tomorrow} 19:00:00` };
    const mine = 'Trainer:trainer-2002';
    const { status: code, body } = await send('PATCH /pttrainers/2', line, mine);
    assert.deepEqual([code, body['status']], [200, 'SCHEDULE_CONFIRMED']);
    assert.equal(body['ptClassDate'], `${tomorrow}T19:00:00+09:00`);
    assert.equal(await status('/ptorders/1'), 'ORDER_COMPLETED');
    const theirs = { ptClassId: 2, ptClassName: '필라테스', customerId: 2, customerName: '성춘향' };
    other = String((await send('POST /ptorders', theirs)).body['ptOrderId']);
    await send(`PATCH /ptmanagers/${other}`, { trainerId: 2002 });
    const beside = await send('PATCH /pttrainers/3', {
      ...line,
      ptClassDate: `${tomorrow} 19:30:00`,
    });
    assert.deepEqual([beside.status, beside.body['rejection']], [409, 'ScheduleOverlap']);
    assert.equal(beside.body['otherPtTrainerId'], 'pttrainer-2');
  });

  it('POST /pttrainers is for care alone', async () => {
    const line = { ptOrderId: 1, status: 'SCHEDULE_CANCELED' };
    for (const actor of ['Clerk', 'Operator', 'Trainer:trainer-2002', undefined]) {
      assert.equal((await send('POST /pttrainers', line, actor)).status, 403);
    }
  });

  it('S10: PATCH /ptorders/{id} cancels, and frees the hour', async () => {
    const line = { status: 'CANCEL_ORDERED' };
    const { status: code, body } = await send('PATCH /ptorders/1', line);
    assert.deepEqual([code, body['status']], [200, 'CANCEL_ORDERED']);
    assert.equal(await status('/ptorders/1'), 'ORDER_CANCELED');
    assert.equal(await status('/pttrainers/2'), 'SCHEDULE_CANCELED');
    const confirm = { status: 'SCHEDULE_CONFIRMED', ptClassDate: `${tomorrow} 19:00:00` };
    assert.equal((await send('PATCH /pttrainers/3', confirm)).status, 200);
  });

  it('S8: PATCH /pttrainers/{id} registers a result, which the customer can read', async () => {
    const line = { status: 'RESULT_CREATED', ptResult: '자세 교정 3회차 권장' };
    const { status: code, body } = await send('PATCH /pttrainers/3', line);
    assert.deepEqual([code, body['status']], [200, 'RESULT_CREATED']);
    assert.equal(await status(`/ptorders/${other}`), 'RESULT_READY');
    const own = await send(`GET /ptstatuses/${other}`, undefined, 'Customer:customer-2');
    assert.deepEqual([own.status, own.body['ptResult']], [200, '자세 교정 3회차 권장']);
    const all = await send('GET /ptstatuses');
    assert.equal(all.status, 200);
    assert.deepEqual(listed(all.body, 'ptOrderStatus').toSorted(), [
      'ORDER_CANCELED',
      'RESULT_READY',
    ]);
  });

  it('S14: PATCH and DELETE /ptorders/{id} are too late after the result', async () => {
    const patched = await send(`PATCH /ptorders/${other}`, { status: 'CANCEL_ORDERED' });
    assert.deepEqual([patched.status, patched.body['rejection']], [409, 'ResultAlreadyCreated']);
    assert.equal((await send(`DELETE /ptorders/${other}`)).status, 409);
  });

  it('DELETE /ptorders/{id} cancels, as often as it is asked', async () => {
    assert.equal((await send('DELETE /ptorders/1')).status, 204);
    const third = { ptClassId: 3, ptClassName: '근력 향상', customerId: 3, customerName: '이몽룡' };
    const { body } = await send('POST /ptorders', third);
    const path = `/ptorders/${String(body['ptOrderId'])}`;
    assert.equal((await send(`DELETE ${path}`)).status, 204);
    assert.equal((await send(`DELETE ${path}`)).status, 204);
    assert.equal(await status(path), 'ORDER_CANCELED');
  });

  it('S11, S12, I10: POST and PATCH /ptorders are taken while all others are away', async () => {
    const others = ['ptmanager', 'pttrainer', 'ptstatus'];
    for (const context of others) gym.running.fault(context, 'down');
    const line = { ptClassId: 4, ptClassName: '재활 운동', customerId: 3, customerName: '이몽룡' };
    const placed = await send('POST /ptorders', line);
    const path = `/ptorders/${String(placed.body['ptOrderId'])}`;
    const canceled = await send(`PATCH ${path}`, { status: 'CANCEL_ORDERED' });
    const assigning = await send('PATCH /ptmanagers/1', { trainerId: 2001 });
    for (const context of others) gym.running.fault(context, 'none');
    await gym.running.quiet();
    assert.deepEqual([placed.status, canceled.status, assigning.status], [201, 200, 503]);
    assert.equal(canceled.body['status'], 'CANCEL_ORDERED');
    assert.equal(await status(path), 'ORDER_CANCELED');
  });
});
