// Cases are found by their operators, told as a sequence, and say why they are as they are.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aLoan, lend, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import type { CaseList, RowHistory, Story, Why } from './shape.ts';

const operator = { 'dure-persona': 'Operator:operator-1' };
const EXTENDED = 2_100;

describe('cases', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
    await library.ask('POST /shelves', { body: { shelfId: 7, keeperId: 1, places: 2 } });
  });
  after(() => library.close());

  /** What is answered is what its types say. */
  const read = async <T>(path: string): Promise<T> => {
    const { text, status } = await library.ask(`GET ${path}`, { headers: operator });
    assert.equal(status, 200, text);
    return JSON.parse(text) as T;
  };

  it('are listed for operators, with their status, the last that moved first', async () => {
    const first = await lend(library, { tel: '010-1234-5678' });
    const second = await lend(library);
    await library.ask(`DELETE /loans/${first}`);
    const { view, cases } = await read<CaseList>('/library/cases?size=2');
    assert.equal(view, 'Loans');
    assert.deepEqual(
      cases.map(({ caseId, status }) => [caseId, status?.label.en]),
      [
        [first, 'Returned'],
        [second, 'Lent'],
      ],
    );
    assert.equal(cases[0]?.row['tel'], '010****5678');
  });

  it('are found by the filters of their view, page after page', async () => {
    const found = new Set<string>();
    let next: string | undefined = '/library/cases?status=대출&size=1&sort=loanId';
    for (let pages = 0; next !== undefined && pages < 20; pages += 1) {
      const list: CaseList = await read<CaseList>(encodeURI(decodeURI(next)));
      for (const { caseId, status } of list.cases) {
        assert.equal(status?.value, '대출');
        assert.ok(!found.has(caseId), caseId);
        found.add(caseId);
      }
      next = list._links.next?.href;
    }
    assert.ok(found.size >= 1);
    const wrong = await library.ask('GET /library/cases?sort=nothing', { headers: operator });
    assert.equal(wrong.status, 400);
  });

  it('are listed for no one else', async () => {
    const headers = { 'dure-persona': 'Member:member-2' };
    assert.equal((await library.ask('GET /library/cases', { headers })).status, 403);
  });

  it('are told as a sequence from lane to lane, with what caused what', async () => {
    const key = await lend(library, { shelfId: 7 });
    await library.running.quiet();
    const { steps, lanes, hasMore } = await read<Story>(`/library/cases/${key}/story`);
    assert.equal(hasMore, false);
    assert.deepEqual(
      steps.map(({ type, from, to }) => [type, from, to]),
      [
        ['LoanRequested', 'Member', 'desk'],
        ['CopyHeld', 'desk', 'stacks'],
      ],
    );
    assert.equal(steps[0]?.parent, undefined);
    assert.equal(steps[1]?.parent, steps[0]?.id);
    assert.deepEqual(
      lanes.map(({ name, kind }) => [name, kind]),
      [
        ['Member', 'person'],
        ['desk', 'context'],
        ['stacks', 'context'],
      ],
    );
  });

  it('of many records are told in pages, each record once', async () => {
    const key = await lend(library);
    const command = { type: 'ExtendLoan', loanId: key, days: 2 };
    const by = { kind: 'actor', name: 'Member', claims: {} } as const;
    const issued = Array.from({ length: EXTENDED }, () => library.running.issue({ command, by }));
    await Promise.all(issued);
    const ids: string[] = [];
    let next: string | undefined = `/library/cases/${key}/story`;
    while (next !== undefined) {
      const story: Story = await read<Story>(next);
      assert.ok(story.steps.length <= 1_000);
      ids.push(...story.steps.map(({ id }) => id));
      next = story._links.next?.href;
    }
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length, EXTENDED + 1);
    const passedOver = await library.ask(`GET /library/cases/${key}/story?form=1000`);
    assert.equal(passedOver.status, 400);
  });

  it('say where they stand, what brought them there, and for whom they wait', async () => {
    const key = await lend(library, { shelfId: 7 });
    await library.running.quiet();
    const { instances, away, parked } = await read<Why>(`/library/cases/${key}/why`);
    assert.deepEqual([away, parked], [[], []]);
    const loan = instances.find(({ aggregate }) => aggregate === 'Loan');
    assert.deepEqual([loan?.state.name, loan?.state.label.en], ['lent', 'Lent']);
    assert.deepEqual(
      loan?.because.map(({ type, actor }) => [type, actor]),
      [['LoanRequested', 'Member:-']],
    );
    assert.deepEqual(
      loan?.waitsFor.actors.map(({ actor, commands }) => [actor, commands.map(({ name }) => name)]),
      [
        ['Member', ['ReturnBook', 'ExtendLoan']],
        ['Librarian', ['ReturnBook']],
      ],
    );
    const copy = instances.find(({ life }) => life === 'Copy');
    assert.deepEqual([copy?.entry, copy?.state.name], [key, 'held']);
    assert.deepEqual(
      copy?.because.map(({ type }) => type),
      ['CopyHeld', 'LoanRequested'],
    );
  });

  it('say of each closed command why, and where it is open', async () => {
    const key = await lend(library);
    await library.ask(`DELETE /loans/${key}`);
    const { instances } = await read<Why>(`/library/cases/${key}/why`);
    const closed = instances[0]?.closed ?? [];
    const extend = closed.find(({ name }) => name === 'ExtendLoan');
    assert.equal(extend?.reason.en, 'Not possible while Returned');
    assert.deepEqual(
      extend?.openIn.map(({ name }) => name),
      ['lent'],
    );
    const again = closed.find(({ name }) => name === 'ReturnBook');
    assert.equal(again?.reason.ko, '이미 그렇습니다(반납)');
  });

  it('tell how a row came to be, event by event', async () => {
    const key = await lend(library, { memberNm: '정유진' });
    await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 9 } });
    await library.ask(`DELETE /loans/${key}`);
    await library.running.quiet();
    const path = `/library/ops/views/Loans/history?key=${key}`;
    const { steps, row, caseId } = await read<RowHistory>(path);
    assert.equal(caseId, key);
    assert.deepEqual(
      steps.map(({ name, changed }) => [name, changed.includes('days'), changed.length]),
      [
        ['LoanRequested', true, 7],
        ['LoanExtended', true, 1],
        ['BookReturned', false, 1],
      ],
    );
    assert.deepEqual(steps.at(-1)?.row, row);
    assert.equal(row?.['memberNm'], '정**');
  });

  it('tell of no row that belongs to no one case, or that never was', async () => {
    const status = async (query: string): Promise<number> =>
      (await library.ask(`GET /library/ops/views/${query}`)).status;
    assert.equal(await status('ShelfDays/history?key=shelf-7&key=2030-01-01'), 409);
    assert.equal(await status('Loans/history?key=loan-999'), 404);
    assert.equal(await status('Loans/history'), 400);
    assert.equal(await status('Nothing/history?key=1'), 404);
  });

  it('of others are not there', async () => {
    const key = await lend(library);
    const headers = { 'dure-persona': 'Member:member-9' };
    for (const path of ['story', 'why']) {
      const { status } = await library.ask(`GET /library/cases/${key}/${path}`, { headers });
      assert.equal(status, 404);
    }
  });

  // Last, since the others need not wait until it is tried again.
  it('name what is parked, and contexts that are away', async () => {
    const body = { ...aLoan, bookNm: '이른책', shelfId: 99 };
    const opened = await library.ask('POST /loans', { body });
    const key = String(opened.body['loanId']);
    let why = await read<Why>(`/library/cases/${key}/why`);
    for (let tries = 0; why.parked.length === 0 && tries < 100; tries += 1) {
      await new Promise((resolve) => void setTimeout(resolve, 20));
      why = await read<Why>(`/library/cases/${key}/why`);
    }
    assert.deepEqual(
      why.parked.map(({ context, type }) => [context, type]),
      [['stacks', 'CountLoan']],
    );
    library.running.fault('stacks', 'down');
    const { instances } = await read<Why>(`/library/cases/${key}/why`);
    library.running.fault('stacks', 'none');
    assert.equal(instances.find(({ aggregate }) => aggregate === 'Loan')?.state.name, 'lent');
  });
});
