// The chains that the reference documents print, as they print them: over HTTP, at the gateway of a
// replay, with what the documents take for granted and nothing else.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import { documentsOf, rehearsalOf } from '../businesses.ts';
import { allRecords } from '../world.ts';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost } from './business-host.ts';

type Row = { readonly [field: string]: unknown };

type Replay = {
  /** Sends a documented line, `POST /taxicalls`, and lets what follows from it come to rest. */
  readonly send: (line: string, body?: Row) => Promise<{ readonly status: number; body: Row }>;
  readonly fault: (of: string, fault: 'none' | 'down') => Promise<void>;
  /** What has happened to a case, in order, without messages. */
  readonly chain: (caseId: string) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const answerTo = async (url: string, line: string, body?: Row) => {
  const [method = '', path = ''] = line.split(' ');
  const headers = { 'content-type': 'application/json' };
  const written = body ? { body: JSON.stringify(body), headers } : {};
  const answer = await fetch(`${url}${path}`, { method, ...written });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Row) };
};

const opened = async (name: string): Promise<Replay> => {
  const system = await rehearsalOf(name);
  const refused: unknown[] = [];
  const logger: Parameters<typeof openBusinessHost>[0]['logger'] = {
    incident: () => {},
    happened: () => {},
    warn: (facts) => void refused.push(facts),
  };
  const of = { system, folder: undefined, settings: {}, isReplay: true, withDemo: false, logger };
  const host: BusinessHost = await openBusinessHost(of);
  assert.deepEqual(refused, []);
  const { running } = host;
  const documents = { [name]: await documentsOf(name) };
  const gateway: Gateway = await createGateway({ running, port: 0, documents });
  const send: Replay['send'] = async (line, body) => {
    const answer = await answerTo(gateway.url, line, body);
    await running.quiet();
    return answer;
  };
  return {
    send,
    fault: async (context, fault) => {
      const { status } = await send(`POST /${name}/ops/faults`, { of: context, fault });
      assert.equal(status, 200);
    },
    chain: async (caseId) =>
      (await allRecords(running)).flatMap((record) =>
        record.caseId === caseId && !record.type.startsWith('Message') ? [record.type] : [],
      ),
    close: async () => {
      await gateway.close();
      await host.close();
    },
  };
};

/** A replay of a business, open while its facts are looked at. */
const replayOf = (name: string, facts: (replay: () => Replay) => void): void => {
  describe(`The documents of ${name}, replayed`, () => {
    let replay: Replay | undefined;
    const open = (): Replay => {
      assert.ok(replay);
      return replay;
    };
    before(async () => {
      replay = await opened(name);
    });
    after(() => replay?.close());
    facts(open);
  });
};

const inOrder = (chain: readonly string[], ...types: readonly string[]): void =>
  assert.deepEqual(
    chain.filter((type) => types.includes(type)),
    types,
  );

replayOf('taxi', (town) => {
  const call = { tel: '01023456789', status: '호출', cost: 25_500 };

  it('a call is confirmed with a taxi', async () => {
    const { status, body } = await town().send('POST /taxicalls', call);
    assert.deepEqual([status, body['status']], [201, '호출']);
    const { body: row } = await town().send('GET /taxicalls/1');
    assert.equal(row['status'], '호출확정');
    inOrder(
      await town().chain('taxicall-1'),
      'TaximanageAccepted',
      'TaxicallRequested',
      'TaximanageAssigned',
      'TaxiassignCompleted',
      'TaxicallConfirmed',
    );
  });

  it('it is cancelled, and the assignment with it', async () => {
    assert.equal((await town().send('DELETE /taxicalls/1')).status, 204);
    inOrder(
      await town().chain('taxicall-1'),
      'TaxicallCancelled',
      'TaximanageCancelled',
      'TaxiassignCancelled',
      'TaxicallCancelConfirmed',
    );
  });

  it('no call is taken while management is down, and the same line is, after', async () => {
    const line = { ...call, tel: '01011112222' };
    await town().fault('taximanage', 'down');
    assert.equal((await town().send('POST /taxicalls', line)).status, 503);
    await town().fault('taximanage', 'none');
    assert.equal((await town().send('POST /taxicalls', line)).status, 201);
  });

  it('a call waits while assignment is down, and has its taxi after', async () => {
    await town().fault('taxiassign', 'down');
    const { status, body } = await town().send('POST /taxicalls', { ...call, tel: '01033334444' });
    const row = `GET /taxicalls/${String(body['callId'])}`;
    assert.deepEqual([status, (await town().send(row)).body['status']], [201, '호출중']);
    await town().fault('taxiassign', 'none');
    assert.equal((await town().send(row)).body['status'], '호출확정');
  });
});

replayOf('parcel-pickup', (city) => {
  const pickup = { 휴대폰번호: '01050958718', status: '호출', location: '이수', cost: 10_000 };

  it('two pickups are confirmed with two couriers', async () => {
    assert.equal((await city().send('POST /pickupcalls', pickup)).status, 201);
    const second = { 휴대폰번호: '01089385708', status: '호출', location: '사당', cost: 20_000 };
    assert.equal((await city().send('POST /pickupcalls', second)).status, 201);
    const rows = ['1', '2'].map((id) => city().send(`GET /pickupcalls/${id}`));
    const statuses = (await Promise.all(rows)).map(({ body }) => body['status']);
    assert.deepEqual(statuses, ['호출확정', '호출확정']);
    inOrder(
      await city().chain('pickupcall-2'),
      'PickupmanageAccepted',
      'PickupcallRequested',
      'PickupmanageAssigned',
      'PickupassignCompleted',
      'PickupcallConfirmed',
    );
  });

  it('one is cancelled, and the assignment with it', async () => {
    assert.equal((await city().send('DELETE /pickupcalls/1')).status, 204);
    const { body } = await city().send('GET /pickupcalls/1');
    assert.equal(body['status'], '호출취소');
  });

  it('none is taken while management is down', async () => {
    const line = { ...pickup, 휴대폰번호: '01011112222' };
    await city().fault('pickupmanage', 'down');
    assert.equal((await city().send('POST /pickupcalls', line)).status, 503);
    await city().fault('pickupmanage', 'none');
    assert.equal((await city().send('POST /pickupcalls', line)).status, 201);
  });
});

