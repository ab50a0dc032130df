// Commands over gRPC: what is done, what is refused, whose it is, and until when.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Limits } from '@dure/access';
import { status } from '@grpc/grpc-js';
import type { Store } from '@dure/kernel';
import { memoryStore } from '@dure/store-memory';
import { aStay, book, open, openPlace } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';

const PLACE = 'PlaceService.PlaceReservation';
const CANCEL = 'PlaceService.CancelReservation';
const english = { 'accept-language': 'en' };

describe('a command over gRPC', () => {
  let lodging: Opened;
  before(async () => {
    lodging = await open('lodging');
    await openPlace(lodging);
  });
  after(() => lodging.close());

  it('is done, and answers with its fields, its state and its events', async () => {
    const done = await lodging.done(PLACE, aStay);
    assert.match(String(done['key']), /^order-\d+$/);
    assert.equal(done['case_id'], done['key']);
    assert.deepEqual(done['events'], ['ReservationPlaced']);
    assert.equal(done['state'], 'ACCOMMODATION_STATE_PLACED');
    const { data } = done as { data: { [field: string]: unknown } };
    assert.deepEqual([data['amount'], data['status'], data['qty']], [240_000, '예약처리', 1]);
    const { row } = await lodging.done('PlaceService.GetAccommodations', { order_id: done['key'] });
    const { state, status: shown } = row as { [field: string]: unknown };
    assert.deepEqual([state, shown], ['ACCOMMODATION_STATE_BOOKED', '예약완료']);
  });

  it('is refused with a rejection of the wall, in both languages', async () => {
    const unknown = { ...aStay, place_id: 'place-99' };
    const { code, details, problem } = await lodging.refused(PLACE, unknown);
    assert.equal(code, status.NOT_FOUND);
    assert.equal(problem?.['rejection'], 'UnknownPlace');
    assert.equal(problem['en'], details);
    assert.match(String(problem['ko']), /[가-힣]/);
  });

  it('is refused in the language of the client', async () => {
    const wrong = { ...aStay, qty: 0, str_dt: 'tomorrow' };
    const { details: en } = await lodging.refused(PLACE, wrong, english);
    assert.match(en, /^The input is not valid: /);
    const korean = { 'accept-language': 'ko-KR,ko;q=0.9' };
    const { code, details, problem } = await lodging.refused(PLACE, wrong, korean);
    assert.equal(code, status.INVALID_ARGUMENT);
    assert.match(details, /^입력값이 올바르지 않습니다: /);
    const mistakes = problem?.['mistakes'] as readonly { readonly path: string }[];
    assert.deepEqual(
      mistakes.map(({ path }) => path),
      ['strDt', 'qty'],
    );
  });

  it('tells what was sent as nothing from what was not sent', async () => {
    const { problem: zero } = await lodging.refused(PLACE, { ...aStay, qty: 0 }, english);
    const { problem: left } = await lodging.refused(PLACE, { ...aStay, qty: undefined }, english);
    const wordsIn = (of: typeof zero) => JSON.stringify(of?.['mistakes']);
    assert.match(wordsIn(zero), /from 1 to 50/);
    assert.match(wordsIn(left), /is required/);
    const switched = { place_id: 'place-2', instant_confirmation: false };
    const { data } = await lodging.done('ManagementService.SetInstantConfirmation', switched);
    assert.equal((data as { instant_confirmation: boolean }).instant_confirmation, false);
    await lodging.done('ManagementService.SetInstantConfirmation', {
      ...switched,
      instant_confirmation: true,
    });
  });

  it('says what is possible instead, where it is out of turn', async () => {
    const order_id = await book(lodging, { str_dt: '2026-03-20', end_dt: '2026-03-21' });
    await lodging.done(CANCEL, { order_id });
    const place = { place_id: 'place-2', order_id };
    const { code, problem } = await lodging.refused('ManagementService.ConfirmReservation', place);
    assert.equal(code, status.FAILED_PRECONDITION);
    assert.equal(problem?.['rejection'], 'OutOfTurn');
  });

  it('is done once under an idempotency key, and refused with other content', async () => {
    const key = { 'idempotency-key': 'one-stay' };
    const first = await lodging.client.call(PLACE, aStay, { metadata: key });
    const again = await lodging.client.call(PLACE, aStay, { metadata: key });
    assert.ok(first.is === 'answered' && again.is === 'answered');
    assert.deepEqual(first.response, again.response);
    const { code, problem } = await lodging.refused(PLACE, { ...aStay, qty: 2 }, key);
    assert.deepEqual([code, problem?.['rejection']], [status.INVALID_ARGUMENT, 'KeyReused']);
  });

  it('gives a position, with which a view reads one’s own write', async () => {
    const answer = await lodging.client.call(PLACE, aStay);
    assert.ok(answer.is === 'answered');
    const [position] = answer.headers.get('dure-position');
    assert.equal(position, answer.response['position']);
    const { key: order_id } = answer.response;
    const metadata = { 'dure-position': String(position) };
    const get = 'PlaceService.GetAccommodations';
    const row = await lodging.client.call(get, { order_id }, { metadata });
    assert.equal(row.is, 'answered');
    const { problem } = await lodging.refused(get, { order_id }, { 'dure-position': 'nowhere' });
    assert.match(JSON.stringify(problem), /Must be the value from a command's answer/);
  });

  it('belongs to its owner', async () => {
    const order_id = await book(lodging, { str_dt: '2026-04-01', end_dt: '2026-04-02' });
    const other = { 'dure-persona': 'Customer:customer-3' };
    const { code } = await lodging.refused(CANCEL, { order_id }, other);
    assert.equal(code, status.PERMISSION_DENIED);
    await lodging.done(CANCEL, { order_id }, 'Customer:customer-2');
    const nobody = { 'dure-persona': 'Nobody' };
    const { details } = await lodging.refused(CANCEL, { order_id }, { ...nobody, ...english });
    assert.match(details, /Dure-Persona/);
  });

  it('may not be larger than a body over HTTP', async () => {
    const { code } = await lodging.refused(PLACE, { ...aStay, place_nm: '방'.repeat(30_000) });
    assert.equal(code, status.RESOURCE_EXHAUSTED);
  });

  it('is not begun where the deadline is over before it', async () => {
    const { running } = lodging;
    const before = await running.kernels['place']?.head(0);
    const answer = await lodging.client.call(PLACE, aStay, { deadlineMs: 5 });
    assert.ok(answer.is === 'refused');
    assert.equal(answer.code, status.DEADLINE_EXCEEDED);
    assert.deepEqual(await running.kernels['place']?.head(0), before);
  });
});

describe('limits over gRPC', () => {
  it('turn away who sends too often, and say when to come back', async (t) => {
    const rate = { perSecond: 0.01, burst: 2 };
    const many = { perSecond: 1_000, burst: 1_000 };
    const limits = { commands: rate, reads: many, signIns: many, address: many };
    const lodging = await open('lodging', { limits });
    t.after(() => lodging.close());
    const metadata = { 'dure-persona': 'Customer:customer-2', ...english };
    const unknown = { ...aStay, place_id: 'place-9' };
    const codes: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      codes.push((await lodging.refused(PLACE, unknown, metadata)).code);
    }
    assert.deepEqual(codes, [status.NOT_FOUND, status.NOT_FOUND, status.RESOURCE_EXHAUSTED]);
    const { problem } = await lodging.refused(PLACE, unknown, metadata);
    assert.equal(problem?.['rejection'], 'TooFast');
    assert.ok(Number(problem['retry_after']) > 0);
    const other = { 'dure-persona': 'Customer:customer-3' };
    const theirs = { ...unknown, usr_id: 'customer-3' };
    assert.equal((await lodging.refused(PLACE, theirs, other)).code, status.NOT_FOUND);
  });

  it('are those of the other way in, where one is beside it', async (t) => {
    const many = { perSecond: 1_000, burst: 1_000 };
    const commands = { perSecond: 0.01, burst: 3 };
    const countedBy = new Limits({ commands, reads: many, signIns: many, address: many });
    const [one, other] = [
      await open('lodging', { countedBy }),
      await open('lodging', { countedBy }),
    ];
    t.after(() => Promise.all([one.close(), other.close()]));
    const metadata = { 'dure-persona': 'Customer:customer-2', ...english };
    const unknown = { ...aStay, place_id: 'place-9' };
    const codes: number[] = [];
    for (const way of [one, other, one, other]) {
      codes.push((await way.refused(PLACE, unknown, metadata)).code);
    }
    const { NOT_FOUND, RESOURCE_EXHAUSTED } = status;
    assert.deepEqual(codes, [NOT_FOUND, NOT_FOUND, NOT_FOUND, RESOURCE_EXHAUSTED]);
  });
});

