// The document of what every business has beside its own lines is valid, and tells what is served.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';
import { operationEndpoints } from '../operations/operations.ts';
import { published } from '../published.ts';
import { platformLines } from './platform.ts';

describe('the document of pages, cases and operations', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  it('is OpenAPI 3.1', async () => {
    const { body } = await library.ask('GET /library/openapi-operations.json');
    const validator = new Validator();
    const { valid, errors } = await validator.validate(body);
    assert.deepEqual(errors ?? [], []);
    assert.ok(valid);
    assert.doesNotThrow(() => validator.resolveRefs());
  });

  it('has each line of the operator, and no other below ops', () => {
    const served = operationEndpoints(published(library.running), '/library');
    const lines = served.map(({ method, path }) => `${method} ${path.replace('/library', '')}`);
    const told = platformLines
      .filter(({ path }) => path.startsWith('/ops'))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    assert.deepEqual(new Set(told), new Set(lines));
  });

  it('tells lines that are served', async () => {
    const { body } = await library.ask('GET /library/openapi-operations.json');
    const paths = Object.entries(body['paths'] as { readonly [path: string]: Json });
    const looks = paths.filter(([path, of]) => of['get'] && !/[{]|events/.test(path));
    assert.ok(looks.length > 10);
    for (const [path] of looks) {
      const { status } = await library.ask(`GET ${path}`);
      // A preview of a group needs to be told which.
      assert.ok(status === 200 || path.endsWith('/preview'), `${path}: ${status}`);
    }
  });
});
