// Sign-in by the environment, and mistakes in it.

import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../command.ts';
import { signInSettings } from './settings.ts';

const needed = { DURE_ISSUER: 'https://login.example.org/realms/dure', DURE_AUDIENCE: 'dure' };

describe('sign-in in the environment', () => {
  it('is none without an issuer', () => {
    assert.equal(signInSettings({}), undefined);
    assert.equal(signInSettings({ DURE_ISSUER: '' }), undefined);
  });

  it('needs an issuer and an audience only', () => {
    const settings = signInSettings(needed);
    assert.equal(settings?.issuer.href, needed.DURE_ISSUER);
    const { audience, otherAudiences, type, client, skewS } = settings;
    assert.deepEqual(
      [audience, otherAudiences, type, client, skewS],
      ['dure', [], 'at+jwt', undefined, 5],
    );
  });

  it('maps roles and claims', () => {
    const settings = signInSettings({
      ...needed,
      DURE_AUDIENCE: 'dure, account',
      DURE_TOKEN_TYPE: 'any',
      DURE_ROLES_CLAIM: 'realm_access.roles',
      DURE_ROLES: 'innkeepers=lodging/Owner, desk=Operator',
      DURE_OWNS: 'ownerId=number',
    });
    assert.deepEqual(settings?.mapping, {
      roles: 'realm_access.roles',
      actors: { innkeepers: 'lodging/Owner', desk: 'Operator' },
      owns: { ownerId: 'number' },
    });
    assert.deepEqual([settings.otherAudiences, settings.type], [['account'], undefined]);
  });

  it('reads the secret of its client from a file, which may change', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'dure-secret-')), 'secret');
    writeFileSync(file, 'one\n');
    const settings = signInSettings({
      ...needed,
      DURE_CLIENT_ID: 'gateway',
      DURE_CLIENT_SECRET_FILE: file,
    });
    assert.equal(settings?.client?.secret(), 'one');
    writeFileSync(file, 'two\n');
    assert.equal(settings.client.secret(), 'two');
  });

  const mistakes: readonly (readonly [object, RegExp])[] = [
    [{ DURE_AUDIENCE: '' }, /DURE_AUDIENCE must say/],
    [{ DURE_ISSUER: 'http://login.example.org' }, /DURE_ISSUER must be an https address/],
    [{ DURE_ISSUER: 'login' }, /DURE_ISSUER/],
    [{ DURE_ALGORITHMS: 'ES256,HS256' }, /DURE_ALGORITHMS has HS256/],
    [{ DURE_ALGORITHMS: 'none' }, /DURE_ALGORITHMS has none/],
    [{ DURE_CLOCK_SKEW_S: '-1' }, /DURE_CLOCK_SKEW_S must be seconds/],
    [{ DURE_SESSION_IDLE_S: 'long' }, /DURE_SESSION_IDLE_S must be seconds/],
    [{ DURE_ROLES: 'innkeepers' }, /DURE_ROLES has innkeepers/],
    [{ DURE_CLIENT_ID: 'x', DURE_CLIENT_SECRET_FILE: '/nowhere/x' }, /cannot be read/],
  ];
  for (const [more, words] of mistakes)
    it(`says what is wrong with ${JSON.stringify(more)}`, () => {
      assert.throws(
        () => signInSettings({ ...needed, ...more }),
        (error) => error instanceof UserError && words.test(error.words.en),
      );
    });
});