describe('a choice over gRPC', () => {
  let taxi: Opened;
  before(async () => {
    taxi = await open('taxi');
  });
  after(() => taxi.close());
  const call = { tel: '01012345678', location: '마포구', destination: '중구', cost: 9_000 };

  it('is an enum, and the wall gets its Korean word', async () => {
    const request = { ...call, taxi_class: 'TAXI_CLASS_GOGEUP' };
    const { data } = await taxi.done('TaxicallService.RequestCall', request);
    assert.equal((data as { taxi_class: string }).taxi_class, 'TAXI_CLASS_GOGEUP');
    const { rows } = await taxi.done('TaxicallService.ListTaxicalls', {
      filters: [{ field: 'taxi_class', values: ['고급'] }],
    });
    assert.equal((rows as readonly unknown[]).length, 1);
  });

  it('that is not known is refused, and says what there is', async () => {
    const request = { ...call, taxi_class: 99 };
    const { code, problem } = await taxi.refused('TaxicallService.RequestCall', request);
    assert.equal(code, status.INVALID_ARGUMENT);
    const { mistakes } = problem as { mistakes: readonly { path: string; en: string }[] };
    assert.equal(mistakes[0]?.path, 'taxiClass');
    assert.match(mistakes[0].en, /TaxiClass has no 99\. One of: TAXI_CLASS_ILBAN, /);
  });

  it('that says nothing is as if it were not sent', async () => {
    const request = { ...call, tel: '01012345679', taxi_class: 'TAXI_CLASS_UNSPECIFIED' };
    const { data } = await taxi.done('TaxicallService.RequestCall', request);
    assert.equal((data as { taxi_class: string }).taxi_class, 'TAXI_CLASS_ILBAN');
  });
});

