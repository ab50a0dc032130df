// Over HTTP every command of a person and every action of an operator is noted, and found again.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { aLoan, at, lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

const operator = { 'dure-persona': 'Operator:operator-1' };
const member = { 'dure-persona': 'Member:member-2' };

describe('the audit log over HTTP', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  const entries = async (query = ''): Promise<readonly Json[]> => {
    const { body } = await library.ask(`GET /library/ops/audit${query}`, { headers: operator });
    return body['entries'] as readonly Json[];
  };

  const latest = async (query = ''): Promise<Json> => (await entries(query))[0] ?? {};

  it('says who has done what to what, and how it ended', async () => {
    const { body } = await library.ask('POST /loans', { body: aLoan, headers: member });
    const { at: instant, sequence: _, ...entry } = await latest();
    assert.match(String(instant), /\+09:00$/);
    assert.deepEqual(entry, {
      business: 'library',
      kind: 'command',
      actor: 'Member',
      subject: 'member-2',
      what: 'RequestLoan',
      context: 'desk',
      of: body['loanId'],
      caseId: body['loanId'],
      outcome: 'done',
      via: 'http',
    });
  });

  it('has what was refused, by rules as by rights', async () => {
    const key = await lend(library);
    await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 25 }, headers: member });
    assert.deepEqual([(await latest())['outcome'], (await latest())['of']], ['TooLong', key]);
    await library.ask(`DELETE /loans/${key}`, { headers: { 'dure-persona': 'Member:member-9' } });
    assert.equal((await latest('?subject=member-9'))['outcome'], 'Forbidden');
  });

  it('has no preview, and nothing of what was written', async () => {
    const before = (await entries()).length;
    const body = { ...aLoan, memberNm: '정유진', cardToken: 'card-0001' };
    await library.ask('POST /loans', { body, headers: { ...member, prefer: 'preview' } });
    assert.equal((await entries()).length, before);
    await library.ask('POST /loans', { body, headers: member });
    assert.doesNotMatch(JSON.stringify(await latest()), /정유진|card-0001/);
  });

  it('has the actions of operators, with their reasons, also those that were refused', async () => {
    const line = 'POST /library/ops/parked/desk/none/skip';
    await library.ask(line, { body: { note: '고객과 통화함' }, headers: operator });
    const { kind, what, of, reason, outcome, subject } = await latest('?kind=operation');
    assert.deepEqual(
      [kind, what, of, reason, outcome, subject],
      ['operation', 'parked/skip', 'desk/none', '고객과 통화함', 'NotFound', 'operator-1'],
    );
    await library.ask('POST /library/ops/faults', {
      body: { of: 'desk', fault: 'none' },
      headers: member,
    });
    const refused = await latest('?what=faults');
    assert.deepEqual([refused['actor'], refused['outcome']], ['Member', 'Forbidden']);
    const { body } = await library.ask('GET /library/ops/audit', { headers: operator });
    assert.equal(at(body, 'refusals.NotFound.en'), 'There is no such thing');
    assert.equal(at(body, 'refusals.Forbidden.en'), 'You may not do this');
  });

  it('is read in pages', async () => {
    for (let times = 0; times < 3; times += 1) await lend(library);
    const first = await library.ask('GET /library/ops/audit?limit=2', { headers: operator });
    const next = String(at(first.body, '_links.next.href'));
    const second = await library.ask(`GET ${next}`, { headers: operator });
    const numbers = [first, second].flatMap(({ body }) =>
      (body['entries'] as readonly Json[]).map(({ sequence }) => Number(sequence)),
    );
    assert.equal(new Set(numbers).size, 4);
    assert.deepEqual(
      numbers,
      numbers.toSorted((one, other) => other - one),
    );
  });

  it('says what it cannot be asked for', async () => {
    for (const query of ['limit=0', 'kind=dance', 'from=tomorrow', 'what=a&what=b', 'actr=Op']) {
      const { status } = await library.ask(`GET /library/ops/audit?${query}`, {
        headers: operator,
      });
      assert.equal(status, 400, query);
    }
    for (const query of ['fomat=csv', 'limit=5']) {
      const path = `GET /library/ops/audit/export?${query}`;
      assert.equal((await library.ask(path, { headers: operator })).status, 400, query);
    }
  });

  it('is for the operator alone', async () => {
    for (const path of ['audit', 'audit/export', 'traffic', 'standing']) {
      const { status } = await library.ask(`GET /library/ops/${path}`, { headers: member });
      assert.equal(status, 403, path);
    }
  });

  it('is exported as lines of JSON and as a table, the oldest first', async () => {
    const lines = await library.ask('GET /library/ops/audit/export', { headers: operator });
    const parsed = lines.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    assert.ok(parsed.length > 3 && parsed[0]?.['sequence'] === 1);
    const table = await library.ask('GET /library/ops/audit/export?format=csv&kind=operation', {
      headers: operator,
    });
    assert.match(String(table.headers.get('content-disposition')), /library-audit\.csv/);
    const [head, first] = table.text.split('\r\n');
    assert.equal(
      head,
      'sequence,at,kind,actor,subject,what,context,of,caseId,outcome,reason,via,seal',
    );
    assert.match(first ?? '', /,operation,Operator,operator-1,parked\/skip,/);
  });

  it('is exported so that no spreadsheet takes a reason for a formula', async () => {
    const body = { note: '=HYPERLINK("http://x")' };
    const line = 'POST /library/ops/parked/desk/none/skip';
    await library.ask(line, { body, headers: operator });
    const { text } = await library.ask('GET /library/ops/audit/export?format=csv', {
      headers: operator,
    });
    assert.match(text, /"'=HYPERLINK\(""http:\/\/x""\)"/);
  });
});

