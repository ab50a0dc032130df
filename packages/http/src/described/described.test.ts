// What `described` says is what the wall says and what the gateway serves.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aLoan, lend, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import type { Board } from '@dure/wall';
import type { Described, DescribedCommand, DescribedField } from './shape.ts';

describe('described', () => {
  let library: OpenLibrary;
  let all: Described;
  before(async () => {
    library = await openLibrary();
    const { text } = await library.ask('GET /library/described');
    // What the tests below look at is what is promised of it.
    all = JSON.parse(text) as Described;
  });
  after(() => library.close());

  const commandNamed = (name: string): DescribedCommand => {
    const found = all.commands.find((of) => of.name === name);
    if (!found) throw new Error(`${name} is not described.`);
    return found;
  };

  const kindsOf = (fields: readonly DescribedField[]) =>
    Object.fromEntries(fields.map(({ name, kind }) => [name, kind]));

  it('comes compressed to whoever takes that, and is the same', async () => {
    for (const encoding of ['identity', 'gzip', 'br'] as const) {
      const headers = { 'accept-encoding': encoding };
      const { headers: answered, body } = await library.ask('GET /library/described', { headers });
      assert.equal(answered.get('content-encoding') ?? 'identity', encoding);
      assert.match(answered.get('vary') ?? '', /accept-encoding/);
      assert.deepEqual(body, all);
    }
  });

  it('names the business, its contexts, actors with their claims, and neighbours', () => {
    assert.deepEqual(all.label, { ko: '도서관', en: 'Library' });
    assert.deepEqual([all.businessKey, all.timeZone], ['loanId', 'Asia/Seoul']);
    assert.deepEqual(
      all.contexts.map(({ name, label }) => [name, label.ko]),
      [
        ['desk', '대출대'],
        ['stacks', 'stacks'],
      ],
    );
    const member = all.actors.find(({ name }) => name === 'Member');
    assert.deepEqual(member?.claims, ['memberId']);
    assert.deepEqual(member?.issues, ['RequestLoan', 'ReturnBook', 'ExtendLoan']);
    assert.deepEqual(member?.reads, { Loans: 'own' });
    assert.deepEqual(
      all.externals.map(({ name }) => name),
      ['Catalogue'],
    );
  });

  it('says of every field what kind of value it is', () => {
    assert.deepEqual(kindsOf(commandNamed('RequestLoan').fields), {
      memberId: 'id',
      bookNm: 'text',
      fromDt: 'day',
      days: 'count',
      size: 'choice',
      isGift: 'truth',
      fee: 'money',
      tel: 'phone',
      memberNm: 'text',
      cardToken: 'text',
      shelfId: 'id',
    });
    const { mark, late } = Object.fromEntries(
      commandNamed('OpenShelf').fields.map((field) => [field.name, field]),
    );
    assert.equal(late?.kind, 'number');
    assert.deepEqual(kindsOf(mark?.fields ?? []), { room: 'text', at: 'object' });
  });

  it('keeps what is personal and what is secret apart', () => {
    const { fields } = commandNamed('RequestLoan');
    const names = (flag: 'isPersonal' | 'isSecret') =>
      fields.filter((field) => field[flag]).map(({ name }) => name);
    assert.deepEqual(names('isPersonal'), ['tel', 'memberNm']);
    assert.deepEqual(names('isSecret'), ['cardToken']);
  });

  it('says of a command who issues it, what opens a case, and what it meets by state', () => {
    const request = commandNamed('RequestLoan');
    assert.deepEqual([request.startsCase, request.openingPath], [true, '/loans']);
    assert.deepEqual(request.asks, [{ ask: 'lookUp', of: 'Catalogue', isExternal: true }]);
    const giveBack = commandNamed('ReturnBook');
    assert.deepEqual(giveBack.issuers, ['Member', 'Librarian']);
    assert.deepEqual(giveBack.states, { lent: 'decides', returned: 'nothing' });
    assert.deepEqual(commandNamed('CloseLoan').issuers, []);
  });

  it('tells destructive commands by their verbs and by DELETE', () => {
    const destructive = all.commands.filter((of) => of.isDestructive).map(({ name }) => name);
    assert.deepEqual(destructive, ['ReturnBook', 'CloseLoan', 'CloseShelf']);
  });

  it('has the states in the order of a case, with those who move it on', () => {
    const [life] = all.aggregates.find(({ name }) => name === 'Loan')?.lives ?? [];
    assert.deepEqual(
      life?.states.map(({ name, step, kind, label }) => [name, step, kind, label.ko]),
      [
        ['absent', 0, 'initial', 'absent'],
        ['lent', 1, 'open', '대출'],
        ['returned', 2, 'rest', '반납'],
        ['closed', 3, 'final', '종료'],
      ],
    );
    const lent = life?.states.find(({ name }) => name === 'lent');
    assert.deepEqual(lent?.movedBy, [
      { actor: 'Member', commands: ['ReturnBook', 'ExtendLoan'] },
      { actor: 'Librarian', commands: ['ReturnBook'] },
    ]);
    assert.deepEqual(lent?.next, [{ event: 'BookReturned', to: ['returned'] }]);
    assert.deepEqual(all.caseLife, { aggregate: 'Loan', life: '' });
  });

  it('has the values of a status in their order, with the labels of their states', () => {
    const loans = all.views.find(({ name }) => name === 'Loans');
    const status = loans?.fields.find(({ name }) => name === 'status');
    assert.deepEqual(
      status?.choices?.map(({ value, label, kind }) => [value, label.en, kind]),
      [
        ['대출', 'Lent', 'open'],
        ['반납', 'Returned', 'rest'],
        ['종료', '종료', 'final'],
      ],
    );
    assert.deepEqual(loans?.life, { aggregate: 'Loan', life: '' });
    assert.deepEqual(loans?.follows[0], { context: 'desk', event: 'LoanRequested' });
  });

  it('names filters and orders that a list takes', async () => {
    await lend(library);
    for (const { path, list, fields } of all.views) {
      for (const field of list.sortBy) {
        const { status } = await library.ask(`GET /library${path}?sort=-${field}`);
        assert.equal(status, 200, `${path} by ${field}`);
      }
      for (const name of Object.keys(list.filters))
        assert.ok(fields.some((of) => of.name === name));
    }
    const { body } = await library.ask('GET /library/loans?fromDt.from=2030-01-01&bookNm.has=토');
    assert.equal((body['page'] as { readonly totalElements: number }).totalElements, 1);
    const loans = all.views.find(({ name }) => name === 'Loans');
    assert.deepEqual(loans?.list.filters['fromDt'], ['is', 'from', 'to']);
    assert.deepEqual(loans?.list.filters['bookNm'], ['is', 'has']);
  });

  it('names paths by which commands are served', async () => {
    const { openingPath = '' } = commandNamed('RequestLoan');
    const opened = await library.ask(`POST /library${openingPath}`, { body: aLoan });
    assert.equal(opened.status, 201);
    const path = commandNamed('ReturnBook').path.replace('{loanId}', String(opened.body['loanId']));
    assert.equal((await library.ask(`POST /library${path}`)).status, 200);
  });

  it('leads to a board with a place for each command, in the language asked for', async () => {
    const { href } = all._links['board'] ?? { href: '' };
    const ask = async (language: string): Promise<Board> => {
      const { text } = await library.ask(`GET ${href}`, {
        headers: { 'accept-language': language },
      });
      return JSON.parse(text) as Board;
    };
    const [ko, en] = [await ask('ko'), await ask('en')];
    const shown = new Set(ko.notes.flatMap(({ notes }) => notes));
    for (const { name, context } of all.commands) {
      assert.ok(shown.has(`${context}/command/${name}`), name);
    }
    const written = ({ notes }: Board) => notes.map(({ lines }) => lines.join(' '));
    assert.ok(written(ko).includes('대출 신청') && written(en).includes('Request a loan'));
  });

  it('is not sent again to who has it', async () => {
    const first = await library.ask('GET /library/described');
    const etag = first.headers.get('etag') ?? '';
    const again = await library.ask('GET /library/described', {
      headers: { 'if-none-match': etag },
    });
    assert.deepEqual([again.status, again.text], [304, '']);
  });
});

it('the people of the demo are named in the open house alone', async () => {
  const identity = {
    isLocalOnly: false,
    identify: () => ({ is: 'known', caller: { claims: {}, ownsAll: false } }) as const,
  };
  const secured = await openLibrary({ identity });
  const open = await openLibrary();
  const personas = async (of: OpenLibrary) =>
    (await of.ask('GET /library/described')).body['personas'] as readonly unknown[];
  const [there, here] = [await personas(secured), await personas(open)];
  await Promise.all([secured.close(), open.close()]);
  assert.deepEqual([there.length, here.length], [0, 2]);
});
