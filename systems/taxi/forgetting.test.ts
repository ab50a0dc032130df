// A day after the end of a call, its customer sees no more who drove.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '@dure/domain';
import { listed, overHttp } from '@dure/acceptance/over-http';
import type { OverHttp } from '@dure/acceptance/over-http';
import * as Taxiassign from './taxiassign/contract.ts';
import * as Taxicall from './taxicall/contract.ts';
import { documents } from './documents.ts';
import { rehearsal } from './rehearsal.ts';
import { customer, driver, manager, Town } from './taxi.testing.ts';

const { CancelCall, RequestCall } = Taxicall.command;
const { CompleteRide, GoOnDuty, RegisterTaxi, StartRide } = Taxiassign.command;

const TEL = '01023456789';
const poolId = '서울/일반';
const taxiid = '서울33바1101';
const call = { callId: 'taxicall-1' } as const;
const ride = { poolId, ...call } as const;
const who = { driver: '홍길동', drivertel: '01031119876' };
const nobody = { driver: null, drivertel: null };

const taxi = { poolId, taxiid, location: '마포' };
const register = RegisterTaxi({ ...taxi, ...who });

/** A call that has a taxi. */
const confirmed = async () => {
  const town = await Town.opened('2026-03-02');
  await town.done(register, manager);
  await town.done(GoOnDuty(taxi), driver(taxiid));
  await town.done(RequestCall({ ...call, tel: TEL }), customer(TEL));
  return town;
};

const ridden = async () => {
  const town = await confirmed();
  await town.done(StartRide(ride), driver(taxiid));
  await town.done(CompleteRide(ride), driver(taxiid));
  return town;
};

/** Who drove, as the customer sees it. */
const shownIn = async (town: Town, callId = 'taxicall-1') => {
  const { driver: name, drivertel } = (await town.row('CallStatus', callId)) ?? {};
  return { driver: name, drivertel };
};

describe('The driver of a call', () => {
  it('is forgotten a day after the ride, and the call is not', async () => {
    const town = await ridden();
    await town.pass(24 * HOUR_MS - MINUTE_MS);
    assert.deepEqual(await shownIn(town), who);
    await town.holds();
    await town.pass(2 * MINUTE_MS);
    assert.deepEqual(await shownIn(town), nobody);
    const row = await town.row('CallStatus', 'taxicall-1');
    assert.partialDeepStrictEqual(row, { callStatus: '운행완료', taxiid, tel: TEL });
    await town.holds();
  });

  it('is forgotten a day after the cancellation', async () => {
    const town = await confirmed();
    await town.done(CancelCall(call), customer(TEL));
    await town.pass(23 * HOUR_MS);
    assert.deepEqual(await shownIn(town), who);
    await town.pass(2 * HOUR_MS);
    assert.deepEqual(await shownIn(town), nobody);
    await town.holds();
  });

  it('is not forgotten while the call goes on, nor with another call', async () => {
    const town = await ridden();
    await town.pass(20 * HOUR_MS);
    await town.done(RequestCall({ ...call, callId: 'taxicall-2', tel: TEL }), customer(TEL));
    await town.done(StartRide({ ...ride, callId: 'taxicall-2' }), driver(taxiid));
    await town.pass(30 * HOUR_MS);
    assert.deepEqual(await shownIn(town), nobody);
    assert.deepEqual(await shownIn(town, 'taxicall-2'), who);
    await town.holds();
  });

  it('stays forgotten when the view is built anew', async () => {
    const town = await ridden();
    await town.pass(25 * HOUR_MS);
    const built = town.running.kernels['customer']?.rebuild('CallStatus');
    await town.clock.settle();
    await built;
    assert.deepEqual(await shownIn(town), nobody);
    await town.holds();
  });

  it('is forgotten as soon as who forgets is back, without any grace', async () => {
    const town = await ridden();
    await town.startedAgain({ down: ['taxicall'] });
    await town.pass(25 * HOUR_MS);
    assert.deepEqual(await shownIn(town), who);
    await town.startedAgain();
    await town.pass(1000);
    assert.deepEqual(await shownIn(town), nobody);
    await town.holds();
  });

  it('is forgotten as soon as who shows is back, whatever it still has to learn', async () => {
    const town = await confirmed();
    await town.startedAgain({ down: ['customer'] });
    await town.done(StartRide(ride), driver(taxiid));
    await town.done(CompleteRide(ride), driver(taxiid));
    await town.pass(25 * HOUR_MS);
    await town.startedAgain();
    await town.pass(1000);
    assert.deepEqual(await shownIn(town), nobody);
    await town.holds();
  });
});

describe('Over HTTP', () => {
  let town: OverHttp;

  before(async () => {
    town = await overHttp({ rehearsal, documents }, { settings: { DRIVER_RETENTION: 0 } });
    await town.running.issue({ command: register, by: manager });
    await town.running.issue({ command: GoOnDuty(taxi), by: driver(taxiid) });
  });
  after(() => town.close());

  const told = async (field: string) =>
    listed((await town.send(`GET /callstatuses?tel=${TEL}`)).body, field);

  /** The row, once the clock of the machine has had its turn. */
  const forgotten = async () => {
    const ask = () => town.send('GET /callstatuses/taxicall-1');
    let { body } = await ask();
    for (let tries = 0; tries < 200 && body['driver'] !== null; tries += 1) {
      ({ body } = await ask());
    }
    return body;
  };

  it('a driver who is forgotten has neither name nor number', async () => {
    await town.send('POST /taxicalls', { tel: TEL });
    assert.deepEqual(
      [await told('driver'), await told('drivertel')],
      [['홍길동'], ['01031119876']],
    );
    await town.send('PATCH /taxiassigns/1', { status: '운행중' });
    await town.send('PATCH /taxiassigns/1', { status: '운행완료' });
    assert.partialDeepStrictEqual(await forgotten(), { callStatus: '운행완료', ...nobody });
    const page = await fetch(`${town.url}/callstatuses`, { headers: { accept: 'text/html' } });
    assert.doesNotMatch(await page.text(), /홍길동|01031119876|null/);
  });
});
