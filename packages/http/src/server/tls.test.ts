// The gateway over https, with a certificate that is renewed while it runs.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as plain } from 'node:net';
import { connect } from 'node:tls';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { runEmbedded } from '@dure/embedded';
import { memoryStore } from '@dure/store-memory';
import { createGateway } from '../index.ts';
import { Library } from '../library.testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-tls-'));
const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };

const keyOptions = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';

const certified = (name: string): void => {
  const names = ['-subj', `/CN=${name}`, '-out', files.certFile, '-keyout', files.keyFile];
  const args = [...keyOptions.split(' '), ...names];
  const { status, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
};

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const skip = hasOpenssl ? false : 'openssl is not installed';

/** The name in the certificate, and the head of an answer. */
const seen = async (port: number) => {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { CN } = socket.getPeerCertificate().subject;
  socket.write('GET /health/live HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return { name: CN, text };
};

describe('a gateway with a certificate', { skip }, () => {
  it('hangs up while it closes where nothing was asked, and answers what has begun', async () => {
    certified('unused');
    const running = await runEmbedded({ system: Library, storeOf: () => memoryStore() });
    const gateway = await createGateway({ running, port: 0, tls: files });
    const at = { port: Number(new URL(gateway.url).port), host: '127.0.0.1' };
    const [shaken, used] = [0, 1].map(() => connect({ ...at, rejectUnauthorized: false }));
    const silent = plain(at);
    assert.ok(shaken && used);
    await Promise.all([
      once(shaken, 'secureConnect'),
      once(used, 'secureConnect'),
      once(silent, 'connect'),
    ]);
    const head = 'GET /health/live HTTP/1.1\r\nhost: localhost\r\n';
    await new Promise((resolve) => void used.write(head, resolve));
    await seen(at.port);
    const closing = gateway.close();
    await Promise.all([shaken, silent].map((socket) => once(socket.resume(), 'close')));
    // What is cut off as too late gets no answer any more.
    used.write('\r\n');
    const coming = once(used.setEncoding('utf8'), 'data');
    const [answer]: readonly unknown[] = await Promise.race([coming, once(used, 'close')]);
    assert.match(String(answer), /^HTTP\/1\.1 \d+ /);
    await closing;
    await running.stop();
  });

  it('answers over https alone, and takes a new certificate without a restart', async () => {
    certified('before');
    const running = await runEmbedded({ system: Library, storeOf: () => memoryStore() });
    const gateway = await createGateway({ running, port: 0, tls: files });
    try {
      const { protocol, port } = new URL(gateway.url);
      assert.equal(protocol, 'https:');
      const first = await seen(Number(port));
      assert.equal(first.name, 'before');
      assert.match(first.text, /^HTTP\/1\.1 200 /);
      assert.match(first.text, /strict-transport-security: max-age=/i);
      await assert.rejects(fetch(`http://127.0.0.1:${port}/health/live`));
      certified('after');
      let name: string | readonly string[] | undefined = 'before';
      for (let at = 0; at < 100 && name === 'before'; at += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        name = (await seen(Number(port))).name;
      }
      assert.equal(name, 'after');
    } finally {
      await gateway.close();
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
