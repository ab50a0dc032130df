// Commands over HTTP: how they are written, what they answer, and what is refused.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, aLoan, lend, openLibrary, stores } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const english = { 'accept-language': 'en' };

for (const store of stores) {
  describe(`commands, with the ${store} store`, () => {
    let library: OpenLibrary;
    before(async () => {
      library = await openLibrary({ store });
    });
    after(() => library.close());

    it('open an instance: 201, where it is, and the row', async () => {
      const answer = await library.ask('POST /loans', { body: aLoan });
      const key = String(answer.body['loanId']);
      assert.equal(answer.status, 201);
      assert.match(key, /^loan-\d+$/);
      assert.equal(answer.headers.get('location'), `${library.url}/loans/${key}`);
      assert.match(answer.headers.get('content-type') ?? '', /^application\/hal\+json/);
      assert.equal(answer.body['status'], '대출');
      assert.equal(answer.body['memberId'], 'member-2');
      // A documented line says the whole address, and names the link to the item.
      assert.equal(at(answer.body, '_links.self.href'), `${library.url}/loans/${key}`);
      assert.equal(at(answer.body, '_links.loan.href'), `${library.url}/loans/${key}`);
    });

    it('carry the token to read them with, and the business key of their case', async () => {
      const answer = await library.ask('POST /loans', { body: aLoan });
      assert.match(answer.headers.get('dure-position') ?? '', /^desk\.0\.\d+$/);
      assert.equal(answer.headers.get('correlation-id'), answer.body['loanId']);
    });

    it('are found below the name of the business as well', async () => {
      const answer = await library.ask('POST /library/loans', { body: aLoan });
      assert.equal(answer.status, 201);
      assert.equal(
        answer.headers.get('location'),
        `${library.url}/library/loans/${String(answer.body['loanId'])}`,
      );
    });

    it('are found by their name in kebab case, with or without the kind of the id', async () => {
      const key = await lend(library);
      const [, ordinal] = key.split('-');
      const long = await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 5 } });
      const short = await library.ask(`POST /loans/${ordinal}/extend-loan/`, { body: { days: 6 } });
      assert.deepEqual([long.status, long.body['days']], [200, 5]);
      assert.deepEqual([short.status, short.body['days']], [200, 6]);
    });

    it('are not done under a tag, which holds nothing: 412, and what does', async () => {
      const key = await lend(library);
      const tag = (await library.ask(`GET /loans/${key}`)).headers.get('etag') ?? '';
      const extended = (condition: string) =>
        library.ask(`POST /loans/${key}/extend-loan`, {
          body: { days: 5 },
          headers: { ...english, 'if-match': condition },
        });
      const refused = await extended(tag);
      assert.deepEqual([refused.status, refused.body['rejection']], [412, 'NotAsShown']);
      assert.match(String(refused.body['detail']), /Dure-Preview/);
      assert.notEqual((await library.ask(`GET /loans/${key}`)).body['days'], 5);
      assert.equal((await extended('*')).status, 200);
    });

    it('that opened nothing new answer 200', async () => {
      const body = { shelfId: 90, keeperId: 1, places: 2 };
      const statusOf = async () => (await library.ask('POST /shelves', { body })).status;
      assert.deepEqual([await statusOf(), await statusOf()], [201, 200]);
    });

    it('are named by a status in a PATCH', async () => {
      const key = await lend(library);
      const extended = await library.ask(`PATCH /loans/${key}`, {
        body: { status: '연장', days: 4 },
      });
      const returned = await library.ask(`PATCH /loans/${key}`, { body: { status: '반납' } });
      assert.deepEqual([extended.status, extended.body['days']], [200, 4]);
      assert.deepEqual([returned.status, returned.body['status']], [200, '반납']);
    });

    it('refuse a status that names none of them, and list those that do', async () => {
      const key = await lend(library);
      for (const body of [{ status: '없음' }, {}, { status: { a: 1 } }]) {
        const answer = await library.ask(`PATCH /loans/${key}`, { body });
        assert.equal(answer.status, 400);
        assert.equal(at(answer.body, 'mistakes.0.path'), 'status');
        assert.match(String(at(answer.body, 'mistakes.0.ko')), /반납, 연장/);
      }
    });

    it('by DELETE answer 204, also when they are repeated', async () => {
      const key = await lend(library);
      const first = await library.ask(`DELETE /loans/${key}`);
      const second = await library.ask(`DELETE /loans/${key}`, {
        headers: { 'content-type': 'application/json' },
      });
      assert.deepEqual([first.status, first.text], [204, '']);
      assert.equal(first.headers.get('content-type'), null);
      assert.deepEqual([second.status, second.text], [204, '']);
    });

    it('are found under Korean names, with Korean fields', async () => {
      const answer = await library.ask('POST /대출s', {
        body: { 회원번호: 2, 책이름: '혼불', fromDt: '20300101', days: 1 },
      });
      assert.equal(answer.status, 201);
      assert.equal(answer.body['bookNm'], '혼불');
      assert.equal(answer.body['fromDt'], '2030-01-01');
    });

    it('take a form as well, and what curl says is one', async () => {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const fields = 'memberId=2&bookNm=%ED%86%A0%EC%A7%80&fromDt=20300101&days=3&isGift=true';
      const plain = await library.ask('POST /loans', { body: fields, headers: form });
      const json = await library.ask('POST /loans', { body: JSON.stringify(aLoan), headers: form });
      assert.deepEqual([plain.status, plain.body['isGift'], plain.body['days']], [201, true, 3]);
      assert.equal(json.status, 201);
    });

    it('refuse a name that stands twice in one object', async () => {
      const body = '{"memberId":2,"bookNm":"토지","fromDt":"2030-01-01","days":3,"days":30}';
      const answer = await library.ask('POST /loans', {
        body,
        headers: { 'content-type': 'application/json' },
      });
      assert.deepEqual([answer.status, at(answer.body, 'mistakes.0.path')], [400, 'days']);
    });

    it('that are not possible now say so before they look at what was written', async () => {
      const key = await lend(library);
      const wrong = { days: 'many' };
      const open = await library.ask(`POST /loans/${key}/extend-loan`, { body: wrong });
      assert.deepEqual([open.status, open.body['rejection']], [400, 'Invalid']);
      await library.ask(`DELETE /loans/${key}`);
      for (const body of [{}, wrong, { days: 4 }]) {
        const closed = await library.ask(`POST /loans/${key}/extend-loan`, { body });
        assert.deepEqual([closed.status, closed.body['rejection']], [409, 'OutOfTurn']);
        assert.deepEqual(at(closed.body, 'fields.status'), '반납');
        // To give it back once more is taken, and does nothing: it is no way out.
        assert.deepEqual(closed.body['possible'], []);
      }
      const unknown = await library.ask('POST /loans/999/extend-loan', { body: {} });
      assert.equal(unknown.status, 404);
    });

    it('tell nobody of the state of what is not theirs', async () => {
      const key = await lend(library);
      await library.ask(`DELETE /loans/${key}`);
      const headers = { 'dure-persona': 'Member:member-3' };
      const answer = await library.ask(`POST /loans/${key}/extend-loan`, { body: {}, headers });
      assert.equal(answer.status, 403);
    });

    it('ignore fields that nobody knows', async () => {
      const answer = await library.ask('POST /loans', {
        body: { ...aLoan, unheard: { of: 1 }, constructor: 1, toString: 2 },
      });
      assert.equal(answer.status, 201);
      assert.equal(answer.body['unheard'], undefined);
    });

    it('are refused with every mistake, in both languages', async () => {
      const body = { bookNm: 'x'.repeat(101), fromDt: '20300231', days: -3, isGift: 'maybe' };
      const answer = await library.ask('POST /loans', { body });
      const mistakes = answer.body['mistakes'] as { path: string; ko: string; en: string }[];
      const paths = new Set(mistakes.map(({ path }) => path));
      assert.equal(answer.status, 400);
      assert.equal(answer.body['rejection'], 'Invalid');
      assert.deepEqual([...paths].toSorted(), ['bookNm', 'days', 'fromDt', 'isGift', 'memberId']);
      assert.ok(mistakes.every(({ ko, en }) => ko !== '' && en !== ''));
    });

    it('refuse by a rule with its own status and fields', async () => {
      const unknown = await library.ask('POST /loans', { body: { ...aLoan, bookNm: '없는책' } });
      const tooMany = await library.ask('POST /loans', { body: { ...aLoan, bookNm: '많이' } });
      assert.equal(unknown.status, 404);
      assert.equal(unknown.body['rejection'], 'UnknownBook');
      assert.equal(unknown.body['bookNm'], '없는책');
      assert.equal(unknown.body['ko'], '없는 책입니다: 없는책');
      assert.deepEqual([tooMany.status, tooMany.headers.get('retry-after')], [429, '7']);
    });

    it('keep the meaning of a problem document where a field has such a name', async () => {
      const key = await lend(library);
      const answer = await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 25 } });
      assert.equal(answer.status, 409);
      assert.equal(answer.body['status'], 409);
      assert.deepEqual(answer.body['fields'], { status: '대출' });
    });

    it('out of turn say in which state, and link what is possible', async () => {
      const key = await lend(library);
      await library.ask(`DELETE /loans/${key}`);
      const answer = await library.ask(`POST /loans/${key}/extend-loan`, {
        body: { days: 3 },
        headers: english,
      });
      assert.equal(answer.status, 409);
      assert.equal(answer.body['title'], 'Not possible in the present state');
      assert.equal(answer.body['detail'], 'Not possible while Returned');
      assert.equal(answer.body['ko'], '지금 상태(반납)에서는 할 수 없습니다');
      assert.equal(at(answer.body, 'fields.status'), '반납');
      // To give it back once more would be taken, and do nothing.
      assert.deepEqual(answer.body['possible'], []);
      const other = await lend(library);
      const body = { ...aLoan, loanId: other };
      const again = await library.ask('POST /loans', { body });
      assert.deepEqual(again.body['possible'], [
        { command: 'ReturnBook', href: `/loans/${other}/return-book` },
        { command: 'ExtendLoan', href: `/loans/${other}/extend-loan` },
      ]);
    });

    it('that name only an entry find its ledger', async () => {
      await library.ask('POST /shelves', { body: { shelfId: 30, keeperId: 30, places: 3 } });
      const key = await lend(library, { shelfId: 30 });
      await library.running.quiet();
      const back = { body: { status: '제자리' } };
      const answer = await library.ask(`PATCH /copies/${key.slice(5)}`, back);
      assert.deepEqual([answer.status, answer.body['shelfId']], [200, 'shelf-30']);
      assert.equal((await library.ask('PATCH /copies/99999', back)).status, 404);
    });

    it('find an instance by another id of its row, if only one row has it', async () => {
      await library.ask('POST /shelves', { body: { shelfId: 31, keeperId: 31, places: 3 } });
      await library.ask('POST /shelves', { body: { shelfId: 32, keeperId: 32, places: 3 } });
      await library.ask('POST /shelves', { body: { shelfId: 33, keeperId: 32, places: 3 } });
      await library.running.quiet();
      const close = async (id: string) => (await library.ask(`PUT /rooms/${id}/close`)).status;
      assert.deepEqual([await close('keeper-31'), await close('shelf-33')], [200, 200]);
      await library.running.quiet();
      await library.ask('POST /shelves', { body: { shelfId: 34, keeperId: 32, places: 3 } });
      await library.running.quiet();
      assert.deepEqual([await close('keeper-32'), await close('keeper-99')], [404, 404]);
    });

    it('on what is not there answer 404', async () => {
      const answer = await library.ask('POST /loans/loan-999999/return-book');
      assert.deepEqual([answer.status, answer.body['rejection']], [404, 'NotFound']);
    });

    it('of the machine are refused, whoever sends them and however they are written', async () => {
      const key = await lend(library);
      const lines = [`PUT /loans/${key}/close`, `POST /loans/${key}/close-loan`];
      for (const line of [...lines, 'POST /shelves/1/hold-copy']) {
        for (const persona of ['Operator', 'Member:member-2', undefined]) {
          const headers = persona === undefined ? {} : { 'dure-persona': persona };
          const answer = await library.ask(line, { headers, body: '{' });
          assert.deepEqual([answer.status, answer.body['rejection']], [403, 'Forbidden'], line);
        }
      }
    });

    it('with an Idempotency-Key in quotes, and with the same one bare, are one', async () => {
      const opened = async (key: string) => {
        const headers = { 'idempotency-key': key };
        const { body, status } = await library.ask('POST /loans', { body: aLoan, headers });
        return status === 201 ? body['loanId'] : status;
      };
      const bare = await opened(`quoted-${store}`);
      assert.equal(await opened(`"quoted-${store}"`), bare);
      assert.equal(await opened(`"quoted-${store}"; retry=1`), bare);
      assert.notEqual(await opened(`"quoted-${store}-2"`), bare);
      const escaped = await opened(`a\\"b-${store}`);
      assert.equal(await opened(`"a\\\\\\"b-${store}"`), escaped);
      assert.match(String(await opened(`"with a blank ${store}"`)), /^loan-/);
      for (const wrong of ['"open', '""', '"a"b', '"a\\b"', `"${'x'.repeat(201)}"`]) {
        assert.equal(await opened(wrong), 400, wrong);
      }
    });

    it('with the same Idempotency-Key get the first answer again', async () => {
      const headers = { 'idempotency-key': `again-${store}` };
      const first = await library.ask('POST /loans', { body: aLoan, headers });
      const again = await library.ask('POST /대출s', { body: aLoan, headers });
      const other = await library.ask('POST /loans', { body: { ...aLoan, days: 4 }, headers });
      assert.equal(first.status, 201);
      assert.equal(again.body['loanId'], first.body['loanId']);
      assert.deepEqual([other.status, other.body['rejection']], [422, 'KeyReused']);
    });

    it("do not share a key with another person's commands", async () => {
      const headers = { 'idempotency-key': `mine-${store}` };
      const of = (persona: string) =>
        library.ask('POST /loans', {
          body: { bookNm: '토지', fromDt: '2030-01-01', days: 3 },
          headers: { ...headers, 'dure-persona': persona },
        });
      const [one, another] = [await of('Member:member-2'), await of('Member:member-3')];
      assert.deepEqual([one.status, another.status], [201, 201]);
      assert.notEqual(one.body['loanId'], another.body['loanId']);
    });

    it('with a key that is too long or not printable are refused', async () => {
      for (const key of ['x'.repeat(201), 'a b', '']) {
        const answer = await library.ask('POST /loans', {
          body: aLoan,
          headers: { 'idempotency-key': key },
        });
        assert.deepEqual(
          [answer.status, at(answer.body, 'mistakes.0.path')],
          [400, 'Idempotency-Key'],
        );
      }
    });

    it('answer 503 with Retry-After while a context or what it asks is away', async () => {
      library.running.fault('Catalogue', 'down');
      const asking = await library.ask('POST /loans', { body: aLoan });
      library.running.fault('Catalogue', 'none');
      library.running.fault('desk', 'down');
      const away = await library.ask('POST /loans', { body: aLoan });
      const look = await library.ask('GET /loans');
      library.running.fault('desk', 'none');
      assert.deepEqual([asking.status, asking.body['rejection']], [503, 'CatalogueAway']);
      assert.deepEqual([away.status, away.body['rejection']], [503, 'Unavailable']);
      assert.equal(look.status, 503);
      for (const { headers } of [asking, away, look]) {
        assert.match(headers.get('retry-after') ?? '', /^\d+$/);
      }
    });
  });
}
