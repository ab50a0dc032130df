// A gateway that faces others, by the environment.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { standardLimits } from '@dure/http';
import { UserError } from '../command.ts';
import { gatewaySettings } from './gateway-settings.ts';

const here = fileURLToPath(import.meta.url);

describe('a gateway in the environment', () => {
  it('is as it was where nothing is said', () => {
    assert.deepEqual(gatewaySettings({}), { origins: [], trustedProxies: [] });
  });

  it('has the limits that are named, and the standard of the others', () => {
    const { limits } = gatewaySettings({
      DURE_LIMIT_COMMANDS: '0.5/10',
      DURE_LIMIT_UNDER_WAY: '8-64',
    });
    assert.deepEqual(limits?.commands, { perSecond: 0.5, burst: 10 });
    assert.deepEqual(
      [limits?.reads, limits?.underWay],
      [standardLimits.reads, { min: 8, max: 64 }],
    );
  });

  it('has its part of the limits, where there are several', () => {
    const { limits } = gatewaySettings({ DURE_LIMIT_COMMANDS: '30/100', DURE_LIMIT_GATEWAYS: '3' });
    assert.deepEqual(limits?.commands, { perSecond: 10, burst: 33 });
    assert.deepEqual(limits.reads.burst, Math.floor(standardLimits.reads.burst / 3));
    const many = gatewaySettings({ DURE_LIMIT_COMMANDS: '1/2', DURE_LIMIT_GATEWAYS: '4' });
    assert.deepEqual(many.limits?.commands, { perSecond: 0.25, burst: 1 });
  });

  it('is left for some seconds when it ends, where others serve beside it', () => {
    assert.equal(gatewaySettings({ DURE_LEAVE_S: '5' }).leaveMs, 5_000);
  });

  it('lets pages of other origins in, and believes proxies', () => {
    const found = gatewaySettings({
      DURE_ORIGINS: 'https://shop.example.org, http://127.0.0.1:5173',
      DURE_TRUSTED_PROXIES: '10.0.0.0/8,::1',
    });
    assert.deepEqual(found.origins, ['https://shop.example.org', 'http://127.0.0.1:5173']);
    assert.deepEqual(found.trustedProxies, ['10.0.0.0/8', '::1']);
  });

  const mistakes: readonly (readonly [{ readonly [name: string]: string }, RegExp])[] = [
    [{ DURE_LIMIT_COMMANDS: 'many' }, /DURE_LIMIT_COMMANDS must be written/],
    [{ DURE_LIMIT_READS: '0/5' }, /DURE_LIMIT_READS/],
    [{ DURE_LIMIT_UNDER_WAY: '9-8' }, /DURE_LIMIT_UNDER_WAY/],
    [{ DURE_LEAVE_S: '11' }, /DURE_LEAVE_S must be seconds from 0 to 10/],
    [{ DURE_LEAVE_S: '-1' }, /DURE_LEAVE_S must be seconds from 0 to 10/],
    [{ DURE_LIMIT_GATEWAYS: '0' }, /DURE_LIMIT_GATEWAYS must be how many/],
    [{ DURE_ORIGINS: 'https://shop.example.org/' }, /which is no origin/],
    [{ DURE_ORIGINS: '*' }, /which is no origin/],
    [{ DURE_TRUSTED_PROXIES: 'proxy' }, /which is no address/],
    [{ DURE_TLS_CERT_FILE: here }, /DURE_TLS_KEY_FILE names no file/],
    [{ DURE_TLS_KEY_FILE: here, DURE_TLS_CERT_FILE: '/nowhere/cert' }, /DURE_TLS_CERT_FILE/],
  ];
  for (const [environment, words] of mistakes)
    it(`says what is wrong with ${JSON.stringify(environment).slice(0, 60)}`, () => {
      assert.throws(
        () => gatewaySettings(environment),
        (error) => error instanceof UserError && words.test(error.words.en),
      );
    });
});
