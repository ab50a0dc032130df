// Views over HTTP: rows and lists, what may be done next, and reading one's own write.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, lend, openLibrary, stores } from '../open-library.testing.ts';
import type { Answer, Json, OpenLibrary } from '../open-library.testing.ts';

/** A test that hangs is red. */
const GIVEN_UP = { timeout: 20_000 };

const rowsIn = ({ body }: Answer, path: string): readonly Json[] =>
  at(body, `_embedded.${path}`) as readonly Json[];

for (const store of stores) {
  describe(`views, with the ${store} store`, () => {
    let library: OpenLibrary;
    before(async () => {
      library = await openLibrary({ store });
      for (const [bookNm, days] of [
        ['가람', 1],
        ['나루', 2],
        ['다락', 3],
        ['라온', 4],
      ] as const) {
        await lend(library, {
          bookNm,
          days,
          memberId: 20 + (days % 2),
          fromDt: `2030-01-0${days}`,
        });
      }
      await library.ask('POST /shelves', { body: { shelfId: 5, keeperId: 1, places: 9 } });
      await library.running.quiet();
    });
    after(() => library.close());

    const names = async (query: string): Promise<readonly unknown[]> => {
      const answer = await library.ask(`GET /loans?${query}`);
      assert.equal(answer.status, 200, answer.text);
      return rowsIn(answer, 'loans').map((row) => row['bookNm']);
    };

    it('list the last changed first, fifty a page', async () => {
      const answer = await library.ask('GET /loans');
      assert.deepEqual(
        rowsIn(answer, 'loans')
          .map((row) => row['bookNm'])
          .slice(0, 4),
        ['라온', '다락', '나루', '가람'],
      );
      assert.equal(at(answer.body, 'page.size'), 50);
      assert.equal(typeof rowsIn(answer, 'loans')[0]?.['lastEventAt'], 'string');
    });

    it('are paged, with links to the other pages', async () => {
      const answer = await library.ask('GET /loans?size=3&page=0&sort=days');
      const page = { size: 3, totalElements: 4, totalPages: 2, number: 0 };
      assert.deepEqual(answer.body['page'], page);
      assert.equal(rowsIn(answer, 'loans').length, 3);
      const next = String(at(answer.body, '_links.next.href'));
      const last = await library.ask(`GET ${next}`);
      assert.deepEqual(
        rowsIn(last, 'loans').map((row) => row['bookNm']),
        ['라온'],
      );
      assert.equal(at(last.body, '_links.next'), undefined);
      assert.match(String(at(last.body, '_links.prev.href')), /page=0/);
    });

    it('are sorted by a field, either way', async () => {
      assert.deepEqual(await names('sort=days'), ['가람', '나루', '다락', '라온']);
      assert.deepEqual(await names('sort=-days'), ['라온', '다락', '나루', '가람']);
      assert.deepEqual(await names('sort=bookNm,desc&size=1'), ['라온']);
      const changed = await names('sort=lastEventAt');
      assert.deepEqual(await names(''), changed.toReversed());
      assert.deepEqual(await names('sort=-lastEventAt'), await names(''));
    });

    it('are filtered by any field: equal, one of several, from, to, containing', async () => {
      assert.deepEqual(await names('days=3'), ['다락']);
      assert.deepEqual(await names('memberId=20&sort=days'), ['나루', '라온']);
      assert.deepEqual(await names('bookNm=가람&bookNm=라온&sort=days'), ['가람', '라온']);
      assert.deepEqual(await names('days.from=2&days.to=3&sort=days'), ['나루', '다락']);
      assert.deepEqual(await names('fromDt.from=20300103&sort=days'), ['다락', '라온']);
      assert.deepEqual(await names('bookNm.has=루'), ['나루']);
      assert.deepEqual(await names('q=다락'), ['다락']);
      assert.deepEqual(await names('status=반납'), []);
    });

    it('refuse what they do not know, and list what they do', async () => {
      const lines = ['colour=red', 'page=-1', 'size=201', 'sort=colour', 'days=many', 'days.of=3'];
      for (const query of [
        ...lines,
        'size=1&size=2',
        'sort=days&sort=status',
        'days=1&days=2',
        'constructor=1',
        'fromDt=tomorrow',
        'fromDt=2030-02-31',
        'fromDt.from=soon',
        'fromDt.to=20300101&fromDt.from=x',
        'size=5&memberId=a/b',
      ]) {
        const answer = await library.ask(`GET /loans?${query}`);
        assert.equal(answer.status, 400, query);
        assert.equal(answer.body['rejection'], 'Invalid');
      }
      const undated = await library.ask('GET /loans?fromDt.from=soon');
      assert.deepEqual(at(undated.body, 'mistakes.0.path'), 'fromDt.from');
      const unknown = await library.ask('GET /loans?colour=red');
      assert.match(String(at(unknown.body, 'mistakes.0.en')), /loanId, memberId, bookNm/);
    });

    it('take no notice of fields that were left empty in a form', async () => {
      assert.deepEqual(await names('days=3&status=&fromDt.from=&memberId=&q='), ['다락']);
    });

    it('show a row with its links, and a composite key as a path', async () => {
      const row = await library.ask('GET /shelfDays/5/20300102');
      assert.deepEqual([row.status, row.body['day'], row.body['free']], [200, '2030-01-02', 9]);
      assert.equal(at(row.body, '_links.self.href'), '/shelfDays/shelf-5/2030-01-02');
      assert.equal(at(row.body, '_links.collection.href'), '/shelfDays');
    });

    it('answer 404 for a row that is not there', async () => {
      for (const key of ['999', 'loan-999', '%20', '__proto__', 'x'.repeat(500)]) {
        const answer = await library.ask(`GET /loans/${key}`);
        assert.equal(answer.status, 404, key);
      }
    });

    it('say what may be done with a row now, and why the rest may not', async () => {
      const key = await lend(library, { bookNm: '마루' });
      await library.running.quiet();
      const headers = { 'dure-persona': 'Member:member-2', 'accept-language': 'en' };
      const open = await library.ask(`GET /loans/${key}`, { headers });
      assert.equal(at(open.body, '_templates.extend-loan.method'), 'POST');
      assert.equal(at(open.body, '_templates.extend-loan.target'), `/loans/${key}/extend-loan`);
      assert.deepEqual(at(open.body, '_templates.extend-loan.properties'), [
        { name: 'days', prompt: 'Days', type: 'number', required: true, min: 1, max: 30 },
      ]);
      await library.ask(`DELETE /loans/${key}`);
      await library.running.quiet();
      const closed = await library.ask(`GET /loans/${key}`, { headers });
      // What stands in `_templates` is taken for an open form by every client.
      assert.deepEqual(at(closed.body, '_templates.extend-loan'), undefined);
      assert.deepEqual(at(closed.body, '_closed.extend-loan'), {
        title: 'Extend the loan',
        method: 'POST',
        target: `/loans/${key}/extend-loan`,
        reason: { ko: '지금 상태(반납)에서는 할 수 없습니다', en: 'Not possible while Returned' },
      });
      assert.equal(at(open.body, '_closed.extend-loan'), undefined);
    });

    it('offer only what the caller may issue', async () => {
      const key = await lend(library);
      await library.running.quiet();
      const headers = { 'dure-persona': 'Librarian:librarian-1' };
      const { body } = await library.ask(`GET /loans/${key}`, { headers });
      assert.deepEqual(Object.keys(body['_templates'] as Json), ['return-book']);
    });

    it('offer on a list what opens a new one, with its fields', async () => {
      const { body } = await library.ask('GET /loans', { headers: { 'accept-language': 'ko' } });
      const properties = at(body, '_templates.request-loan.properties') as readonly Json[];
      const of = (name: string) => properties.find((property) => property['name'] === name);
      assert.deepEqual(of('bookNm'), {
        name: 'bookNm',
        prompt: '책 이름',
        type: 'text',
        required: true,
        minLength: 1,
        maxLength: 100,
      });
      assert.deepEqual(of('size')?.['options'], { inline: ['SMALL', 'LARGE'] });
      assert.deepEqual(of('isGift')?.['options'], {
        inline: [
          { prompt: '예', value: 'true' },
          { prompt: '아니요', value: 'false' },
        ],
      });
      assert.equal(of('fromDt')?.['type'], 'date');
      assert.equal(of('cardToken')?.['type'], 'password');
      assert.equal(of('loanId'), undefined);
    });

    it('wait until they have seen the command that a token names', async () => {
      const { headers, body } = await library.ask('POST /loans', {
        body: { memberId: 2, bookNm: '바로', fromDt: '2030-01-01', days: 3 },
      });
      const token = headers.get('dure-position') ?? '';
      const path = `/loans/${String(body['loanId'])}`;
      const byHeader = await library.ask(`GET ${path}`, { headers: { 'dure-position': token } });
      const byQuery = await library.ask(`GET ${path}?after=${token}`);
      assert.deepEqual([byHeader.status, byQuery.status], [200, 200]);
      assert.equal(byHeader.body['bookNm'], '바로');
    });

    it('say in time that they are away, whatever they are to have seen', GIVEN_UP, async () => {
      library.running.fault('desk', 'down');
      const answer = await library.ask('GET /loans?after=desk.0.99999');
      library.running.fault('desk', 'none');
      assert.equal(answer.status, 503, answer.text);
    });

    it('refuse a token that is none', async () => {
      for (const token of ['x', 'desk.9.1', 'nowhere.0.1', 'desk.0.1.2', '__proto__.0.1']) {
        const answer = await library.ask(`GET /loans?after=${token}`);
        assert.equal(answer.status, 400, token);
      }
    });

    it('send nothing again that the client has', async () => {
      const first = await library.ask('GET /shelfDays/5/2030-01-01');
      const etag = first.headers.get('etag') ?? '';
      const same = await library.ask('GET /shelfDays/5/2030-01-01', {
        headers: { 'if-none-match': `"x", ${etag}` },
      });
      const other = await library.ask('GET /shelfDays/5/2030-01-01', {
        headers: { 'if-none-match': '"x"' },
      });
      assert.deepEqual([same.status, same.text, same.headers.get('etag')], [304, '', etag]);
      assert.equal(other.status, 200);
    });

    it('are found under Korean names', async () => {
      const list = await library.ask('GET /대출s?days=1');
      const row = await library.ask('GET /대출s/1');
      assert.deepEqual(
        rowsIn(list, 'loans').map((one) => one['bookNm']),
        ['가람'],
      );
      assert.equal(row.body['loanId'], 'loan-1');
    });

    it('are pages for whoever prefers pages, and data for everyone else', async () => {
      const typeOf = async (line: string, accept: string) =>
        (await library.ask(line, { headers: { accept } })).headers.get('content-type');
      const page = 'text/html; charset=utf-8';
      for (const line of ['GET /loans', 'GET /loans/1', 'GET /']) {
        assert.equal(await typeOf(line, 'text/html, */*;q=0.8'), page);
        assert.equal(await typeOf(line, 'application/json, text/html;q=0'), 'application/json');
        assert.equal(await typeOf(line, '*/*, text/html;q=0.1'), 'application/hal+json');
        assert.equal(await typeOf(line, 'text/html, application/hal+json'), 'application/hal+json');
      }
      const forms = 'application/prs.hal-forms+json';
      assert.equal(await typeOf('GET /loans', `${forms}, application/hal+json;q=0.9`), forms);
      assert.equal(await typeOf('GET /loans/1', `${forms}, */*;q=0.1`), forms);
    });

    it('are found below every name that the documents have for their list', async () => {
      const row = await library.ask('GET /빌린책s/1');
      assert.deepEqual([row.status, row.body['loanId']], [200, 'loan-1']);
    });

    it('say what people call a status in either language, beside it', async () => {
      const key = await lend(library, { memberId: 31 });
      await library.running.quiet();
      const row = await library.ask(`GET /loans/${key}`);
      assert.equal(row.body['status'], '대출');
      assert.deepEqual(row.body['_labels'], { status: { ko: '대출', en: 'Lent' } });
      const list = await library.ask('GET /loans?memberId=31');
      assert.deepEqual(at(rowsIn(list, 'loans')[0], '_labels.status.en'), 'Lent');
      const pageIn = async (path: string, language: string) => {
        const headers = { accept: 'text/html', 'accept-language': language };
        return (await library.ask(`GET ${path}`, { headers })).text;
      };
      for (const path of [`/loans/${key}`, '/loans?memberId=31']) {
        assert.match(await pageIn(path, 'en'), />Lent</);
        assert.doesNotMatch(await pageIn(path, 'en'), />대출</);
        assert.match(await pageIn(path, 'ko'), />대출</);
      }
    });

    it('on documented lines have whole addresses, and a link named by the item', async () => {
      const row = await library.ask('GET /대출s/1');
      assert.equal(at(row.body, '_links.loan.href'), `${library.url}/loans/loan-1`);
      const list = await library.ask('GET /빌린책s?days=1');
      assert.equal(at(rowsIn(list, 'loans')[0], '_links.loan.href'), `${library.url}/loans/loan-1`);
      const plain = await library.ask('GET /shelves/5');
      assert.equal(at(plain.body, '_links.self.href'), '/shelves/shelf-5');
      assert.equal(at(plain.body, '_links.shelf'), undefined);
    });

    it('are found in spite of a slash too many', async () => {
      assert.equal((await library.ask('GET //library/loans')).status, 200);
      assert.equal((await library.ask('GET /library//loans//1')).status, 200);
    });

    it('are tables in a browser, with everything in them as text', async () => {
      await lend(library, { bookNm: '<script>alert(1)</script>', memberId: 77 });
      await library.running.quiet();
      const headers = { accept: 'text/html', 'accept-language': 'ko' };
      const list = await library.ask('GET /loans?memberId=77', { headers });
      const row = await library.ask('GET /loans/1', { headers });
      assert.match(list.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(list.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.match(list.text, /&lt;script&gt;alert/);
      assert.doesNotMatch(list.text, /<script/);
      assert.match(row.text, /대출 목록/);
    });

    it('answer HEAD as GET, without a body', async () => {
      const answer = await library.ask('HEAD /loans/1');
      assert.deepEqual([answer.status, answer.text], [200, '']);
    });
  });
}

it('a view that does not catch up in time says so, and when to come back', async () => {
  const library = await openLibrary();
  const late = await library.ask('GET /loans?after=desk.0.999999');
  await library.close();
  assert.deepEqual([late.status, late.body['rejection']], [503, 'NotYetSeen']);
  assert.equal(late.headers.get('retry-after'), '1');
});
