// A process can be seen to live while it prepares, and takes nothing before it has.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import { freePort } from './free-port.ts';
import { runService } from './service.ts';
import { secretOf } from './tokens.ts';

describe('A service that prepares', () => {
  it('lives at once; afterwards it begins what is left, and is ready', async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const prepared = Promise.withResolvers<readonly string[]>();
    const preparing = Promise.withResolvers<void>();
    const opened: string[] = [];
    const starting = runService({
      system: Lodging,
      runs: ['place', 'payment'],
      storeOf: ({ name }) => {
        opened.push(name);
        return memoryStore(memoryDisk({ partitions: 1 }));
      },
      addresses: { place: [url] },
      partitions: 1,
      secret: secretOf('a secret of this test, long enough'),
      listen: { host: '127.0.0.1', port },
      report: () => {},
      noticeMs: 0,
      prepare: () => {
        preparing.resolve();
        return prepared.promise;
      },
    });
    await preparing.promise;
    const statusOf = async (path: string): Promise<number> =>
      (await fetch(`${url}/health/${path}`)).status;
    assert.deepEqual([await statusOf('live'), await statusOf('ready'), opened], [200, 503, []]);
    prepared.resolve(['payment']);
    const service = await starting;
    assert.deepEqual([await statusOf('ready'), opened], [200, ['place']]);
    await service.close();
  });
});
