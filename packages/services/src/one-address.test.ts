// One address behind which replicas come and go, as a Service of a cluster has it.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, describe, it } from 'node:test';
import { OutcomeUnknown } from '@dure/kernel/ports';
import { Client } from './client.ts';
import { secretOf, Signer } from './tokens.ts';

type Handle = (asked: IncomingMessage, reply: ServerResponse) => void;

const gone: Handle = (asked) => void asked.socket.destroy();
const ending: Handle = (_, reply) => void reply.writeHead(503).end('{}');
const well: Handle = (_, reply) => void reply.writeHead(200).end('"well"');

describe('Several replicas', () => {
  const saying: Handle = (_, reply) => void reply.writeHead(200).end('true');
  const failing: Handle = (_, reply) => void reply.writeHead(500).end('{"is":"failed"}');
  const silent: Handle = () => {};
  const servers: Server[] = [];
  const urlOf = async (handle: Handle): Promise<string> => {
    const server = createServer(handle);
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    return `http://127.0.0.1:${port}`;
  };
  after(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('all say so only where none that takes the question is silent or fails', async () => {
    const signer = new Signer(secretOf('x'.repeat(48)), 'test');
    const place = { business: 'lodging', context: 'payment' };
    const there = await urlOf(saying);
    const said: boolean[] = [];
    const away = 'http://127.0.0.1:1';
    for (const urls of [
      [there, away],
      [there, await urlOf(failing)],
      [there, await urlOf(silent)],
      [away],
    ]) {
      const client = new Client(place, urls, signer);
      said.push(await client.allSay('isQuiet'));
      await client.close();
    }
    deepEqual(said, [true, false, false, false]);
  });
});

describe('One address that stands for several replicas', () => {
  const asked: string[] = [];
  let answers: Handle[] = [];
  const server: Server = createServer((request, reply) => {
    asked.push(request.url?.split('/').at(-1) ?? '');
    (answers.shift() ?? well)(request, reply);
  });
  const clients: Client[] = [];
  const openClient = async (): Promise<Client> => {
    if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const signer = new Signer(secretOf('x'.repeat(48)), 'test');
    const place = { business: 'lodging', context: 'payment' };
    const client = new Client(place, [`http://127.0.0.1:${port}`], signer);
    clients.push(client);
    return client;
  };
  beforeEach(() => void asked.splice(0));
  after(async () => {
    for (const client of clients) await client.close();
    server.close();
  });

  it('is asked once more where the first replica is gone or ending', async () => {
    for (const first of [gone, ending]) {
      answers = [first];
      const client = await openClient();
      equal(await client.ask({ method: 'answer', args: [] }), 'well');
    }
    deepEqual(asked, ['answer', 'answer', 'answer', 'answer']);
  });

  it('is not asked again what may have happened and does harm twice', async () => {
    answers = [gone];
    const client = await openClient();
    await rejects(client.ask({ method: 'issue', args: [] }), OutcomeUnknown);
    deepEqual(asked, ['issue']);
  });

  it('is not asked for ever', async () => {
    answers = [gone, gone, gone];
    const client = await openClient();
    await rejects(client.ask({ method: 'answer', args: [] }), OutcomeUnknown);
    deepEqual(asked, ['answer', 'answer']);
  });
});
