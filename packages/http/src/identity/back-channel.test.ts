// Who signs out at the issuer is signed out at the gateway.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openDevelopmentIssuer, peopleOf, relyingParty } from '@dure/identity';
import type { DevelopmentIssuer } from '@dure/identity';
import { freePort } from '@dure/services';
import { openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';
import { libraryBrings } from '../library.testing.ts';
import { Jar } from './jar.testing.ts';

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

  const signIn = async (): Promise<Jar> => {
    const jar = new Jar();
    const page = await jar.go(`${library.url}/session/sign-in?to=/session`);
    await jar.submit(page, { person: 'library.Member.member-2' });
    return jar;
  };
  const loans = async (jar: Jar) => (await jar.send(`${library.url}/loans`)).status;
  const signOutThere = async (jar: Jar) =>
    jar.submit(await jar.go(`${issuer.url}/session/end`), { logout: 'yes' });

  it('ends the session here', async () => {
    const jar = await signIn();
    assert.equal(await loans(jar), 200);
    await signOutThere(jar);
    assert.equal(await loans(jar), 401);
  });

  it('in one browser leaves the other signed in, once the issuer has said so again', async () => {
    const [phone, laptop] = [await signIn(), await signIn()];
    await signOutThere(phone);
    assert.deepEqual([await loans(phone), await loans(laptop)], [401, 200]);
    await signOutThere(laptop);
    assert.equal(await loans(laptop), 401);
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
