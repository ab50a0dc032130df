// The documents of the API are valid, and tell what is served.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { count, list, nullable } from '@dure/domain';
import { contractOf } from '@dure/testing/contract';
import { plain } from './schemas.ts';
import { aLoan, at, lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

/** How the parser calls what makes a document invalid. */
const ERROR = 0;

type Line = readonly [
  line: string,
  body?: object | undefined,
  headers?: { readonly [name: string]: string },
];

/** One of everything that can be asked for, and of everything that can be wrong with it. */
const linesFor = (key: string): readonly Line[] => {
  const large = { ...aLoan, note: 'x'.repeat(70_000) };
  const plain = { 'content-type': 'text/plain' };
  return [
    ['GET /loans?size=2&fromDt.from=2030-01-01&bookNm.has=토&sort=-days'],
    ['GET /loans?days=many'],
    [`GET /loans/${key}`],
    [`GET /loans/${key}`, undefined, { 'dure-persona': 'Keeper:keeper-1' }],
    ['GET /loans/999'],
    ['GET /shelfDays/3/2030-01-01'],
    ['GET /shelves'],
    ['POST /loans', aLoan],
    ['POST /대출s', aLoan],
    ['POST /loans', {}],
    ['POST /loans', large],
    ['POST /loans', aLoan, plain],
    ['POST /loans', { ...aLoan, bookNm: '많이' }],
    ['POST /loans', { ...aLoan, bookNm: '없는책' }],
    ['POST /loans', aLoan, { 'idempotency-key': 'docs-1' }],
    ['POST /loans', { ...aLoan, days: 1 }, { 'idempotency-key': 'docs-1' }],
    ['POST /shelves', { shelfId: 3, keeperId: 1, places: 2 }],
    [`POST /loans/${key}/extend-loan`, { days: 2 }],
    [`POST /loans/${key}/extend-loan`, { days: 25 }],
    [`PATCH /loans/${key}`, { status: '연장', days: 3 }],
    [`PATCH /loans/${key}`, { status: '없음' }],
    [`DELETE /loans/${key}`],
    [`GET /loans/${key}`],
    [`POST /loans/${key}/extend-loan`, { days: 2 }],
  ];
};

describe('documents', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  for (const path of ['/openapi.json', '/library/openapi.json']) {
    it(`${path} is OpenAPI 3.1`, async () => {
      const { body } = await library.ask(`GET ${path}`);
      const validator = new Validator();
      const { valid, errors } = await validator.validate(body);
      assert.deepEqual(errors ?? [], []);
      assert.ok(valid);
      assert.doesNotThrow(() => validator.resolveRefs());
    });
  }

  it('every documented line and every command of a person is an operation', async () => {
    const { body } = await library.ask('GET /library/openapi.json');
    const paths = body['paths'] as { readonly [path: string]: Json };
    assert.deepEqual(Object.keys(paths['/library/loans'] ?? {}).toSorted(), ['get', 'post']);
    assert.deepEqual(Object.keys(paths['/library/loans/{loanId}'] ?? {}).toSorted(), [
      'delete',
      'get',
      'patch',
    ]);
    assert.ok(paths['/library/대출s']?.['post']);
    assert.ok(paths['/library/loans/{loanId}/extend-loan']?.['post']);
    const schema = at(body, 'components.schemas') as Json;
    assert.deepEqual((schema['library.RequestLoan'] as Json)['required'], [
      'memberId',
      'bookNm',
      'fromDt',
      'days',
    ]);
  });

  const contract = async (path = '/library/openapi.json') =>
    contractOf((await library.ask(`GET ${path}`)).body);

  it('schemas are sound, and examples are what they are examples of', async () => {
    for (const path of ['/openapi.json', '/library/openapi-machine.json']) {
      const { schemaComplaints, exampleComplaints } = await contract(path);
      assert.deepEqual([...schemaComplaints(), ...exampleComplaints()], []);
    }
  });

  it('the events of AsyncAPI have names, as classes are called after them', async () => {
    const { body } = await library.ask('GET /asyncapi.json');
    const schemas = at(body, 'components.schemas') as { readonly [name: string]: Json };
    assert.deepEqual(at(schemas['LibraryLoanRequested'], 'properties.data'), {
      $ref: '#/components/schemas/LibraryLoanRequestedData',
    });
    assert.deepEqual(at(schemas['LibrarySizeChoice'], 'enum'), ['SMALL', 'LARGE']);
    assert.deepEqual(at(schemas['LibrarySizeChoice'], 'x-enum-varnames'), ['SMALL', 'LARGE']);
  });

  it('the events of AsyncAPI are as they are sent', async () => {
    const { body } = await library.ask('GET /asyncapi.json');
    const schemas = at(body, 'components.schemas') as { [name: string]: Json };
    const events = contractOf({ components: { schemas } });
    assert.deepEqual([...events.schemaComplaints(), ...events.exampleComplaints()], []);
    const key = await lend(library, { tel: '010-1234-5678', memberNm: '정유진', size: 'LARGE' });
    const { records } = (await library.ask(`GET /library/cases/${key}`)).body;
    const [opened] = records as readonly Json[];
    const messages = at(body, 'components.messages') as { readonly [name: string]: Json };
    const schema = messages['library.LoanRequested']?.['payload'];
    const sent = contractOf({
      components: { schemas },
      paths: { '/x': { get: { responses: { 200: { content: { json: { schema } } } } } } },
    });
    assert.deepEqual(
      sent.answerComplaints({ method: 'GET', path: '/x', status: 200, body: opened }),
      [],
    );
  });

  it('every example is taken by the command that it is an example of', async () => {
    const { operations } = await contract();
    let sent = 0;
    for (const { method, path, bodies, id } of operations.filter((of) => of.method !== 'GET')) {
      for (const body of Object.values(bodies)) {
        const key = path.includes('shel') || path.includes('rooms') ? '1' : await lend(library);
        const answer = await library.ask(`${method} ${path.replace(/\{.*?\}/, key)}`, {
          body: body as object,
        });
        sent += 1;
        assert.ok([200, 201, 204, 404, 409].includes(answer.status), `${id} ${answer.text}`);
      }
    }
    assert.ok(sent > 8);
  });

  it('say what is answered: every status, and every body', async () => {
    const { answerComplaints } = await contract();
    const key = await lend(library, { isGift: true, size: 'SMALL', fee: 1000, tel: '01012345678' });
    await library.ask('POST /shelves', { body: { shelfId: 3, keeperId: 1, places: 2 } });
    await library.running.quiet();
    const lines = linesFor(key);
    const statuses = new Set<number>();
    for (const [line, body, headers = {}] of lines) {
      const [method = '', path = ''] = line.split(' ');
      const sending = body === undefined ? { headers } : { body, headers };
      const answer = await library.ask(`${method} /library${path}`, sending);
      const { status, body: answered } = answer;
      statuses.add(status);
      const [plainPath = ''] = `/library${path}`.split('?');
      const said = answerComplaints({ method, path: plainPath, status, body: answered });
      assert.deepEqual(said, [], line);
    }
    const expected = [200, 201, 204, 400, 403, 404, 409, 413, 415, 422, 429];
    assert.deepEqual(
      [...statuses].toSorted((one, other) => one - other),
      expected,
    );
  });

  it('notice an answer that they do not promise', async () => {
    const { answerComplaints } = await contract();
    const sent = { method: 'GET', path: '/library/loans/loan-1' };
    const isNoticed = (status: number, body: object) =>
      answerComplaints({ ...sent, status, body }).length > 0;
    assert.ok(isNoticed(200, { loanId: 'loan-1' }));
    assert.ok(isNoticed(418, {}));
    assert.ok(isNoticed(404, { title: 'gone' }));
    const schemas = {
      Day: { type: 'string', format: 'date', examples: ['6880-13-01'] },
      Broken: { $ref: '#/components/schemas/Nowhere' },
      Wrong: { type: 'text' },
    };
    const wrong = contractOf({ components: { schemas } });
    assert.equal(wrong.exampleComplaints().length, 1);
  });

  it('operations have names of ASCII that differ in more than their letters', async () => {
    const { operations } = await contract('/openapi.json');
    const ids = operations.map(({ id }) => id);
    for (const id of ids) assert.match(id, /^[A-Za-z][A-Za-z\d_]*$/);
    assert.equal(new Set(ids.map((id) => id.toLowerCase())).size, ids.length);
    for (const id of ['library_requestLoan', 'library_listLoans', 'library_changeLoan']) {
      assert.ok(ids.includes(id), id);
    }
  });

  it('the line at which an instance begins has the plain name of its command', async () => {
    const { operations } = await contract();
    const lineOf = (name: string) => {
      const found = operations.find(({ id }) => id === name);
      return found && `${found.method} ${found.path}`;
    };
    assert.equal(lineOf('library_requestLoan'), 'POST /library/loans');
    assert.equal(
      lineOf('library_requestLoan_post_loans_loanId_request_loan'),
      'POST /library/loans/{loanId}/request-loan',
    );
  });

  it('a schema within another has a name, and nothing is a constant truth', async () => {
    const { body } = await library.ask('GET /library/openapi.json');
    const schema = at(body, 'components.schemas') as { readonly [name: string]: Json };
    const item = at(schema['library.LoansList'], 'properties._embedded.properties.loans.items');
    assert.deepEqual(item, { $ref: '#/components/schemas/library.LoansListed' });
    for (const [list, name] of [
      ['mistakes', 'Mistake'],
      ['possible', 'Possible'],
    ] as const) {
      const items = at(schema['Problem'], `properties.${list}.items`);
      assert.deepEqual(items, { $ref: `#/components/schemas/${name}` });
    }
    assert.doesNotMatch(JSON.stringify(body), /"const":true/);
  });

  it('a whole number that 32 bits do not hold says so', () => {
    assert.equal(plain(count())['format'], 'int64');
    assert.equal(plain(count({ min: -(2 ** 40), max: 0 }))['format'], 'int64');
    assert.equal(plain(count({ max: 2 ** 31 - 1 }))['format'], undefined);
    assert.match(JSON.stringify(plain(list(nullable(count())))), /"format":"int64"/);
  });

  it('what only the machine issues has a document of its own', async () => {
    const people = (await contract()).operations.map(({ path }) => path);
    const machine = (await contract('/library/openapi-machine.json')).operations;
    assert.ok(!people.includes('/library/shelves/{shelfId}/hold-copy'));
    assert.deepEqual(
      machine.map(({ path }) => path).filter((path) => path.endsWith('hold-copy')),
      ['/library/shelves/{shelfId}/hold-copy'],
    );
  });

  it('a command is refused for good where its context was retired', async () => {
    const { body } = await library.ask('GET /library/openapi.json');
    assert.equal(at(body, 'paths./library/loans.post.responses.410.description'), 'Retired');
  });

  it('a body is required where a field of it is, and ids are texts', async () => {
    const { body } = await library.ask('GET /library/openapi.json');
    const { operations } = contractOf(body);
    const isRequired = (id: string) => operations.find((of) => of.id === id)?.isBodyRequired;
    assert.deepEqual(
      [
        isRequired('library_requestLoan'),
        isRequired('library_changeLoan'),
        isRequired('library_returnBook'),
      ],
      [true, true, false],
    );
    const schema = at(body, 'components.schemas') as { readonly [name: string]: Json };
    assert.equal(at(schema['library.RequestLoan'], 'properties.memberId.type'), 'string');
  });

  it('a choice is one schema, whose values have names of ASCII', async () => {
    const { body } = await library.ask('GET /library/openapi.json');
    const schema = at(body, 'components.schemas') as { readonly [name: string]: Json };
    const size = schema['library.SizeChoice'];
    assert.deepEqual(size?.['enum'], ['SMALL', 'LARGE']);
    const used = { $ref: '#/components/schemas/library.SizeChoice' };
    for (const name of ['library.RequestLoan', 'library.Loans']) {
      assert.equal(at(schema[name], 'properties.size.$ref'), used.$ref);
    }
    const status = schema['library.LoanstatusChoice'];
    assert.deepEqual(status?.['enum'], ['반납', '연장']);
    assert.deepEqual(status?.['x-enum-varnames'], ['RETURNED', 'EXTEND_THE_LOAN']);
  });

  it('/asyncapi.json is AsyncAPI 3.0 with every event', async () => {
    const { text, body } = await library.ask('GET /asyncapi.json');
    const { diagnostics } = await new Parser().parse(text);
    assert.deepEqual(
      diagnostics.filter(({ severity }) => (severity as number) === ERROR),
      [],
    );
    const messages = Object.keys(at(body, 'components.messages') as Json);
    assert.ok(messages.includes('library.LoanRequested'));
    assert.ok(messages.includes('library.CopyPutBack'));
  });

  it('are browsed without anything from elsewhere', async () => {
    const page = await library.ask('GET /docs');
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /https?:\/\//);
    for (const path of ['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/start.js']) {
      const asset = await library.ask(`GET ${path}`);
      assert.equal(asset.status, 200, path);
      assert.ok(asset.text.length > 50, path);
    }
  });

  it('show the events, and every way to be refused', async () => {
    const events = await library.ask('GET /docs/events', { headers: { 'accept-language': 'en' } });
    assert.match(events.text, /LoanRequested/);
    assert.match(events.text, /stacks · holdCopy/);
    const problems = await library.ask('GET /docs/problems');
    assert.match(problems.text, /TooLong/);
    assert.match(problems.text, /Idempotency-Key/);
    // A cell that may break its lines does not run over its neighbour.
    const cells = [...problems.text.matchAll(/<td([^>]*)>([^<]*)/g)];
    const wide = cells.filter(([, , words = '']) => words.trim().length > 20);
    assert.ok(wide.length > 10);
    for (const [cell, attributes = ''] of wide) assert.match(attributes, /class="long"/, cell);
  });

  it('tell the wall itself, as data and as a picture', async () => {
    const headers = { 'accept-language': 'en' };
    const picture = await library.ask('GET /library/wall.svg', { headers });
    assert.match(picture.headers.get('content-type') ?? '', /^image\/svg\+xml/);
    assert.match(picture.text, /^<svg[\s\S]*Request a loan/);
    const { body } = await library.ask('GET /library/wall');
    assert.equal(body['name'], 'library');
    assert.deepEqual(
      (body['contexts'] as readonly Json[]).map(({ name }) => name),
      ['desk', 'stacks'],
    );
  });

  it('begin at a page for people and with links for programs', async () => {
    for (const path of ['/', '/library']) {
      const page = await library.ask(`GET ${path}`, { headers: { accept: 'text/html' } });
      assert.match(page.text, /도서관/);
      assert.match(page.text, /curl -X POST/);
      assert.match(page.text, /Dure-Persona: Member:member-2/);
      const links = await library.ask(`GET ${path}`);
      assert.equal(at(links.body, '_links.loans.href'), '/library/loans');
    }
  });
});
