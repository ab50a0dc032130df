// A stream keeps no more for a reader that does not read than it may, and tells it so.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { Client, credentials, Server, ServerCredentials, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { runEmbedded } from '@dure/embedded';
import { memoryStore } from '@dure/store-memory';
import { rehearsalOf } from 'dure/businesses';
import { servedOf } from './line.ts';
import { bind } from './listen.ts';
import { GrpcOutlet } from './outlet.ts';
import type { Telling, Writable } from './outlet.ts';

const SENT = 5_000;
const KEPT_MAX = 1_000;
const PATH = '/test.v1.TestService/Follow';
const bytes = (of: Buffer): Buffer => of;

const definition = {
  Follow: {
    path: PATH,
    requestStream: false,
    responseStream: true,
    requestSerialize: bytes,
    requestDeserialize: bytes,
    responseSerialize: ({ text }: { readonly text: string }) => Buffer.from(text),
    responseDeserialize: bytes,
  },
};

/** A server whose one call is handed to the test, and a client of it. */
const opened = async () => {
  const system = await rehearsalOf('lodging');
  const running = await runEmbedded({ system, storeOf: () => memoryStore() });
  const served = servedOf(running, { personas: [] });
  const telling: Telling = {
    served,
    language: 'en',
    show: ({ id }) => ({ text: `${id}`.padEnd(1_000) }),
  };
  const came = Promise.withResolvers<Writable>();
  const server = new Server();
  server.addService(definition, { Follow: (call: Writable) => came.resolve(call) });
  const insecure = ServerCredentials.createInsecure();
  const port = await bind(server, { host: '127.0.0.1', port: 0 }, insecure);
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const stream = client.makeServerStreamRequest(PATH, bytes, bytes, Buffer.alloc(0));
  const close = async (): Promise<void> => {
    client.close();
    server.forceShutdown();
    await running.stop();
  };
  return { stream, call: await came.promise, telling, close };
};

describe('a stream over gRPC', () => {
  it('keeps so much for a reader that does not read, and ends with words', async (t) => {
    const { stream, call, telling, close } = await opened();
    t.after(close);
    stream.pause();
    const outlet = new GrpcOutlet(call, telling);
    const ended: string[] = [];
    outlet.onEnd(() => ended.push('ended'));
    for (let number = 0; number < SENT; number += 1) {
      outlet.send({ event: 'row', data: {}, id: String(number) });
    }
    assert.ok(call.writableLength <= KEPT_MAX, String(call.writableLength));
    assert.deepEqual([outlet.isOpen, ended], [false, ['ended']]);
    const read: string[] = [];
    stream.on('data', (of: Buffer) => read.push(String(of).trim()));
    const [cause] = (await once(stream, 'error')) as [ServiceError];
    assert.equal(cause.code, status.RESOURCE_EXHAUSTED);
    assert.match(cause.details, /The reader is too slow\. Connect again, with the last id/);
    assert.ok(read.length <= KEPT_MAX + 1);
  });

  it('waits for a reader that takes its time', async (t) => {
    const { stream, call, telling, close } = await opened();
    t.after(close);
    const outlet = new GrpcOutlet(call, telling);
    const read: string[] = [];
    stream.on('data', (of: Buffer) => read.push(String(of).trim()));
    let most = 0;
    for (let number = 0; number < SENT; number += 1) {
      outlet.send({ event: 'row', data: {}, id: String(number) });
      most = Math.max(most, call.writableLength);
      await outlet.drained();
    }
    outlet.end();
    await once(stream, 'error');
    assert.equal(read.length, SENT);
    assert.ok(most < KEPT_MAX, String(most));
  });

  it('is over for whoever waits when its reader leaves', async (t) => {
    const { stream, call, telling, close } = await opened();
    t.after(close);
    stream.on('error', () => {}).pause();
    const outlet = new GrpcOutlet(call, telling);
    for (let number = 0; number < KEPT_MAX / 2; number += 1) {
      outlet.send({ event: 'row', data: {}, id: String(number) });
    }
    const waiting = outlet.drained();
    stream.cancel();
    await waiting;
    assert.equal(outlet.isOpen, false);
  });
});
