// Before parked messages are tried again it is shown what would become of them; and which processes
// run what.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { at, lend, openLibrary } from '../open-library.testing.ts';
import type { Json, OpenLibrary } from '../open-library.testing.ts';

describe('what an operator looks at before acting', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary();
  });
  after(() => library.close());

  const untilParked = async (key: string): Promise<Json> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { body } = await library.ask('GET /library/ops/parked');
      const found = (body['parked'] as readonly Json[]).find(({ caseId }) => caseId === key);
      if (found) return found;
      await new Promise((resolve) => void setTimeout(resolve, 10));
    }
    throw new Error(`${key} was not parked.`);
  };

  it('says what a retry would come to, and leaves the message as it was', async () => {
    const key = await lend(library, { shelfId: 71, bookNm: '이른책' });
    const parked = await untilParked(key);
    const link = String(at(parked, '_links.preview.href'));
    const { body, status } = await library.ask(`GET ${link}`);
    assert.deepEqual([status, body['is'], body['state']], [200, 'parked', 'early']);
    const { attempts } = await untilParked(key);
    assert.equal(attempts, parked['attempts']);
    assert.equal((await library.ask('GET /library/ops/parked/stacks/none/preview')).status, 404);
  });

  it('counts for a whole group what a retry would come to', async () => {
    const key = await lend(library, { shelfId: 72, bookNm: '이른책' });
    const { type, cause } = await untilParked(key);
    const query = new URLSearchParams({
      context: 'stacks',
      type: String(type),
      cause: String(cause),
    }).toString();
    const { body } = await library.ask(`GET /library/ops/parked-groups/preview?${query}`);
    assert.deepEqual([body['done'], body['underWay'], body['hasMore']], [0, 0, false]);
    assert.equal(at(body, `parked.${String(cause)}`), body['looked']);
    assert.equal((await library.ask('GET /library/ops/parked-groups/preview')).status, 400);
  });

  it('names the processes of each context, and whether it can serve', async () => {
    const { body } = await library.ask('GET /library/ops/services');
    const services = body['services'] as readonly Json[];
    assert.deepEqual(
      services.map(({ context, readiness }) => [context, readiness]),
      [
        ['desk', 'up'],
        ['stacks', 'up'],
      ],
    );
    for (const { replicas } of services) {
      const [replica] = replicas as readonly Json[];
      assert.equal(at(replica, 'health.is'), 'up');
      assert.ok(Date.parse(String(replica?.['startedAt'])) <= Date.now());
    }
  });
});
