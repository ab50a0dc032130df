// The documents of the API are valid, and tell what is served.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { at, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

/** How the parser calls what makes a document invalid. */
const ERROR = 0;

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
