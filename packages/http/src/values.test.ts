// Numbers with a scale and value objects: through every way in, in every store, and out again.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contractOf } from '@dure/testing/contract';
import { at, openLibrary, stores } from './open-library.testing.ts';
import type { Json, OpenLibrary } from './open-library.testing.ts';

const mark = { room: '한옥', at: { x: 126.978001, y: 0.3 } };
const shelf = { shelfId: 3, keeperId: 1, places: 2, late: 0.07, mark };

const asKeeper = { 'dure-persona': 'Keeper:keeper-1' };
const asOperator = { 'dure-persona': 'Operator' };

const inLibrary = async (
  store: (typeof stores)[number],
  test: (library: OpenLibrary) => Promise<void>,
): Promise<void> => {
  const library = await openLibrary({ store });
  try {
    await test(library);
  } finally {
    await library.close();
  }
};

const opened = async ({ ask, running }: OpenLibrary, body: object | string, headers = {}) => {
  const answer = await ask('POST /shelves', { body, headers: { ...asKeeper, ...headers } });
  await running.quiet();
  return answer;
};

const form = { 'content-type': 'application/x-www-form-urlencoded' };

for (const store of stores) {
  describe(`a decimal and a value object, in ${store}`, () => {
    it('come back from a view and from the log as they were given', () =>
      inLibrary(store, async (library) => {
        const answer = await opened(library, shelf);
        assert.equal(answer.status, 201, answer.text);
        assert.deepEqual(answer.body['mark'], mark);
        const row = await library.ask('GET /shelves/3', { headers: asKeeper });
        assert.deepEqual([row.body['late'], row.body['mark']], [0.07, mark]);
        const trail = await library.ask('GET /library/cases/shelf-3', { headers: asOperator });
        const [record] = trail.body['records'] as readonly Json[];
        assert.deepEqual(at(record, 'data.mark'), mark);
        assert.equal(at(record, 'data.late'), 0.07);
      }));

    it('are found, and ordered, by the number', () =>
      inLibrary(store, async (library) => {
        for (const [shelfId, late] of [
          [1, 0.1],
          [2, 0.09],
          [3, 10],
        ]) {
          await opened(library, { ...shelf, shelfId, late });
        }
        const found = async (query: string) => {
          const { body } = await library.ask(`GET /shelves?${query}`, { headers: asOperator });
          const rows = at(body, '_embedded.shelves') as readonly Json[];
          return rows.map((row) => row['late']);
        };
        assert.deepEqual(await found('sort=late'), [0.09, 0.1, 10]);
        assert.deepEqual(await found('late=0.10'), [0.1]);
        assert.deepEqual(await found('late.from=0.1&sort=-late'), [10, 0.1]);
      }));
  });
}