describe('figures for those who run it', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
    const key = await lend(library);
    await library.ask(`POST /loans/${key}/extend-loan`, { body: { days: 25 } });
  });
  after(() => library.close());

  for (const span of ['hour', 'day'])
    it(`count commands of the last ${span}, and refusals by their names`, async () => {
      const { body } = await library.ask(`GET /library/ops/traffic?span=${span}`);
      const steps = at(body, 'contexts.desk') as readonly Json[];
      const sum = (of: (step: Json) => unknown) =>
        steps.reduce((total, step) => total + Number(of(step) ?? 0), 0);
      assert.equal(
        sum(({ done }) => done),
        1,
      );
      assert.equal(
        sum((step) => at(step, 'refused.TooLong')),
        1,
      );
      assert.ok(steps.some((step) => typeof at(step, 'latencyMs.p95') === 'number'));
    });

  it('are of the last hour or the last day, and of nothing else', async () => {
    for (const query of ['span=week', 'spam=day']) {
      assert.equal((await library.ask(`GET /library/ops/traffic?${query}`)).status, 400, query);
    }
  });

  it('count how often each note of the wall was used', async () => {
    const { body } = await library.ask('GET /library/ops/traffic');
    assert.deepEqual((body['notes'] as Json)['desk/event/LoanRequested'], { minute: 1, hour: 1 });
  });

  it('say of each context what is behind, in flight and due', async () => {
    const { body } = await library.ask('GET /library/ops/standing');
    assert.equal(at(body, 'contexts.desk.health.is'), 'up');
    const lag = at(body, 'contexts.stacks.lag') as readonly Json[];
    assert.deepEqual(new Set(lag.map(({ source }) => source)), new Set(['desk', 'stacks']));
    assert.deepEqual(at(body, 'contexts.desk.breakersOpen'), []);
    assert.equal(at(body, 'contexts.desk.generations.Loans'), 1);
  });

  it('of a context that is away say so, and those of others are there', async () => {
    library.running.fault('stacks', 'down');
    const { body } = await library.ask('GET /library/ops/standing');
    library.running.fault('stacks', 'none');
    assert.equal(at(body, 'contexts.desk.isAway'), undefined);
    assert.equal(at(body, 'faults.stacks'), 'down');
  });
});
