// Who signs out at the issuer is signed out at the gateway.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { openDevelopmentIssuer, peopleOf, relyingParty } from '@dure/identity';
import type { DevelopmentIssuer } from '@dure/identity';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import { libraryBrings } from '../library.testing.ts';
import { Jar } from './jar.testing.ts';

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
};

describe('a sign-out at the issuer', () => {
  let library: OpenLibrary;
  let issuer: DevelopmentIssuer;
  before(async () => {
    const port = await freePort();
    const { personas } = libraryBrings().demos.library;
    issuer = await openDevelopmentIssuer({
      people: peopleOf([{ business: 'library', label: ['도서관', 'Library'], personas }]),
      port: 0,
      backChannel: () => `http://127.0.0.1:${port}/session/back-channel-logout`,
    });
    library = await openLibrary({ identity: relyingParty({ settings: issuer.settings }), port });
  });
  after(async () => {
    await library.close();
    await issuer.close();
  });

  it('ends the session here', async () => {
    const jar = new Jar();
    const page = await jar.go(`${library.url}/session/sign-in?to=/session`);
    await jar.submit(page, { person: 'library.Member.member-2' });
    const loans = async () => (await jar.send(`${library.url}/loans`)).status;
    assert.equal(await loans(), 200);
    await jar.submit(await jar.go(`${issuer.url}/session/end`), { logout: 'yes' });
    assert.equal(await loans(), 401);
  });

  it('is not believed from anyone else', async () => {
    for (const token of ['', 'x.y.z', 'eyJhbGciOiJub25lIn0.e30.'])
      assert.equal(
        (
          await library.ask('POST /session/back-channel-logout', {
            body: `logout_token=${token}`,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          })
        ).status,
        400,
      );
  });
});