describe('a decimal and a value object', () => {
  it('may be written in a form, and by the names that templates ask for', () =>
    inLibrary('memory', async (library) => {
      const fields = 'shelfId=3&keeperId=1&places=2&late=0.07';
      const body = `${fields}&mark.room=한옥&mark.at.x=126.978001&mark.at.y=0.3`;
      const byForm = await opened(library, body, form);
      assert.deepEqual([byForm.status, byForm.body['mark']], [201, mark]);
      const flat = { 'mark.room': '한옥', 'mark.at.x': '126.978001', 'mark.at.y': 0.3 };
      const byNames = await opened(library, { ...shelf, shelfId: 4, mark: undefined, ...flat });
      assert.deepEqual([byNames.status, byNames.body['mark']], [201, mark]);
    }));

  it('are no way into what every object has', () =>
    inLibrary('memory', async (library) => {
      const body = '{"shelfId":3,"keeperId":1,"places":2,"__proto__.room":"x","constructor.a":1}';
      const typed = { 'content-type': 'application/json' };
      assert.equal((await opened(library, body, typed)).status, 201);
      assert.equal('room' in {}, false);
      const into = { ...shelf, shelfId: 4, 'mark.room': '다른 방', 'late.of': 1 };
      const answer = await opened(library, into);
      assert.deepEqual(
        [answer.status, answer.body['mark'], answer.body['late']],
        [201, mark, 0.07],
      );
    }));

  it('that are wrong are named where they are wrong', () =>
    inLibrary('memory', async (library) => {
      const wrong = { ...shelf, late: 0.075, mark: { at: { x: 181, y: 0.3 } } };
      const { status, body } = await opened(library, wrong);
      const mistakes = body['mistakes'] as readonly Json[];
      assert.equal(status, 400);
      assert.deepEqual(
        mistakes.map(({ path }) => path),
        ['late', 'mark.room', 'mark.at.x'],
      );
    }));

  it('are asked for field by field, with a step and bounds', () =>
    inLibrary('memory', async (library) => {
      const { body } = await library.ask('GET /shelves', {
        headers: { ...asKeeper, 'accept-language': 'en' },
      });
      const asked = at(body, '_templates.open-shelf.properties') as readonly Json[];
      const named = new Map(asked.map((property) => [property['name'], property]));
      const { type, step, max, required } = named.get('late') ?? {};
      assert.deepEqual([type, step, max, required], ['number', 0.01, 10, false]);
      assert.deepEqual(named.get('mark.at.x')?.['min'], -180);
      assert.equal(named.get('mark.room')?.['prompt'], 'Mark: Room');
      assert.equal(named.has('mark'), false);
    }));

  it('stand on a page as people read them', () =>
    inLibrary('memory', async (library) => {
      await opened(library, shelf);
      const headers = { ...asKeeper, accept: 'text/html' };
      for (const path of ['/shelves', '/shelves/3']) {
        const { text } = await library.ask(`GET ${path}`, { headers });
        assert.match(text, /한옥, 126\.978001, 0\.3/);
        assert.match(text, />0\.07</);
      }
    }));

  it('are in OpenAPI with their scale and their fields, and the example is one', () =>
    inLibrary('memory', async (library) => {
      const { body } = await library.ask('GET /library/openapi.json');
      const schema = at(body, 'components.schemas') as { readonly [name: string]: Json };
      const late = at(schema['library.OpenShelf'], 'properties.late') as Json;
      assert.deepEqual(
        [late['format'], late['x-scale'], late['multipleOf']],
        ['decimal', 2, undefined],
      );
      assert.deepEqual(late['examples'], [1]);
      const asked = at(schema['library.OpenShelf'], 'properties.mark') as Json;
      assert.deepEqual(asked['examples'], [{ room: '…', at: { x: 1, y: 1 } }]);
      assert.deepEqual(asked['required'], ['room']);
      const { operations, exampleComplaints } = contractOf(body);
      assert.deepEqual(exampleComplaints(), []);
      const list = operations.find(({ id }) => id === 'library_listShelves');
      const names = list?.parameters.map(({ name }) => name) ?? [];
      assert.ok(names.includes('late.from'));
      assert.ok(!names.includes('mark'));
    }));

  it('are in AsyncAPI as they are sent', () =>
    inLibrary('memory', async (library) => {
      const { body } = await library.ask('GET /asyncapi.json');
      const messages = at(body, 'components.messages') as { readonly [name: string]: Json };
      const schemas = at(body, 'components.schemas') as { readonly [name: string]: Json };
      const data = at(schemas['LibraryShelfOpenedData'], 'properties');
      assert.deepEqual(at(data, 'mark.properties.at.properties.x.x-scale'), 6);
      const payload = messages['library.ShelfOpened']?.['payload'];
      const answers = { 200: { content: { json: { schema: payload } } } };
      const paths = { '/x': { get: { responses: answers } } };
      const sent = contractOf({ components: { schemas }, paths });
      await opened(library, shelf);
      const trail = await library.ask('GET /library/cases/shelf-3', { headers: asOperator });
      const [record] = trail.body['records'] as readonly Json[];
      const told = { method: 'GET', path: '/x', status: 200, body: record };
      assert.deepEqual(sent.answerComplaints(told), []);
    }));
});
