// What a page learns of its visitor.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

describe('the session in the open house', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  it('has all people of the demos, with what is theirs', async () => {
    const { status, body, headers } = await library.ask('GET /session');
    assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store']);
    assert.deepEqual([body['signIn'], body['person'], body['csrf']], ['none', null, null]);
    assert.deepEqual(at(body, 'roles.0'), {
      business: 'library',
      persona: 'Member:member-2',
      actor: 'Member',
      subject: 'member-2',
      acts: at(body, 'roles.0.acts'),
      name: { ko: '정유진', en: 'Jung Yujin' },
      owns: { memberId: ['member-2'] },
    });
  });

  it('names personas that choose who acts', async () => {
    const { body } = await library.ask('GET /session');
    const persona = String(at(body, 'roles.0.persona'));
    const list = await library.ask('GET /loans', { headers: { 'dure-persona': persona } });
    assert.equal(list.status, 200);
  });
});

describe('the session of a business without a demo', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({ demos: {} });
  });
  after(() => library.close());

  const roles = async () => {
    const { body } = await library.ask('GET /session');
    return body['roles'] as readonly { readonly persona: string; readonly name: object }[];
  };

  it('has a stand-in for each actor of the wall, the operator last', async () => {
    const all = await roles();
    assert.deepEqual(
      all.map(({ persona }) => persona),
      [
        'Member:member-1',
        'Librarian:librarian-1',
        'Keeper:keeper-1',
        'Warden:shelf-1',
        'Operator:operator-1',
      ],
    );
    assert.deepEqual(at(all[0], 'owns'), { memberId: ['member-1'] });
    assert.deepEqual(all.at(-1)?.name, { ko: '운영자', en: 'Operator' });
  });

  it('names stand-ins that may read what is theirs', async () => {
    for (const { persona } of await roles()) {
      const list = await library.ask('GET /loans', { headers: { 'dure-persona': persona } });
      assert.notEqual(list.status, 400, persona);
    }
  });
});
