// Streams over gRPC: a case and a view, for readers that break off, are slow, or are there when
// the server ends.

import assert from 'node:assert/strict';
import { on, once } from 'node:events';
import { describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import type { ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import type { Fields } from '../client.ts';
import { aStay, book, open, openPlace } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';

const FOLLOW_CASE = 'CaseService.FollowCase';
const FOLLOW_VIEW = 'PlaceService.FollowAccommodations';

const withLodging = async (test: (lodging: Opened) => Promise<void>): Promise<void> => {
  const lodging = await open('lodging');
  try {
    await openPlace(lodging);
    await test(lodging);
  } finally {
    await lodging.close();
  }
};

type Stream = ClientReadableStream<Fields>;

/** What comes, until one of it is the last; then the reader leaves. */
const until = async (stream: Stream, isLast: (of: Fields) => boolean): Promise<Fields[]> => {
  const all: Fields[] = [];
  stream.on('error', () => {});
  for await (const [message] of on(stream, 'data') as AsyncIterable<[Fields]>) {
    all.push(message);
    if (isLast(message)) break;
  }
  stream.cancel();
  return all;
};

/** The row of a change, if it has one. */
const rowIn = ({ row }: Fields = {}): Fields => ({ ...Object(row) });

const typeOf = ({ record }: Fields): string => (record as { readonly type: string }).type;

const isConfirmed = (message: Fields): boolean => typeOf(message) === 'ReservationStatusChanged';

describe('a case over gRPC', () => {
  it('is told from its beginning, and then as it happens', () =>
    withLodging(async (lodging) => {
      const case_id = await book(lodging);
      const stream = lodging.client.stream(FOLLOW_CASE, { case_id });
      const before = await until(stream, isConfirmed);
      assert.ok(before.map(typeOf).includes('ReservationPlaced'));
      const last = before.at(-1)?.['id'];
      const more = lodging.client.stream(FOLLOW_CASE, { case_id, after: last });
      const coming = until(more, (message) => typeOf(message) === 'ReservationCanceled');
      await once(more, 'metadata');
      await lodging.done('PlaceService.CancelReservation', { order_id: case_id });
      const types = (await coming).map(typeOf);
      assert.ok(types.includes('ReservationCancelRequested'));
      assert.ok(!types.includes('ReservationPlaced'), 'it was told once');
    }));

  it('is listed, and nobody else’s', () =>
    withLodging(async (lodging) => {
      const case_id = await book(lodging);
      const { records } = await lodging.done('CaseService.ListCaseRecords', { case_id });
      const types = (records as readonly Fields[]).map(({ type }) => type);
      assert.ok(types.includes('ReservationPlaced'));
      const other = { 'dure-persona': 'Customer:customer-3' };
      const { code } = await lodging.refused('CaseService.ListCaseRecords', { case_id }, other);
      assert.equal(code, status.NOT_FOUND);
      const stream = lodging.client.stream(FOLLOW_CASE, { case_id }, { metadata: other });
      const [cause] = (await once(stream, 'error')) as [ServiceError];
      assert.equal(cause.code, status.NOT_FOUND);
    }));
});

describe('a view over gRPC', () => {
  it('sends its rows as they change', () =>
    withLodging(async (lodging) => {
      const stream = lodging.client.stream(FOLLOW_VIEW, {});
      const coming = until(stream, (change) => rowIn(change)['status'] === '예약완료');
      await once(stream, 'data');
      const order_id = await book(lodging);
      const changes = await coming;
      assert.equal(changes[0]?.['kind'], 'CHANGE_KIND_READY');
      assert.equal(rowIn(changes.at(-1))['order_id'], order_id);
    }));

  it('goes on after a break, and says so where something was missed', () =>
    withLodging(async (lodging) => {
      const first = lodging.client.stream(FOLLOW_VIEW, {});
      const [ready] = await until(first, () => true);
      const order_id = await book(lodging);
      const again = lodging.client.stream(FOLLOW_VIEW, { after: ready?.['id'] });
      const changes = await until(again, ({ row }) => row !== undefined && row !== null);
      assert.equal(rowIn(changes.at(-1))['order_id'], order_id);
      const stranger = lodging.client.stream(FOLLOW_VIEW, { after: '00000000.5' });
      const [reset] = await until(stranger, () => true);
      assert.equal(reset?.['kind'], 'CHANGE_KIND_RESET');
    }));
});

describe('a server that ends', () => {
  it('ends its streams with words, and takes nothing new', async () => {
    const lodging = await open('lodging');
    await openPlace(lodging);
    const stream = lodging.client.stream(FOLLOW_VIEW, {});
    await once(stream, 'data');
    const ended = once(stream, 'error') as Promise<[ServiceError]>;
    const closed = lodging.server.close();
    const [{ code, details }] = await ended;
    assert.equal(code, status.UNAVAILABLE);
    assert.match(details, /The server is closing\. Connect again/);
    await closed;
    const late = await lodging.client.call('PlaceService.PlaceReservation', aStay, {
      deadlineMs: 1_000,
    });
    assert.ok(late.is === 'refused');
    lodging.client.close();
    await lodging.running.stop();
  });

  it('finishes what has begun', async () => {
    const lodging = await open('lodging');
    await openPlace(lodging);
    const issued = lodging.running.listen(() => void lodging.server.close());
    const answer = await lodging.client.call('PlaceService.PlaceReservation', aStay);
    assert.equal(answer.is, 'answered');
    issued();
    lodging.client.close();
    await lodging.running.stop();
  });
});
