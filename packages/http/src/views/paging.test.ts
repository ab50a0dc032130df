// Lists over HTTP, page by page: by their links, while rows come and go.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, lend, openLibrary, stores } from '../open-library.testing.ts';
import type { Answer, Json, OpenLibrary } from '../open-library.testing.ts';

const COUNTED = 1_000;

const rowsIn = ({ body }: Answer, path: string): readonly Json[] =>
  at(body, `_embedded.${path}`) as readonly Json[];

for (const store of stores) {
  describe(`lists, with the ${store} store`, () => {
    let library: OpenLibrary;
    before(async () => {
      library = await openLibrary({ store });
      for (const days of [1, 2, 3, 4, 5]) await lend(library, { bookNm: `책 ${days}`, days });
      await library.running.quiet();
    });
    after(() => library.close());

    it('are read by their links without a row twice or missed, while rows come', async () => {
      for (const sort of ['', 'sort=days&', 'sort=-bookNm&', 'sort=status&']) {
        const before = rowsIn(await library.ask(`GET /loans?${sort}size=200`), 'loans').map(
          (row) => row['bookNm'],
        );
        const seen: unknown[] = [];
        let href = `/loans?${sort}size=2`;
        for (let page = 0; href !== 'undefined' && page < 50; page += 1) {
          const answer = await library.ask(`GET ${href}`);
          seen.push(...rowsIn(answer, 'loans').map((row) => row['bookNm']));
          href = String(at(answer.body, '_links.next.href'));
          await lend(library, { bookNm: `${sort}사이 ${page}`, days: 1, memberId: 2 });
          await library.running.quiet();
        }
        assert.equal(new Set(seen).size, seen.length, sort);
        assert.deepEqual(
          before.filter((name) => !seen.includes(name)),
          [],
          sort,
        );
      }
    });

    it('refuse a cursor of another order, and what is no cursor', async () => {
      const answer = await library.ask('GET /loans?size=1&sort=days');
      const next = String(at(answer.body, '_links.next.href'));
      for (const href of [next.replace('sort=days', 'sort=-days'), '/loans?cursor=x']) {
        const refused = await library.ask(`GET ${href}`);
        assert.equal(refused.status, 400, href);
        assert.equal(at(refused.body, 'mistakes.0.path'), 'cursor');
      }
    });
  });
}

it('a long list is counted so far only, and read to its end all the same', async (t) => {
  const library = await openLibrary();
  t.after(() => library.close());
  for (let book = 0; book < COUNTED + 5; book += 1) await lend(library, { bookNm: `책 ${book}` });
  await library.running.quiet();
  const seen = new Set<unknown>();
  let href = '/loans?size=200';
  while (href !== 'undefined') {
    const { body, ...answer } = await library.ask(`GET ${href}`);
    assert.deepEqual([at(body, 'page.totalElements'), at(body, 'page.hasMore')], [COUNTED, true]);
    assert.equal(at(body, '_links.last'), undefined);
    for (const row of rowsIn({ body, ...answer }, 'loans')) seen.add(row['loanId']);
    href = String(at(body, '_links.next.href'));
  }
  const page = await library.ask('GET /loans', { headers: { accept: 'text/html' } });
  assert.equal(seen.size, COUNTED + 5);
  assert.match(page.text, /1,000\+/);
});
