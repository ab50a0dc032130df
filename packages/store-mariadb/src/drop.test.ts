// The database of a context is dropped whole, once and again, and no other one.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonNotToBeHad } from '@dure/servers/mariadb';
import { dropMariadbStore, openMariadbStore, StoreCannotOpen } from './index.ts';
import { drop, freshUrl, sharedServer } from './server.testing.ts';

const owner = { business: 'lodging', context: 'payment' };
const other = { business: 'lodging', context: 'place' };

describe('Dropping a database', { skip: reasonNotToBeHad() ?? false }, () => {
  it('takes that of its owner away, and leaves that of another one as it is', async () => {
    const server = await sharedServer();
    const [url, urlOfOther] = [freshUrl(server), freshUrl(server)];
    try {
      await (await openMariadbStore({ url, owner })).close();
      await (await openMariadbStore({ url: urlOfOther, owner: other })).close();
      await assert.rejects(dropMariadbStore({ url: urlOfOther, owner }), StoreCannotOpen);
      assert.equal(await dropMariadbStore({ url, owner }), true);
      assert.equal(await dropMariadbStore({ url, owner }), false);
      await (await openMariadbStore({ url: urlOfOther, owner: other, mustBeThere: true })).close();
    } finally {
      await drop(server, url);
      await drop(server, urlOfOther);
    }
  });
});
