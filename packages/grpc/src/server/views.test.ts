// Views over gRPC: one row, pages, filters, orders.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { status } from '@grpc/grpc-js';
import type { Fields } from '../client.ts';
import { book, open, openPlace } from '../open.testing.ts';
import type { Opened } from '../open.testing.ts';

const LIST = 'PlaceService.ListAccommodations';

describe('a view over gRPC', () => {
  let lodging: Opened;
  const booked: string[] = [];
  before(async () => {
    lodging = await open('lodging');
    await openPlace(lodging);
    for (let day = 1; day <= 5; day += 1) {
      const stay = { str_dt: `2026-05-0${day}`, end_dt: `2026-05-0${day + 1}` };
      booked.push(await book(lodging, stay));
    }
  });
  after(() => lodging.close());

  const list = async (request: Fields): Promise<Fields> => lodging.done(LIST, request);
  const keysIn = ({ rows = [] }: Fields): readonly string[] =>
    (rows as readonly { readonly order_id: string }[]).map(({ order_id }) => order_id);

  it('gives a row, with an instant of its last change', async () => {
    const [order_id] = booked;
    const { row } = await lodging.done('PlaceService.GetAccommodations', { order_id });
    const { last_event_at: at, str_dt: day } = row as Fields;
    assert.equal(day, '2026-05-01');
    assert.equal((at as { seconds: number }).seconds, Date.parse('2026-03-02T10:00+09:00') / 1000);
  });

  it('has no row that is not there', async () => {
    const get = 'PlaceService.GetAccommodations';
    assert.equal((await lodging.refused(get, { order_id: '999' })).code, status.NOT_FOUND);
    assert.equal((await lodging.refused(get, {})).code, status.NOT_FOUND);
  });

  it('is read page by page, each row once', async () => {
    const found: string[] = [];
    let page_token: unknown = '';
    do {
      const page = await list({ page_size: 2, order_by: 'str_dt', page_token });
      found.push(...keysIn(page));
      page_token = page['next_page_token'];
      assert.equal(page['total_size'], 5);
    } while (page_token !== undefined);
    assert.deepEqual(found, booked);
  });

  it('is ordered and filtered by the names of the file, or of the wall', async () => {
    const filters = [
      { field: 'str_dt', comparison: 'COMPARISON_AT_LEAST', values: ['2026-05-02'] },
      { field: 'strDt', comparison: 'COMPARISON_AT_MOST', values: ['2026-05-04'] },
    ];
    const down = await list({ filters, order_by: 'str_dt desc' });
    assert.deepEqual(keysIn(down), booked.slice(1, 4).toReversed());
    assert.deepEqual(keysIn(await list({ filters, order_by: '-strDt' })), keysIn(down));
    const [one = '', , other = ''] = booked;
    const either = { filters: [{ field: 'order_id', values: [one, other] }], order_by: 'str_dt' };
    assert.deepEqual(keysIn(await list(either)), [one, other]);
  });

  it('says what is wrong with a question', async () => {
    const wrong = {
      page_size: 500,
      order_by: 'colour',
      filters: [{ field: 'colour', values: ['red'] }],
    };
    const { code, problem } = await lodging.refused(LIST, wrong);
    assert.equal(code, status.INVALID_ARGUMENT);
    const mistakes = problem?.['mistakes'] as readonly { readonly path: string }[];
    assert.deepEqual(mistakes.map(({ path }) => path).toSorted(), ['colour', 'size', 'sort']);
    const { problem: token } = await lodging.refused(LIST, { page_token: 'nowhere' });
    assert.match(JSON.stringify(token), /next_page_token of the page before/);
  });

  it('shows a customer their own rows', async () => {
    const metadata = { 'dure-persona': 'Customer:customer-3' };
    const answer = await lodging.client.call(LIST, {}, { metadata });
    assert.ok(answer.is === 'answered');
    assert.deepEqual(answer.response['rows'] ?? [], []);
  });
});
