// The new team of lodging: it comes late, leaves early, and nobody notices.

import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { hotspots } from '@dure/wall';
import type { By } from '@dure/domain';
import { rehearsal } from '@dure/lodging/rehearsal';
import { traffic } from '@dure/lodging/traffic';
import * as Management from '@dure/lodging/contracts/management';
import * as Place from '@dure/lodging/contracts/place';
import { simulate } from '@dure/simulator';
import { Business } from '@dure/acceptance/business';
import { Recommend } from './board.ts';
import { dataOf, sourcesOf } from '../untouched.testing.ts';

const { RegisterPlace, PlaceReservation, CancelReservation } = Place.command;
const actor = (name: string, claims: By['claims']): By => ({ kind: 'actor', name, claims });
const owner = actor('Owner', { ownerId: 'owner-1' });
const customer = actor('Customer', { usrId: 'customer-1' });

const opened = async (): Promise<Business> => {
  const house = await Business.opened(rehearsal, '2026-03-02');
  const place = RegisterPlace({
    placeId: 'place-1',
    placeNm: '북촌 한옥스테이',
    ownerId: 'owner-1',
    pricePerNight: 90_000,
    instantConfirmation: true,
  });
  await house.done(place, owner);
  await house.done(Management.command.OpenStock({ placeId: 'place-1', stock: 9 }), owner);
  return house;
};

const reserve = (house: Business, orderId: `order-${string}`): Promise<string> =>
  house.done(
    PlaceReservation({
      orderId,
      placeId: 'place-1',
      usrId: 'customer-1',
      strDt: '2026-03-10',
      endDt: '2026-03-12',
      qty: 1,
    }),
    customer,
  );

const statuses = async (house: Business) =>
  new Map((await house.rows('Travellers')).map((row) => [row['orderId'], row['status']] as const));

describe('S20: travel recommendations', () => {
  it('know who came before them, and write a month after a stay', async () => {
    const house = await opened();
    await reserve(house, 'order-1');
    await house.running.join(Recommend);
    await reserve(house, 'order-2');
    await house.done(CancelReservation({ orderId: 'order-2' }), customer);
    assert.deepEqual(
      await statuses(house),
      new Map([
        ['order-1', '예약완료'],
        ['order-2', '예약취소'],
      ]),
    );
    await house.until('2026-03-12', '12:00');
    assert.deepEqual(await house.rows('Recommendations'), []);
    await house.pass(30 * DAY_MS);
    const messages = await house.rows('Recommendations');
    assert.deepEqual(
      messages.map(({ messageKey, usrId, textKo }) => [messageKey, usrId, textKo]),
      [['recommend/order-1', 'customer-1', '비슷한 숙소를 추천해 드려요']],
    );
    await house.holds();
  });

  it('come and go while the others run, which keep their data as it is', async () => {
    const house = await opened();
    await reserve(house, 'order-1');
    const sources = sourcesOf('lodging');
    const before = dataOf(house.folder, rehearsal.contexts);
    await house.running.join(Recommend);
    await house.clock.settle();
    assert.equal((await house.rows('Travellers')).length, 1);
    assert.deepEqual(dataOf(house.folder, rehearsal.contexts), before);
    await house.running.retire('recommend');
    rmSync(join(house.folder, 'recommend.db'));
    assert.deepEqual(dataOf(house.folder, rehearsal.contexts), before);
    assert.deepEqual(sourcesOf('lodging'), sources);
    assert.ok(![...sources.values()].some((text) => /recommend|marketing/i.test(text)));
    await reserve(house, 'order-2');
    assert.ok(!existsSync(join(house.folder, 'recommend.db')));
    assert.deepEqual(house.events('order-2'), house.events('order-1'));
    await house.holds();
  });

  it('change no event of the others', async () => {
    const played = async (isThere: boolean) => {
      const house = await opened();
      if (isThere) await house.running.join(Recommend);
      await reserve(house, 'order-1');
      await house.done(CancelReservation({ orderId: 'order-1' }), customer);
      return house.events('order-1');
    };
    assert.deepEqual(await played(true), await played(false));
  });

  it('stand a storm together with lodging', async () => {
    const joined = { ...rehearsal, contexts: [...rehearsal.contexts, Recommend] };
    assert.deepEqual(hotspots(joined), []);
    const { failures } = await simulate({ system: joined, traffic, seeds: 5 });
    assert.deepEqual(failures, []);
  });
});
