// A day after the end of a pickup, its customer sees no more who came.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import type { Business } from '@dure/acceptance/business';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import {
  cancel,
  confirmed,
  courier,
  customer,
  errandOf,
  manager,
  park,
  request,
  TEL,
} from './parcel-pickup.testing.ts';
import * as Pickupassign from './pickupassign/contract.ts';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';

const { CompleteCollection, GoOnDuty, RegisterCourier, StartCollection } = Pickupassign.command;

const first = errandOf(1);
const known = { ...park, worker: '홍길동', workertel: '01041119876' };
const who = { worker: known.worker, workertel: known.workertel };
const nobody = { worker: null, workertel: null };
const by = courier(known.workerid);

const opened = () => confirmed({}, { couriers: [known] });

const handedIn = async () => {
  const city = await opened();
  await city.done(StartCollection(first), by);
  await city.done(CompleteCollection(first), by);
  return city;
};

/** Who came, as the customer sees it. */
const shownIn = async (city: Business, number = 1) => {
  const { worker, workertel } = (await city.row('PickupStatus', `pickupcall-${number}`)) ?? {};
  return { worker, workertel };
};

describe('The courier of a pickup', () => {
  it('is forgotten a day after the parcel was handed in, and the pickup is not', async () => {
    const city = await handedIn();
    await city.pass(24 * HOUR_MS - MINUTE_MS);
    assert.deepEqual(await shownIn(city), who);
    await city.holds();
    await city.pass(2 * MINUTE_MS);
    assert.deepEqual(await shownIn(city), nobody);
    const row = await city.row('PickupStatus', 'pickupcall-1');
    assert.partialDeepStrictEqual(row, { pickupStatus: '수거완료', workerid: 'P2', tel: TEL });
    await city.holds();
  });

  it('is forgotten a day after the cancellation', async () => {
    const city = await opened();
    await city.done(cancel, customer(TEL));
    await city.pass(23 * HOUR_MS);
    assert.deepEqual(await shownIn(city), who);
    await city.pass(2 * HOUR_MS);
    assert.deepEqual(await shownIn(city), nobody);
    await city.holds();
  });

  it('is not forgotten while the pickup goes on, nor with another pickup', async () => {
    const city = await handedIn();
    await city.pass(20 * HOUR_MS);
    await city.done(request({ pickupId: 'pickupcall-2' }), customer(TEL));
    await city.done(StartCollection(errandOf(2)), by);
    await city.pass(30 * HOUR_MS);
    assert.deepEqual(await shownIn(city), nobody);
    assert.deepEqual(await shownIn(city, 2), who);
    await city.holds();
  });

  it('stays forgotten when the view is built anew', async () => {
    const city = await handedIn();
    await city.pass(25 * HOUR_MS);
    const built = city.running.kernels['customer']?.rebuild('PickupStatus');
    await city.clock.settle();
    await built;
    assert.deepEqual(await shownIn(city), nobody);
    await city.holds();
  });

  it('is forgotten as soon as who forgets is back, without any grace', async () => {
    const city = await handedIn();
    await city.startedAgain({ down: ['pickupcall'] });
    await city.pass(25 * HOUR_MS);
    assert.deepEqual(await shownIn(city), who);
    await city.startedAgain();
    await city.pass(1000);
    assert.deepEqual(await shownIn(city), nobody);
    await city.holds();
  });

  it('is forgotten as soon as who shows is back, whatever it still has to learn', async () => {
    const city = await opened();
    await city.startedAgain({ down: ['customer'] });
    await city.done(StartCollection(first), by);
    await city.done(CompleteCollection(first), by);
    await city.pass(25 * HOUR_MS);
    await city.startedAgain();
    await city.pass(1000);
    assert.deepEqual(await shownIn(city), nobody);
    await city.holds();
  });
});

describe('Over HTTP', () => {
  let city: OverHttp;

  before(async () => {
    city = await overHttp({ rehearsal, documents }, { settings: { COURIER_RETENTION: 0 } });
    await city.running.issue({ command: RegisterCourier(known), by: manager });
    await city.running.issue({ command: GoOnDuty(known), by });
  });
  after(() => city.close());

  const told = async (field: string) =>
    listed((await city.send(`GET /pickupstatuses?tel=${TEL}`)).body, field);

  /** The row, once the clock of the machine has had its turn. */
  const forgotten = async () => {
    const ask = () => city.send('GET /pickupstatuses/pickupcall-1');
    let { body } = await ask();
    for (let tries = 0; tries < 200 && body['worker'] !== null; tries += 1) {
      ({ body } = await ask());
    }
    return body;
  };

  it('a courier who is forgotten has neither name nor number', async () => {
    await city.send('POST /pickupcalls', { tel: TEL });
    assert.deepEqual(
      [await told('worker'), await told('workertel')],
      [['홍길동'], ['01041119876']],
    );
    await city.send('PATCH /pickupassigns/1', { status: '수거중' });
    await city.send('PATCH /pickupassigns/1', { status: '수거완료' });
    assert.partialDeepStrictEqual(await forgotten(), { pickupStatus: '수거완료', ...nobody });
    const page = await fetch(`${city.url}/pickupstatuses`, { headers: { accept: 'text/html' } });
    assert.doesNotMatch(await page.text(), /홍길동|01041119876|null/);
  });
});
