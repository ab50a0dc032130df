// A preview over gRPC shows what a command would do, and does nothing; a command may be held to it.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import type { Fields } from '../client.ts';
import { aStay, book, open, openPlace } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';

const PREVIEW = 'PreviewService.PreviewCommand';
const PLACE = 'PlaceService.PlaceReservation';
const CANCEL = 'PlaceService.CancelReservation';

/** JSON as the client has it, and as it has what it sends. */
const plain = (of: unknown): unknown => {
  const { fields, ...value } = Object(of) as { readonly fields?: Fields };
  if (fields) {
    return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, plain(one)]));
  }
  const list = (value as { readonly listValue?: { readonly values?: readonly unknown[] } })
    .listValue;
  if (list) return (list.values ?? []).map(plain);
  const { structValue, ...rest } = value as { readonly structValue?: unknown };
  return structValue === undefined ? Object.values(rest)[0] : plain(structValue);
};

const struct = (of: { readonly [field: string]: string | number }) => ({
  fields: Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      typeof value === 'string' ? { stringValue: value } : { numberValue: value },
    ]),
  ),
});

const stay = { placeId: 'place-2', usrId: 'customer-2', strDt: '2026-03-10', endDt: '2026-03-12' };
const asCustomer = 'Customer:customer-2';

describe('a preview over gRPC', () => {
  let lodging: Opened;
  before(async () => {
    lodging = await open('lodging');
    await openPlace(lodging);
  });
  after(() => lodging.close());

  const preview = (command: string, fields: ReturnType<typeof struct>) =>
    lodging.done(PREVIEW, { command, fields }, asCustomer);

  it('shows events and sums, and does nothing', async () => {
    const { place } = lodging.running.kernels;
    const head = await place?.head(0);
    const shown = await preview('PlaceReservation', struct({ ...stay, qty: 1 }));
    assert.equal(shown['is_possible'], true);
    const { events, amounts } = plain(shown['shown']) as {
      readonly events: readonly { readonly name: string }[];
      readonly amounts: readonly { readonly amount: number }[];
    };
    assert.deepEqual(
      events.map(({ name }) => name),
      ['ReservationPlaced'],
    );
    assert.equal(amounts[0]?.amount, 240_000);
    assert.deepEqual(await place?.head(0), head);
  });

  it('says why it would be refused, and what is wrong with what was written', async () => {
    const shown = await preview(
      'PlaceReservation',
      struct({ ...stay, placeId: 'place-9', qty: 1 }),
    );
    assert.equal(shown['is_possible'], false);
    assert.equal((shown['problem'] as Fields)['rejection'], 'UnknownPlace');
    const wrong = { command: 'PlaceReservation', fields: struct({ ...stay, qty: 0 }) };
    const as = { 'dure-persona': asCustomer };
    assert.equal((await lodging.refused(PREVIEW, wrong, as)).code, status.INVALID_ARGUMENT);
    const unknown = await lodging.refused(PREVIEW, { command: 'Dream' }, as);
    assert.match(unknown.details, /PlaceReservation|올바르지|not valid/);
    const theirs = { command: 'PlaceReservation', fields: struct({ ...stay, qty: 1 }) };
    const other = await lodging.refused(PREVIEW, theirs, { 'dure-persona': 'Customer:customer-3' });
    assert.equal(other.code, status.PERMISSION_DENIED);
  });

  it('holds a command to what was shown', async () => {
    const order_id = await book(lodging, { ...aStay });
    const cancelling = struct({ orderId: order_id });
    const { digest } = await preview('CancelReservation', cancelling);
    assert.equal(typeof digest, 'string');
    const held = { 'dure-persona': asCustomer, 'dure-preview': String(digest) };
    const stale = { ...held, 'dure-preview': 'sha256-of-something-else' };
    const refused = await lodging.refused(CANCEL, { order_id }, stale);
    assert.equal(refused.code, status.ABORTED);
    assert.equal(refused.problem?.['rejection'], 'NotAsShown');
    const done = await lodging.client.call(CANCEL, { order_id }, { metadata: held });
    assert.equal(done.is, 'answered', JSON.stringify(done));
    const { place_id: _place, ...fields } = aStay;
    assert.equal((await lodging.refused(PLACE, fields, held)).code, status.INVALID_ARGUMENT);
  });
});