/** Far longer than a client waits here. */
const SLOW_MS = 4_000;
const DEADLINE_MS = 1_500;

/** A store whose turns wait for a gate, as they do for a disk that hangs. */
const gatedStore = (gate: { opened: Promise<void> }): Store => {
  const store = memoryStore();
  return new Proxy(store, {
    get: (target, name) => {
      // Methods have private fields of the store itself.
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        if (name === 'turn') await gate.opened;
        return Reflect.apply(value, target, given);
      };
    },
  });
};

describe('a deadline over gRPC', () => {
  it('that passes meanwhile loses nothing: the same key gets the answer', async (t) => {
    const gate = { opened: Promise.resolve() };
    const lodging = await open('lodging', { storeOf: () => gatedStore(gate) });
    t.after(() => lodging.close());
    await openPlace(lodging);
    const { promise, resolve } = Promise.withResolvers<void>();
    gate.opened = promise;
    const metadata = { 'idempotency-key': 'slow-stay', ...english };
    const late = await lodging.client.call(PLACE, aStay, { metadata, deadlineMs: DEADLINE_MS });
    resolve();
    assert.ok(late.is === 'refused');
    assert.deepEqual(
      [late.code, late.problem?.['rejection']],
      [status.DEADLINE_EXCEEDED, 'OutcomeUnknown'],
    );
    assert.match(late.details, /What was begun goes on to its end, and nothing is lost/);
    const again = await lodging.client.call(PLACE, aStay, { metadata });
    assert.ok(again.is === 'answered');
    await lodging.running.quiet();
    const { rows } = await lodging.done('CustomerService.ListMypage', {});
    assert.equal((rows as readonly unknown[]).length, 1);
  });

  it('bounds what is asked of others: what was not answered in time is undone', async (t) => {
    const slowCard = await open('lodging', {
      kernelLimits: { askTimeoutMs: SLOW_MS * 2 },
      changed: (system) => ({
        ...system,
        externals: system.externals.map((external) => ({
          ...external,
          answer: (...asked: Parameters<typeof external.answer>) => ({
            ...external.answer(...asked),
            delayMs: SLOW_MS,
          }),
        })),
      }),
    });
    t.after(() => slowCard.close());
    await openPlace(slowCard);
    const request = { ...aStay, card_token: 'card-0001' };
    const late = await slowCard.client.call(PLACE, request, { deadlineMs: DEADLINE_MS });
    assert.ok(late.is === 'refused');
    assert.deepEqual(
      [late.code, late.problem?.['rejection']],
      [status.UNAVAILABLE, 'PaymentUnavailable'],
    );
    await slowCard.running.quiet();
    const { rows = [] } = await slowCard.done('CustomerService.ListMypage', {});
    assert.deepEqual(rows, []);
  });
});
