// A command that prefers a preview is shown what it would do; one that brings a preview along does
// that or nothing.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aLoan, at, lend, openLibrary } from '../open-library.testing.ts';
import type { Answer, OpenLibrary } from '../open-library.testing.ts';
import type { ShownPreview } from '@dure/access';

const prefer = { prefer: 'preview' };

// What is looked at below is what is promised of it.
const shownIn = ({ text }: Answer): ShownPreview => JSON.parse(text) as ShownPreview;

describe('a preview', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  const count = async (): Promise<unknown> =>
    at((await library.ask('GET /library/loans')).body, 'page.totalElements');

  it('answers what would happen, and does nothing of it', async () => {
    const before = await count();
    const answer = await library.ask('POST /loans', { body: aLoan, headers: prefer });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('preference-applied'), 'preview');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const { isPossible, events, asks, state, command, label } = shownIn(answer);
    assert.deepEqual([isPossible, command, label.ko], [true, 'RequestLoan', '대출 신청']);
    assert.deepEqual(
      events.map(({ name, data }) => [name, data['bookNm']]),
      [['LoanRequested', '토지']],
    );
    assert.deepEqual(
      asks.map(({ name, to, isExternal, answer: of }) => [name, to, isExternal, of]),
      [['lookUp', 'Catalogue', true, 'assumed']],
    );
    assert.deepEqual([state?.before.name, state?.after.label.en], ['absent', 'Lent']);
    assert.equal(await count(), before);
  });

  it('is a link of each template as well', async () => {
    const key = await lend(library);
    const { body } = await library.ask(`GET /library/loans/${key}`);
    const link = String(at(body, '_templates.return-book.preview'));
    const shown = shownIn(await library.ask(`POST ${link}`));
    assert.deepEqual(
      shown.events.map(({ name }) => name),
      ['BookReturned'],
    );
    assert.equal(at((await library.ask(`GET /library/loans/${key}`)).body, 'status'), '대출');
  });

  it('names sums of money, and masks what is personal', async () => {
    const body = { ...aLoan, fee: 1500, memberNm: '정유진', tel: '010-1234-5678' };
    const answer = await library.ask('POST /loans', { body, headers: prefer });
    const { amounts, events } = shownIn(answer);
    assert.deepEqual(
      amounts.map(({ field, amount, event }) => [field, amount, event]),
      [['fee', 1500, 'LoanRequested']],
    );
    assert.equal(events[0]?.data['tel'], '010****5678');
    assert.equal(events[0]?.data['memberNm'], '정**');
  });

  it('never shows a secret', async () => {
    const body = { ...aLoan, cardToken: 'card-0001' };
    const { text } = await library.ask('POST /loans', { body, headers: prefer });
    assert.doesNotMatch(text, /card-0001/);
  });

  it('names what would follow', async () => {
    await library.ask('POST /shelves', { body: { shelfId: 7, keeperId: 1, places: 2 } });
    const body = { ...aLoan, shelfId: 7 };
    const { follows } = shownIn(await library.ask('POST /loans', { body, headers: prefer }));
    assert.deepEqual(
      follows.map(({ name, context, whenever }) => [name, context, whenever]),
      [['HoldCopy', 'stacks', 'LoanRequested']],
    );
  });

  it('says why not, in both languages and with its status', async () => {
    const key = await lend(library);
    const line = `POST /loans/${key}/extend-loan`;
    const { isPossible, problem, digest } = shownIn(
      await library.ask(line, { body: { days: 25 }, headers: prefer }),
    );
    assert.equal(isPossible, false);
    assert.deepEqual(
      [problem?.rejection, problem?.status, problem?.ko],
      ['TooLong', 409, '25일은 너무 깁니다'],
    );
    assert.equal(digest, undefined);
  });

  it('of a command that is closed says so, whatever is wrong with its input', async () => {
    const key = await lend(library);
    await library.ask(`DELETE /loans/${key}`);
    const { problem, state } = shownIn(
      await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 1 }, headers: prefer }),
    );
    assert.equal(problem?.rejection, 'OutOfTurn');
    assert.equal(state?.after.label.en, 'Returned');
    const empty = await library.ask(`POST /loans/${key}/extend-loan`, { headers: prefer });
    assert.equal(shownIn(empty).problem?.rejection, 'OutOfTurn');
  });

  it('of what is not well written, or not theirs, is refused as the command is', async () => {
    const wrong = await library.ask('POST /loans', { body: {}, headers: prefer });
    assert.deepEqual([wrong.status, wrong.body['rejection']], [400, 'Invalid']);
    const key = await lend(library);
    const headers = { ...prefer, 'dure-persona': 'Member:member-9' };
    const foreign = await library.ask(`DELETE /loans/${key}`, { headers });
    assert.equal(foreign.status, 403);
  });

  it('does not use up an idempotency key', async () => {
    const keyed = { 'idempotency-key': 'preview-1' };
    const body = { ...aLoan, days: 4 };
    await library.ask('POST /loans', { body, headers: { ...keyed, ...prefer } });
    const other = await library.ask('POST /loans', { body: aLoan, headers: keyed });
    assert.equal(other.status, 201);
  });

  it('is asked for among other preferences, and not by their like', async () => {
    const headers = { prefer: 'respond-async, preview; q=1' };
    const asked = await library.ask('POST /loans', { body: aLoan, headers });
    assert.equal(asked.status, 200);
    const like = await library.ask('POST /loans', {
      body: aLoan,
      headers: { prefer: 'previews, handling=lenient' },
    });
    assert.equal(like.status, 201);
  });
});

describe('a command that brings its preview along', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  it('is done when nothing has changed', async () => {
    const key = await lend(library);
    const line = `DELETE /loans/${key}`;
    const { headers } = await library.ask(line, { headers: prefer });
    const digest = headers.get('dure-preview') ?? '';
    assert.equal((await library.ask(line, { headers: { 'dure-preview': digest } })).status, 204);
  });

  it('is not done when it would do something else, and is shown what', async () => {
    const key = await lend(library);
    const line = `POST /loans/${key}/extend-loan`;
    const shown = shownIn(await library.ask(line, { body: { days: 2 }, headers: prefer }));
    const headers = { 'dure-preview': shown.digest ?? '' };
    const { status, body } = await library.ask(line, { body: { days: 5 }, headers });
    assert.deepEqual([status, body['rejection']], [412, 'NotAsShown']);
    assert.deepEqual(at(body, 'preview.events.0.data.days'), 5);
    const now = { 'dure-preview': String(at(body, 'preview.digest')) };
    assert.equal((await library.ask(line, { body: { days: 5 }, headers: now })).status, 200);
  });

  it('of something new is done, whatever others have opened meanwhile', async () => {
    const { headers } = await library.ask('POST /loans', { body: aLoan, headers: prefer });
    await lend(library);
    const digest = { 'dure-preview': headers.get('dure-preview') ?? '' };
    assert.equal((await library.ask('POST /loans', { body: aLoan, headers: digest })).status, 201);
  });
});
