// The documented lines of parcel pickup, over HTTP, in the open demo: each row of the page's table.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { instantAt } from '@dure/domain/korea';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import { choi, courier, lee, manager, park, TEL } from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

const { GoOnDuty, RegisterCourier } = Pickupassign.command;

describe('The documented lines of parcel pickup', () => {
  let city: OverHttp;
  const send: OverHttp['send'] = (...of) => city.send(...of);

  before(async () => {
    city = await overHttp(
      { rehearsal, documents },
      { now: () => instantAt('2026-03-02', '10:00') },
    );
    for (const one of [lee, park, choi]) {
      await city.running.issue({ command: RegisterCourier(one), by: manager });
      await city.running.issue({ command: GoOnDuty(one), by: courier(one.workerid) });
    }
  });
  after(() => city.close());

  const get = async (path: string) => {
    const { status, body } = await send(`GET ${path}`);
    assert.equal(status, 200, path);
    return body;
  };

  const statusOf = async (tel: string) =>
    listed(await get(`/pickupstatuses?tel=${tel}`), 'pickupStatus');

  /** Asks for a pickup that is refused, and says how. */
  const refusedAs = async (line: { readonly [field: string]: unknown }) => {
    const { status, body } = await send('POST /pickupcalls', line);
    return [status, body['rejection']];
  };

  it('S1, PIC-F1: POST /pickupcalls asks for a pickup', async () => {
    const line = { 휴대폰번호: TEL, status: '호출', location: '이수', cost: '10000' };
    const { status, headers, body } = await send('POST /pickupcalls', line);
    assert.equal(status, 201, JSON.stringify(body));
    assert.match(String(headers.get('location')), /\/pickupcalls\/pickupcall-1$/);
    const taken = { pickupId: 'pickupcall-1', tel: TEL, status: '호출', cost: 5600 };
    assert.partialDeepStrictEqual(body, { ...taken, parcelType: '10KG_UNDER' });
    assert.deepEqual(listed(await get(`/pickupstatuses?tel=${TEL}`), 'worker'), ['이준영']);
  });

  it('S2: POST /pickupcalls asks for another', async () => {
    const line = { 휴대폰번호: '01089385708', status: '호출', location: '사당', cost: '20000' };
    const { status, body } = await send('POST /pickupcalls', line);
    assert.deepEqual([status, body['cost']], [201, 6100]);
    assert.deepEqual(await statusOf('01089385708'), ['호출확정']);
    assert.deepEqual(listed(await get('/pickupstatuses?tel=01089385708'), 'worker'), ['최가은']);
  });

  it('PIC-F1: POST /pickupcalls takes the words of the page, in Korean', async () => {
    const line = { 고객휴대폰번호: '010-7777-8888', 호출위치: '강남', 택배유형: '10kg 이상' };
    const { status, body } = await send('POST /pickupcalls', { ...line, 호출상태: '호출' });
    assert.equal(status, 201, JSON.stringify(body));
    const heavy = { tel: '01077778888', location: '강남', parcelType: '10KG_OVER', cost: 11_200 };
    assert.partialDeepStrictEqual(body, heavy);
  });

  it('S3: POST /pickupcalls asks as new, by a phone, where and when one can', async () => {
    const tel = '01055556666';
    const wrong = [
      { tel, status: '호출확정' },
      { status: '호출' },
      { tel: '01012' },
      { tel, location: '부산' },
      { tel, parcelType: '20KG' },
      { tel, wishedFrom: '2026-03-02T13:00:00+09:00' },
      { tel, wishedTo: '2026-03-02T09:00:00+09:00' },
      { tel, wishedFrom: '2026-03-02T11:30:00+09:00', wishedTo: '2026-03-02T11:00:00+09:00' },
    ];
    for (const line of wrong)
      assert.deepEqual(await refusedAs(line), [400, 'Invalid'], JSON.stringify(line));
    assert.deepEqual(await statusOf(tel), []);
  });

  it('S14: POST /pickupcalls asks once for a phone, however that is written', async () => {
    assert.deepEqual(await refusedAs({ tel: '+82 10-5095-8718' }), [409, 'OpenPickupExists']);
  });

  it('S7, PIC-N1: POST /pickupcalls answers 503 while management is down', async () => {
    city.running.fault('pickupmanage', 'down');
    const { status, headers, body } = await send('POST /pickupcalls', { tel: '01066667777' });
    city.running.fault('pickupmanage', 'none');
    assert.deepEqual([status, body['rejection']], [503, 'PickupUnavailable']);
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.deepEqual(await statusOf('01066667777'), []);
  });

  it('GET /pickupcalls, /pickupmanages and /pickupassigns show the pickups', async () => {
    for (const path of ['/pickupcalls', '/pickupmanages', '/pickupassigns']) {
      const ids = new Set(listed(await get(path), 'pickupId'));
      for (const number of [1, 2, 3]) assert.ok(ids.has(`pickupcall-${number}`), path);
    }
  });

  it('POST /pickupmanages is for pickupcall alone', async () => {
    const line = { id: 9, orderId: 9, tel: TEL, location: '이수', status: '호출', cost: 1 };
    for (const persona of [undefined, 'Customer', 'PickupManager', 'Operator'])
      assert.equal((await send('POST /pickupmanages', line, persona)).status, 403, persona);
  });

  it('PIC-F7, PIC-N4: GET /pickupstatuses?tel=… shows the pickups of a phone', async () => {
    assert.deepEqual(await statusOf(TEL), ['호출확정']);
    assert.deepEqual(await statusOf('01000000000'), []);
  });

  it('PATCH /pickupassigns/{pickupId} starts a collection, by who was sent', async () => {
    const line = { status: '수거중' };
    const others = await send('PATCH /pickupassigns/1', line, 'Courier:P3');
    assert.deepEqual([others.status, others.body['rejection']], [403, 'Forbidden']);
    const { status, body } = await send('PATCH /pickupassigns/pickupcall-1', line, 'Courier:P1');
    assert.deepEqual([status, body['status']], [200, '수거중'], JSON.stringify(body));
    assert.deepEqual(await statusOf(TEL), ['수거중']);
    assert.equal((await send('PATCH /pickupassigns/1', { status: '휴무' })).status, 400);
  });

  it('S11: DELETE and PATCH /pickupcalls/{id} are too late after that', async () => {
    const { status, body } = await send('DELETE /pickupcalls/1');
    assert.deepEqual([status, body['rejection']], [409, 'AlreadyCollected']);
    assert.equal((await send('PATCH /pickupcalls/1', { status: '호출취소' })).status, 409);
  });

  it('PATCH /pickupassigns/{pickupId} completes it, in the words of the open demo', async () => {
    const { status, body } = await send('PATCH /pickupassigns/1', { status: '수거완료' });
    assert.deepEqual([status, body['status']], [200, '수거완료']);
    assert.deepEqual(await statusOf(TEL), ['수거완료']);
    const row = await get('/pickupassigns/1');
    assert.deepEqual([row['tel'], row['contactTel'], row['address']], [null, null, null]);
  });

  it('S9, PIC-F5, PIC-F6: DELETE /pickupcalls/{id} cancels, as often as one asks', async () => {
    for (const answer of [await send('DELETE /pickupcalls/2'), await send('DELETE /pickupcalls/2')])
      assert.deepEqual([answer.status, answer.body], [204, {}]);
    assert.deepEqual(await statusOf('01089385708'), ['호출취소']);
    assert.equal((await get('/pickupassigns/2'))['status'], '할당취소');
  });

  it('PATCH /pickupcalls/{id} cancels by one status, and not for a stranger', async () => {
    assert.equal((await send('PATCH /pickupcalls/3', { status: '수거완료' })).status, 400);
    const line = { status: '호출취소' };
    assert.equal((await send('PATCH /pickupcalls/3', line, `Customer:${TEL}`)).status, 403);
    assert.equal((await send('GET /pickupcalls/3', undefined, `Customer:${TEL}`)).status, 404);
    assert.equal((await send('PATCH /pickupcalls/3', line)).status, 200);
    assert.deepEqual(await statusOf('01077778888'), ['호출취소']);
  });

  it('PIC-F8: GET /pickupstatuses?tel=… keeps what is over', async () => {
    assert.equal((await send('POST /pickupcalls', { tel: TEL })).status, 201);
    assert.deepEqual((await statusOf(TEL)).toSorted(), ['수거완료', '호출확정']);
  });

  it('GET /taxicalls is not served here', async () => {
    assert.equal((await send('GET /taxicalls')).status, 404);
  });
});
