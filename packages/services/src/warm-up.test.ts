// A process can be seen to live while it warms up, and takes nothing before it has.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import { freePort } from './free-port.ts';
import { runService } from './service.ts';
import { secretOf } from './tokens.ts';

describe('A service that warms up', () => {
  it('lives at once, and opens its stores and is ready afterwards', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const warm = Promise.withResolvers<void>();
    const warming = Promise.withResolvers<void>();
    let opened = 0;
    const starting = runService({
      system: Lodging,
      runs: ['place'],
      storeOf: () => {
        opened += 1;
        return memoryStore(memoryDisk({ partitions: 1 }));
      },
      addresses: { place: [url] },
      partitions: 1,
      secret: secretOf('a secret of this test, long enough'),
      listen: { host: '127.0.0.1', port },
      report: () => {},
      noticeMs: 0,
      warmUp: () => {
        warming.resolve();
        return warm.promise;
      },
    });
    await warming.promise;
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(`${url}/health/${path}`)).status;
    assert.deepEqual([await statusOf('live'), await statusOf('ready'), opened], [200, 503, 0]);
    warm.resolve();
    const service = await starting;
    assert.deepEqual([await statusOf('ready'), opened], [200, 1]);
    await service.close();
  });
});
