// The routes that a wall and its documented lines make.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AnyNote } from '@dure/domain';
import { as } from '../documents.ts';
import type { DocumentedLine } from '../documents.ts';
import { libraryBrings } from '../library.testing.ts';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import { published } from '../published.ts';
import type { Published } from '../published.ts';
import { patternOf, shapeOf } from './route.ts';
import { routesOf } from './table.ts';

describe('the routes of a wall', () => {
  let library: OpenLibrary;
  let business: Published;
  before(async () => {
    library = await openLibrary();
    business = published(library.running, libraryBrings());
  });
  after(() => library.close());

  const documenting = (...lines: readonly DocumentedLine[]): Published => ({
    ...business,
    documents: { ...business.documents, lines },
  });

  const at = (line: string, of = business) => {
    const found = routesOf(of).find(({ method, path }) => `${method} ${shapeOf(path)}` === line);
    assert.ok(found, line);
    return found;
  };

  it('are one for each command, and one for what opens an instance', () => {
    assert.equal(at('POST /loans').isDocumented, true);
    assert.equal(at('POST /loans/{}/extend-loan').path, '/loans/{loanId}/extend-loan');
    assert.equal(at('POST /shelves').action.is, 'command');
    assert.equal(at('POST /shelves/{}/hold-copy').context, 'stacks');
  });

  it('are a list and a row for each view, by the whole of its key', () => {
    assert.equal(at('GET /loans').action.is, 'list');
    assert.equal(at('GET /shelfDays/{}/{}').path, '/shelfDays/{shelfId}/{day}');
  });

  it('join the lines that share a method and a path', () => {
    const { extend, giveBack } = { extend: note('ExtendLoan'), giveBack: note('ReturnBook') };
    const joined = documenting(
      as('Member', 'PATCH /loans/{loanId}', { status: { 연장: extend } }),
      as('Librarian', 'PATCH /loans/{id}', { status: { 반납: giveBack } }),
      as('Librarian', 'PATCH /loans/{id}', giveBack),
    );
    const { action, path } = at('PATCH /loans/{}', joined);
    assert.ok(action.is === 'command');
    assert.equal(path, '/loans/{loanId}');
    assert.deepEqual([...(action.byValue?.choices.keys() ?? [])].toSorted(), ['반납', '연장']);
    assert.equal(action.otherwise?.command.name, 'ReturnBook');
  });

  const note = (name: string): AnyNote<'command'> => {
    const command = business.commands.get(name);
    assert.ok(command);
    // What an aggregate accepts are commands.
    return command.note as AnyNote<'command'>;
  };

  it('send an old path on to the right one', () => {
    const line = { ...as('Member', 'GET /lons', note('ReturnBook')), answers: 308 };
    const moved = documenting({ ...line, does: { view: 'Loans' } });
    assert.deepEqual(at('GET /lons', moved).action, { is: 'moved', to: '/loans' });
  });

  it('are refused when a line names what is not on the wall', () => {
    const unknown = { as: 'Member', method: 'GET', path: '/x', answers: 200 };
    assert.throws(() => routesOf(documenting({ ...unknown, does: { view: 'Nothing' } })));
    const line = { ...unknown, path: '/ops/x', does: { view: 'Loans' } };
    assert.throws(() => routesOf(documenting(line)));
    assert.throws(() => routesOf(documenting({ ...line, path: '/x', method: 'FETCH' })));
  });
});

it('paths that differ in the names of their parameters are one', () => {
  assert.equal(shapeOf('/a/{x}/b/'), shapeOf('/a/{y}/b'));
  assert.equal(patternOf('/a/{x}/{y}'), '/a/:p0/:p1');
});
