// The documented lines of taxi call, over HTTP, in the open demo: each row of the page's table.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import * as Taxiassign from './taxiassign/contract.ts';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';
import { driver, manager } from './taxi.testing.ts';

const { GoOnDuty, RegisterTaxi } = Taxiassign.command;

const FLEET = 6;

describe('The documented lines of taxi call', () => {
  let town: OverHttp;
  const send: OverHttp['send'] = (...of) => town.send(...of);

  before(async () => {
    town = await overHttp({ rehearsal, documents });
    for (let taxi = 1; taxi <= FLEET; taxi += 1) {
      const taxiid = `서울33바110${taxi}`;
      const of = { poolId: '서울/일반', taxiid, location: '마포' } as const;
      const register = RegisterTaxi({ ...of, driver: '김민수', drivertel: `0103111110${taxi}` });
      await town.running.issue({ command: register, by: manager });
      await town.running.issue({ command: GoOnDuty(of), by: driver(taxiid) });
    }
  });
  after(() => town.close());

  /** Calls as this line does, and gives the row of the call. */
  const called = async (line: string, body: { readonly [field: string]: unknown }) => {
    const { status, body: row } = await send(line, body);
    assert.equal(status, 201, JSON.stringify(row));
    return row;
  };

  const statusOf = async (tel: string) =>
    listed((await send(`GET /callstatuses?tel=${tel}`)).body, 'callStatus');

  it('S1: POST /taxicalls calls a taxi', async () => {
    const line = { tel: '01023456789', status: '호출', cost: 25_500 };
    const row = await called('POST /taxicalls', line);
    assert.deepEqual([row['callId'], row['status'], row['cost']], ['taxicall-1', '호출', 7400]);
  });

  it('S2: POST /택시호출s calls one in Korean', async () => {
    const row = await called('POST /택시호출s', {
      휴대폰번호: '01012345678',
      호출상태: '호출',
      호출위치: '마포',
      예상요금: 25_000,
    });
    assert.deepEqual([row['tel'], row['location']], ['01012345678', '마포']);
  });

  it('S3: POST /taxicalls calls one in English', async () => {
    const line = { tel: '01034567890', status: 'call', location: 'mapo', cost: 25_000 };
    const row = await called('POST /taxicalls', line);
    assert.equal(row['status'], '호출');
  });

  it('S14: POST /taxicalls takes a phone alone, once', async () => {
    await called('POST /taxicalls', { tel: '0101231234' });
    const { status, body } = await send('POST /taxicalls', { tel: '010-123-1234' });
    assert.deepEqual([status, body['rejection']], [409, 'OpenCallExists']);
    assert.deepEqual([body['tel'], body['callId']], ['0101231234', 'taxicall-4']);
  });

  it('S4: POST /taxicalls and POST /택시호출s call as new only, and by a phone', async () => {
    const wrong = [
      ['POST /taxicalls', { tel: '01055556666', status: '호출확정' }],
      ['POST /taxicalls', { status: '호출' }],
      ['POST /taxicalls', { tel: '0212345678' }],
      ['POST /택시호출s', { 휴대폰번호: '01055556666', 호출상태: '호출취소' }],
      ['POST /택시호출s', { 휴대폰번호: '0212345678' }],
    ] as const;
    for (const [line, body] of wrong) {
      const answer = await send(line, body);
      const what = JSON.stringify(body);
      assert.deepEqual([answer.status, answer.body['rejection']], [400, 'Invalid'], what);
    }
  });

  it('S5, TAX-N1: POST /taxicalls leaves nothing behind while management is down', async () => {
    town.running.fault('taximanage', 'down');
    const { status, headers, body } = await send('POST /taxicalls', { tel: '01077778888' });
    town.running.fault('taximanage', 'none');
    assert.deepEqual([status, body['rejection']], [503, 'CallUnavailable']);
    assert.ok(Number(headers.get('retry-after')) > 0);
    assert.deepEqual(await statusOf('01077778888'), []);
  });

  it('GET /taxicalls and GET /택시호출s show the calls', async () => {
    for (const path of ['/taxicalls', '/택시호출s']) {
      const { status, body } = await send(`GET ${path}`);
      assert.equal(status, 200);
      assert.ok(listed(body, 'callId').includes('taxicall-1'), path);
    }
  });

  it('POST /taximanages and POST /택시관리s are for taxicall alone', async () => {
    const body = {
      id: 9,
      orderId: 9,
      tel: '01023456789',
      location: '마포',
      status: '호출',
      cost: 1,
    };
    for (const path of ['/taximanages', '/택시관리s'])
      for (const persona of [undefined, 'Customer', 'TaxiManager', 'Operator'])
        assert.equal((await send(`POST ${path}`, body, persona)).status, 403, persona);
  });

  it('GET /taximanages and GET /택시관리s show them, and GET /taximanags leads there', async () => {
    for (const path of ['/taximanages', '/택시관리s']) {
      const { status, body } = await send(`GET ${path}`);
      assert.equal(status, 200);
      assert.ok(listed(body, 'callId').includes('taxicall-1'), path);
    }
    const { status, headers } = await send('GET /taximanags?page=0');
    assert.equal(status, 308);
    const location = new URL(String(headers.get('location')), town.url);
    assert.equal((await fetch(location)).status, 200);
    assert.match(location.pathname, /\/taximanages$/);
  });

  it('GET /taxiassigns and GET /callstatuses?tel=… show what became of them', async () => {
    const { status, body } = await send('GET /taxiassigns');
    assert.equal(status, 200);
    assert.ok(listed(body, 'taxiid').length > 0);
    assert.deepEqual(await statusOf('01012345678'), ['호출확정']);
  });

  it('S7: DELETE /taxicalls/{id} and DELETE /택시호출s/{id} cancel, twice if need be', async () => {
    for (const path of ['DELETE /taxicalls/2', 'DELETE /택시호출s/taxicall-3'])
      for (const answer of [await send(path), await send(path)])
        assert.deepEqual([answer.status, answer.body], [204, {}]);
    assert.deepEqual(await statusOf('01012345678'), ['호출취소']);
  });

  it('S7: PATCH /taxicalls/{id} cancels by a status, and by no other', async () => {
    assert.equal((await send('PATCH /taxicalls/4', { status: '몰라' })).status, 400);
    assert.equal((await send('PATCH /taxicalls/4', { status: '호출취소' })).status, 200);
    assert.deepEqual(await statusOf('0101231234'), ['호출취소']);
  });

  /** The driver of a taxi, as they sign on in the open demo. */
  const driverOf = async (callId: string): Promise<string> => {
    const { body } = await send(`GET /callstatuses?callId=${callId}`);
    const [taxiid = ''] = listed(body, 'taxiid');
    return `Driver:${encodeURIComponent(taxiid)}`;
  };

  it('S9: PATCH /taxiassigns/{callId} starts a ride, which is not cancelled', async () => {
    const other = `Driver:${encodeURIComponent('서울33바1106')}`;
    const line = { status: '운행중' };
    assert.equal((await send('PATCH /taxiassigns/taxicall-1', line, other)).status, 403);
    const by = await driverOf('taxicall-1');
    const started = await send('PATCH /taxiassigns/taxicall-1', line, by);
    assert.equal(started.status, 200, JSON.stringify(started.body));
    assert.deepEqual(await statusOf('01023456789'), ['운행중']);
    for (const path of ['/taxicalls/1', '/택시호출s/1'])
      assert.equal((await send(`DELETE ${path}`)).status, 409);
    assert.equal((await send('PATCH /taxicalls/1', { status: '호출취소' })).status, 409);
  });

  it('PATCH /taxiassigns/{callId} completes it', async () => {
    const completed = await send('PATCH /taxiassigns/1', { status: '운행완료' });
    assert.equal(completed.status, 200, JSON.stringify(completed.body));
    assert.deepEqual(await statusOf('01023456789'), ['운행완료']);
  });
});
