// Whatever a client sends, the answer says what is wrong with it; nothing becomes a fault of ours.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { aLoan, openLibrary } from './open-library.testing.ts';
import type { Answer, OpenLibrary } from './open-library.testing.ts';

const names = [
  'loanId',
  'memberId',
  'bookNm',
  'fromDt',
  'days',
  'size',
  'isGift',
  'fee',
  'tel',
  'status',
  'shelfId',
  'keeperId',
  'places',
  '회원번호',
  '__proto__',
  'constructor',
  'type',
  'is',
];

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(1, '1', 'loan-1', 'shelf-1', '2030-01-01', '20300101', '연장', '반납'),
  fc.constantFrom<unknown>(-1, 0, 1e308, 2 ** 53, 0.1, '9'.repeat(400), '-', '\u0000', '\ud800'),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), value).map((fields) => JSON.stringify(fields)),
  fc
    .dictionary(fc.constantFrom(...names), value)
    .map((more) => JSON.stringify({ ...aLoan, ...more })),
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

const key = fc.oneof(
  fc.constantFrom('1', 'loan-1', 'shelf-1', '%00', '%ff', '%', '..%2f..', '__proto__', '-'),
  fc.string({ unit: 'binary', maxLength: 80 }).map(encodeURIComponentSafely),
);

function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed()) || '_';
}

const query = fc
  .array(fc.tuple(fc.constantFrom(...names, 'page', 'size', 'sort', 'q', 'after', 'as'), key))
  .map((pairs) =>
    pairs.map(([name, written]) => `${encodeURIComponent(name)}=${written}`).join('&'),
  );

const paths = [
  '/loans',
  '/loans/{key}',
  '/loans/{key}/extend-loan',
  '/loans/{key}/close',
  '/대출s/{key}',
  '/shelves',
  '/shelves/{key}',
  '/shelves/{key}/put-back',
  '/shelves/{key}/hold-copy',
  '/shelfDays/{key}/{key}',
  '/copyTasks',
  '/library/cases/{key}',
  '/library/ops/parked/{key}/{key}/skip',
  '/library/ops/parked/{key}/{key}/retry',
  '/library/ops/parked/stacks/{key}/mend',
  '/library/ops/views/{key}/rebuild',
  '/library/ops/faults',
  '/docs/{key}',
  '/{key}',
];

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/hal+json; charset=utf-8',
  'x',
];

const header = fc
  .string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) })
  .map((text) => text.trim());

const headers = fc.record(
  {
    'content-type': fc.constantFrom(...types),
    'idempotency-key': header,
    'dure-persona': fc.oneof(fc.constantFrom('Member:member-2', 'Keeper:keeper-1'), header),
    'dure-position': fc.oneof(fc.constantFrom('desk.0.1', 'stacks.0.0', 'desk.1.1'), header),
    'accept-language': header,
    accept: fc.oneof(fc.constantFrom('text/html', '*/*', 'application/hal+json'), header),
    'if-none-match': header,
    'correlation-id': header,
    traceparent: header,
    cookie: header,
  },
  { requiredKeys: [] },
);

const request = fc.record({
  method: fc.constantFrom(...methods),
  path: fc.constantFrom(...paths),
  keys: fc.array(key, { minLength: 2, maxLength: 2 }),
  query,
  headers,
  body,
});

/** More when looking for trouble: `DURE_FUZZ_RUNS=20000 npm test -- fuzz`. */
const RUNS = Number(process.env['DURE_FUZZ_RUNS'] ?? 500);

const checkRefusal = ({ headers, status, body, text }: Answer): void => {
  if (headers.get('content-type')?.startsWith('text/html')) {
    assert.match(text, new RegExp(`${status} ·\\s+<a href="/docs/problems#`));
    return;
  }
  assert.equal(body['status'], status);
  for (const member of ['title', 'detail', 'ko', 'en', 'rejection']) {
    assert.equal(typeof body[member], 'string', member);
  }
};

describe('whatever a client sends', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({ store: 'sqlite' });
    await library.ask('POST /shelves', { body: { shelfId: 1, keeperId: 1, places: 3 } });
    await library.ask('POST /loans', { body: { ...aLoan, shelfId: 1 } });
  });
  after(() => library.close());

  it('is answered with a reason, and never with a 500', async () => {
    const property = fc.asyncProperty(request, async (sent) => {
      const keys = [...sent.keys];
      const path = sent.path.replace(/\{key\}/g, () => keys.pop() ?? '1');
      const hasBody = sent.method !== 'GET' && sent.method !== 'HEAD';
      const answer = await library.ask(`${sent.method} ${path}?${sent.query}`, {
        headers: sent.headers,
        ...(hasBody ? { body: sent.body } : {}),
      });
      assert.ok(answer.status < 500 || answer.status === 503, `${answer.status} ${answer.text}`);
      assert.ok(answer.headers.get('correlation-id'));
      if (answer.status < 400 || sent.method === 'HEAD') return;
      checkRefusal(answer);
    });
    await fc.assert(property, { numRuns: RUNS });
    assert.deepEqual(library.faults, []);
    assert.deepEqual(library.incidents, []);
  });
});
