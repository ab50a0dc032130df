// Fields that an actor sees only while the row says so, or never: whatever shows rows leaves them
// out, and no list tells by what it finds what it does not show.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rightsOf } from '@dure/access';
import { boundedContext } from '@dure/domain';
import type { System } from '@dure/domain';
import { Library } from '../library.testing.ts';
import { lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

const TEL = '01012345678';
const NAME = '홍길동';

/** Librarians reach a member while a book of theirs is out, and never learn their name. */
const system: System = {
  ...Library,
  contexts: Library.contexts.map((context) =>
    context.name === 'desk'
      ? {
          ...context,
          actors: {
            ...context.actors,
            Librarian: {
              issues: ['ReturnBook'],
              reads: { Loans: 'all' },
              sees: { Loans: { tel: { status: ['대출'] }, memberNm: 'never', days: 'never' } },
            },
          },
        }
      : context,
  ),
};

describe('fields that are not always seen', () => {
  let library: OpenLibrary;
  let [out, back] = ['', ''];
  before(async () => {
    library = await openLibrary({ system });
    out = await lend(library, { tel: TEL, memberNm: NAME });
    back = await lend(library, { tel: TEL, memberNm: NAME });
    await library.ask(`POST /loans/${back}/return-book`, { body: {} });
    await library.running.quiet();
  });
  after(() => library.close());

  const as = (persona: string, accept = 'application/json') => ({
    headers: { 'dure-persona': persona, accept },
  });
  const listed = async (query: string, persona = 'Librarian'): Promise<readonly Json[]> => {
    const { status, text, body } = await library.ask(`GET /loans${query}`, as(persona));
    assert.equal(status, 200, text);
    // As a list is documented.
    return (body['_embedded'] as { readonly loans: readonly Json[] }).loans;
  };
  const idsIn = (rows: readonly Json[]) => rows.map(({ loanId }) => String(loanId)).toSorted();
  const hasIt = ({ tel, memberNm }: Json) => [tel, memberNm];

  it('are in a row while it says so, and not after', async () => {
    const rowOf = async (id: string, persona: string) =>
      hasIt((await library.ask(`GET /loans/${id}`, as(persona))).body);
    assert.deepEqual(await rowOf(out, 'Librarian'), [TEL, undefined]);
    assert.deepEqual(await rowOf(back, 'Librarian'), [undefined, undefined]);
    for (const id of [out, back]) {
      assert.deepEqual(await rowOf(id, 'Member:member-2'), [TEL, NAME]);
      assert.deepEqual(await rowOf(id, 'Operator'), [TEL, NAME]);
    }
  });

  it('are in a list, and on a page, of those rows alone', async () => {
    const rows = await listed('');
    const seen = Object.fromEntries(rows.map((row) => [row['loanId'], hasIt(row)]));
    assert.deepEqual(seen, { [out]: [TEL, undefined], [back]: [undefined, undefined] });
    for (const path of [`/loans/${back}`, '/loans?status=반납']) {
      const { text } = await library.ask(`GET ${encodeURI(path)}`, as('Librarian', 'text/html'));
      assert.ok(text.includes('토지'));
      assert.ok(!text.includes(TEL) && !text.includes(NAME), path);
    }
  });

  it('are found only where they are seen', async () => {
    assert.deepEqual(idsIn(await listed(`?tel=${TEL}`)), [out]);
    assert.deepEqual(idsIn(await listed('?sort=tel')), [out]);
    assert.deepEqual(idsIn(await listed('?tel.has=0101')), [out]);
    assert.deepEqual(idsIn(await listed(`?memberNm=${encodeURIComponent(NAME)}`)), []);
    assert.deepEqual(idsIn(await listed('?sort=-memberNm')), []);
    assert.deepEqual(idsIn(await listed(`?q=${encodeURIComponent(NAME)}`)), []);
    assert.deepEqual(idsIn(await listed(`?tel=${TEL}`, 'Operator')), [out, back].toSorted());
  });

  it('are gone from the row that a stream sends when the time is over', async () => {
    const gone = new AbortController();
    const { body } = await fetch(`${library.url}/loans`, {
      signal: gone.signal,
      ...as('Librarian', 'text/event-stream'),
    });
    assert.ok(body);
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    const heard = async (until: RegExp): Promise<string> => {
      let text = '';
      while (!until.test(text)) text += (await reader.read()).value ?? '';
      return text;
    };
    await heard(/event: ready/);
    const id = await lend(library, { tel: TEL, memberNm: NAME });
    const lent = await heard(/event: row[^]*\n\n/);
    await library.ask(`POST /loans/${id}/return-book`, { body: {} });
    const returned = await heard(/event: row[^]*\n\n/);
    gone.abort();
    assert.ok(lent.includes(TEL) && !lent.includes(NAME), lent);
    assert.ok(returned.includes(id) && returned.includes('토지'), returned);
    assert.ok(!returned.includes(TEL) && !returned.includes(NAME), returned);
  });

  it('stand in the rights, and need not be there in the documents', async () => {
    const { fields } = rightsOf(system);
    const of = (actor: string) =>
      fields.filter((right) => right.actor === actor).map(({ field, may }) => [field, may]);
    assert.deepEqual(of('Librarian'), [
      ['tel', 'while'],
      ['memberNm', 'no'],
      ['days', 'no'],
    ]);
    assert.deepEqual(of('Member'), [
      ['tel', 'always'],
      ['memberNm', 'always'],
      ['days', 'always'],
    ]);
    assert.deepEqual(of('Keeper'), [
      ['tel', 'no'],
      ['memberNm', 'no'],
      ['days', 'no'],
    ]);
    const { text } = await library.ask('GET /openapi.json');
    const { schemas } = (JSON.parse(text) as { components: { schemas: Json } }).components;
    const required = (name: string) => JSON.stringify((schemas[name] as Json)['required']);
    const rows = Object.keys(schemas).filter((name) => required(name)?.includes('"lastEventAt"'));
    const loans = rows.filter((name) => required(name).includes('"bookNm"'));
    assert.ok(loans.length > 0);
    for (const name of loans) assert.ok(!required(name).includes('"days"'), name);
  });
});

describe('a board', () => {
  it('hides no field that a view has not, nor one that tells its rows apart', () => {
    const [desk] = Library.contexts.filter(({ name }) => name === 'desk');
    assert.ok(desk);
    const { views } = desk;
    const hiding = (field: string) => () =>
      boundedContext('desk', {
        views,
        actors: { Librarian: { reads: 'all', sees: { Loans: { [field]: 'never' } } } },
      });
    assert.throws(hiding('telephone'), /Librarian.*Loans\.telephone/);
    assert.throws(hiding('loanId'), /Librarian.*Loans\.loanId/);
    assert.doesNotThrow(hiding('tel'));
  });
});
