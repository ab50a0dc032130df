// A stream drops who does not keep up, and no gateway has too many of them.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { formatted, Streams } from './stream.ts';

describe('a stream', () => {
  const server = createServer();
  before(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const visit = async (): Promise<ServerResponse> => {
    const { port } = server.address() as AddressInfo;
    const visitor = connect(port, '127.0.0.1', () =>
      visitor.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n'),
    );
    // A client that never reads fills first its own buffers, and then ours.
    visitor.pause().on('error', () => visitor.destroy());
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return response;
  };

  it('drops a client that does not read, and forgets it', async () => {
    const streams = new Streams();
    const stream = streams.open(await visit(), {});
    let ends = 0;
    stream.onEnd(() => (ends += 1));
    const large = { event: 'large', data: 'x'.repeat(256 * 1024) };
    for (let sent = 0; sent < 200 && stream.isOpen; sent += 1) {
      stream.send(large);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([stream.isOpen, ends, streams.count], [false, 1, 0]);
  });

  it('tells at once who listens to one that has ended', async () => {
    const streams = new Streams();
    const stream = streams.open(await visit(), {});
    streams.close();
    let isTold = false;
    stream.onEnd(() => (isTold = true));
    assert.ok(isTold);
    assert.equal(streams.refusal()?.kind, 'unavailable');
    stream.send({ event: 'late', data: {} });
  });

  it('writes an event as its lines', () => {
    assert.equal(
      formatted({ event: 'row', data: { a: '줄\n바꿈' }, id: 'x.0.1' }),
      'id: x.0.1\nevent: row\ndata: {"a":"줄\\n바꿈"}\n\n',
    );
  });
});
