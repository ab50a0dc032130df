// A whole business, lodging, whose messages go out through a counter on this machine, on real time.

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { dayOf } from '@dure/domain/korea';
import { DAY_MS } from '@dure/domain';
import type { AnyMessage, By } from '@dure/domain';
import { machineClock, runEmbedded } from '@dure/embedded';
import type { Incident, Host } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import * as Management from '@dure/lodging/contracts/management';
import * as Place from '@dure/lodging/contracts/place';
import { contractOf } from '@dure/notification';
import { memoryStore } from '@dure/store-memory';
import { Counter, SENDER_KEY, TOKEN } from './counter.testing.ts';
import { alimTalkSender } from './index.ts';

const PHONE = '01011112222';
const KEY = 'order-1/예약완료/customer:customer-2';

/** A second until the next attempt, doubled each time. */
const settings = { MESSAGE_RETRY: 1 };

/** By how much the clock stands ahead of the machine's. */
let aheadMs = 0;
const LATEST_MS = 10_000;

const owner: By = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-2' } };
const operator: By = { kind: 'actor', name: 'Operator', claims: {} };
const customer: By = {
  kind: 'actor',
  name: 'Customer',
  claims: { usrId: 'customer-2', tel: PHONE },
};

let counter: Counter;
let running: Host;
let incidents: Incident[];

beforeEach(async () => {
  aheadMs = 0;
  incidents = [];
  counter = new Counter();
  await counter.open();
  const options = { url: counter.url, senderKey: SENDER_KEY, token: TOKEN };
  running = await runEmbedded({
    system: rehearsal,
    storeOf: () => memoryStore(),
    settings,
    clock: machineClock(() => aheadMs),
    externals: { MessageGateway: alimTalkSender(options) },
    report: (incident) => incidents.push(incident),
  });
});

afterEach(async () => {
  await running.stop();
  await counter.close();
});

/** Done, and what follows from it is done too. */
const done = async (command: AnyMessage, by: By): Promise<void> => {
  const outcome = await running.issue({ command, by });
  assert.equal(outcome.is, 'done', JSON.stringify(outcome));
  assert.ok(await running.quiet());
};

/** A reservation in a week, confirmed by its owner. */
const confirmed = async (): Promise<void> => {
  const placed = { placeId: 'place-2', orderId: 'order-1' } as const;
  const place = {
    placeId: 'place-2',
    placeNm: '한옥',
    ownerId: 'owner-2',
    pricePerNight: 5000,
    instantConfirmation: false,
  } as const;
  const stay = {
    ...placed,
    usrId: 'customer-2' as const,
    strDt: dayOf(Date.now() + 7 * DAY_MS),
    endDt: dayOf(Date.now() + 8 * DAY_MS),
    qty: 1,
    cardToken: 'card-0001',
  };
  await done(Place.command.RegisterPlace(place), owner);
  await done(Management.command.OpenStock({ placeId: 'place-2', stock: 1 }), owner);
  await done(Place.command.PlaceReservation(stay), customer);
  await done(Management.command.ConfirmReservation(placed), owner);
};

const eventsOf = async (caseId: string): Promise<readonly string[]> =>
  (await running.trail(caseId)).flatMap(({ kind, type }) => (kind === 'event' ? [type] : []));

/** Waits until an event of the message is there, so many times. */
const until = async (event: string, times = 1): Promise<readonly string[]> => {
  const latest = Date.now() + LATEST_MS;
  for (;;) {
    const events = await eventsOf(KEY);
    if (events.filter((type) => type === event).length >= times) return events;
    assert.ok(Date.now() < latest, `no ${event}, but ${events.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const phones = (): readonly unknown[] =>
  counter.accepted.map(({ body }) => (body as { readonly recipientNo: unknown }).recipientNo);

describe('A confirmed reservation', () => {
  it('sends its customer one AlimTalk', async () => {
    await confirmed();
    assert.deepEqual(await until('MessageSent'), ['MessageQueued', 'MessageSent']);
    assert.ok(await running.quiet());
    assert.deepEqual([counter.tries, phones()], [1, [PHONE]]);
    assert.equal(decodeURI(counter.accepted[0]?.key ?? ''), KEY);
    assert.match(JSON.stringify(counter.accepted[0]?.body), /한옥 예약이 확정되었습니다/);
    assert.deepEqual(incidents, []);
  });

  it('sends it when the counter is back', async () => {
    await counter.close();
    await confirmed();
    await until('MessageAttemptFailed', 2);
    await counter.open();
    const events = await until('MessageSent');
    assert.ok(!events.includes('MessageGivenUp'));
    assert.ok(await running.quiet());
    assert.deepEqual(phones(), [PHONE]);
    assert.deepEqual(incidents, []);
  });

  it('sends it once, though the first answer was lost', async () => {
    counter.day = 'droppedAfterwards';
    await confirmed();
    await until('MessageAttemptFailed');
    counter.day = 'good';
    await until('MessageSent');
    assert.deepEqual(phones(), [PHONE]);
    assert.ok(counter.tries > 1);
  });

  it('leaves it to a person when it makes no sense any more', async () => {
    counter.day = 503;
    await confirmed();
    await until('MessageAttemptFailed', 2);
    aheadMs = 2 * DAY_MS;
    const events = await until('MessageGivenUp');
    const failed = events.slice(1, -1);
    assert.ok(failed.length > 1, events.join());
    assert.ok(
      failed.every((event) => event === 'MessageAttemptFailed'),
      events.join(),
    );
    assert.ok(await running.quiet());
    const log = running.kernelOf({ view: 'MessageLog' });
    assert.partialDeepStrictEqual((await log?.row('MessageLog', KEY))?.row, {
      channel: 'ALIMTALK',
      reason: 'STALE',
    });
    assert.ok(counter.tries >= failed.length);
    assert.deepEqual(phones(), []);
    const { ResolveMessage } = contractOf('notification').command;
    await done(ResolveMessage({ messageKey: KEY, note: '전화함' }), operator);
    assert.deepEqual(incidents, []);
  });
});