replayOf('personal-training', (gym) => {
  const order = {
    ptClassId: 1,
    ptClassName: '체형교정',
    customerId: 1,
    customerName: '홍길동',
    status: 'ORDERED',
  };

  it('an application is assigned, confirmed and completed by itself', async () => {
    const { status } = await gym().send('POST /ptorders', order);
    assert.equal(status, 201);
    inOrder(
      await gym().chain('ptorder-1'),
      'PtOrdered',
      'PtOrderAccepted',
      'PtScheduleConfirmed',
      'PtOrderConfirmed',
      'PtOrderCompleted',
    );
  });

  it('it gets its result, and another one is cancelled', async () => {
    const result = { status: 'RESULT_CREATED', ptResult: '자세 교정 3회차 권장' };
    assert.equal((await gym().send('PATCH /pttrainers/1', result)).status, 200);
    const { body } = await gym().send('GET /ptorders/1');
    assert.equal(body['status'], 'RESULT_READY');
    assert.equal((await gym().send('POST /ptorders', order)).status, 201);
    const cancel = { status: 'CANCEL_ORDERED' };
    assert.equal((await gym().send('PATCH /ptorders/2', cancel)).status, 200);
    assert.equal((await gym().send('GET /ptorders/2')).body['status'], 'ORDER_CANCELED');
  });

  it('an application is taken while management is down', async () => {
    await gym().fault('ptmanager', 'down');
    assert.equal((await gym().send('POST /ptorders', order)).status, 201);
    assert.equal((await gym().send('GET /ptorders/3')).body['status'], 'ORDERED');
    await gym().fault('ptmanager', 'none');
    assert.equal((await gym().send('GET /ptorders/3')).body['status'], 'ORDER_COMPLETED');
  });
});

replayOf('restaurant', (diner) => {
  const order = { restaurantId: 1, restaurantMenuId: 11, customerId: 1, qty: 2 };

  it('an order is cooked, shipped and completed by itself', async () => {
    const { status, body } = await diner().send('POST /orders', order);
    assert.deepEqual([status, body['status']], [201, 'ORDER : ORDERED']);
    inOrder(await diner().chain('order-1'), 'Ordered', 'Cooked', 'Shipped');
    const { body: row } = await diner().send('GET /mypages/1');
    assert.equal(row['deliveryStatus'], 'DELIVERY : DELIVERY FIN');
  });

  it('an order of more than there is left is cancelled', async () => {
    assert.equal((await diner().send('POST /orders', { ...order, qty: 19 })).status, 201);
    const { body } = await diner().send('GET /orders/2');
    assert.equal(body['status'], 'ORDER : QTY OVER CANCELED');
  });
});

replayOf('lodging', (house) => {
  const nights = { strDt: '20240221', endDt: '20240222', qty: 1, amount: 5000 };
  const stay = { placeNm: 'test01', status: '예약처리', usrId: 2, ...nights, placeId: 1 };

  it('a stay is reserved, and a second one is unwound where there is no room', async () => {
    const stock = { placeId: 1, stock: 1 };
    assert.equal((await house().send('POST /reservationManagements', stock)).status, 201);
    assert.equal((await house().send('POST /accommodations', stay)).status, 201);
    inOrder(
      await house().chain('order-1'),
      'ReservationPlaced',
      'PaymentApproved',
      'ReservationConfirmed',
      'ReservationStatusChanged',
    );
    assert.equal((await house().send('POST /accommodations', stay)).status, 201);
    inOrder(
      await house().chain('order-2'),
      'ReservationPlaced',
      'PaymentApproved',
      'ReservationCancelConfirmed',
      'PaymentCancelApproved',
      'ReservationCanceled',
    );
    const { body } = await house().send('GET /mypages/2');
    assert.deepEqual([body['status'], body['refundAmt']], ['예약취소', 5000]);
  });

  it('a stay is taken while management is down', async () => {
    await house().fault('management', 'down');
    assert.equal((await house().send('POST /accommodations', stay)).status, 201);
    assert.equal((await house().send('GET /mypages/3')).body['status'], '결제완료');
    await house().fault('management', 'none');
    assert.equal((await house().send('GET /mypages/3')).body['status'], '예약취소');
  });
});

replayOf('repair-shop', (garage) => {
  it('a car is taken in by itself, and no second receipt of it is opened', async () => {
    const line = { vehiNo: '0101', stat: 'REPAIRREQUEST' };
    assert.equal((await garage().send('POST /receipts', line)).status, 201);
    inOrder(await garage().chain('receipt-1'), 'Received', 'RepairReceived');
    const { body } = await garage().send('GET /receipts/1');
    assert.equal(body['stat'], 'REPAIRRECEIVED');
  });

  it('a receipt is taken while the shop is down, and reaches it after', async () => {
    await garage().fault('repair', 'down');
    const line = { vehiNo: '1234', stat: 'REPAIRREQUEST' };
    assert.equal((await garage().send('POST /receipts', line)).status, 201);
    assert.equal((await garage().send('GET /receipts/2')).body['stat'], 'REPAIRREQUEST');
    await garage().fault('repair', 'none');
    assert.equal((await garage().send('GET /receipts/2')).body['stat'], 'REPAIRRECEIVED');
  });
});
