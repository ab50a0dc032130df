// Far more at once than there is room for, at a real gateway: each is answered, what is taken is
// done once, and who sends little is not turned away for who sends much.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openHouse, standardLimits } from '@dure/access';
import type { Identity } from '@dure/access';
import { aLoan, openLibrary } from '../open-library.testing.ts';
import type { OpenLibrary } from '../open-library.testing.ts';

const FLOOD = 400;
const MODEST = 20;
const ROOM = 8;

const identity: Identity = { ...openHouse(), isLocalOnly: false };
const plenty = { perSecond: 1_000_000, burst: 1_000_000 };
const limits = {
  ...standardLimits,
  commands: plenty,
  reads: plenty,
  address: plenty,
  underWay: { min: ROOM, max: ROOM },
};

describe('a flood of orders', () => {
  let library: OpenLibrary;
  before(async () => {
    library = await openLibrary({ identity, limits, trustedProxies: ['loopback'] });
  });
  after(() => library.close());

  const lend = (from: string) =>
    library.ask('POST /loans', { body: aLoan, headers: { 'x-forwarded-for': from } });

  const opened = async (): Promise<number> => {
    await library.running.quiet();
    const { body, text } = await library.ask('GET /loans');
    // As the page of a list is documented.
    const page = body['page'] as { readonly totalElements: number } | undefined;
    assert.ok(page, text);
    return page.totalElements;
  };

  it('is answered whole: taken and done once, or refused with when to come back', async () => {
    const before = await opened();
    const answers = await Promise.all(Array.from({ length: FLOOD }, () => lend('203.0.113.1')));
    const taken = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status === 503);
    assert.equal(taken.length + refused.length, FLOOD);
    assert.ok(taken.length > 0 && refused.length > 0);
    for (const { headers } of refused) assert.match(headers.get('retry-after') ?? '', /^[123]$/);
    assert.equal((await opened()) - before, taken.length);
    assert.equal((await lend('203.0.113.1')).status, 201);
  });

  it('of one client turns no one away who has one order at a time', async () => {
    const greedy = Promise.all(Array.from({ length: FLOOD }, () => lend('203.0.113.1')));
    const statuses: number[] = [];
    for (let at = 0; at < MODEST; at += 1) statuses.push((await lend('203.0.113.2')).status);
    assert.deepEqual(new Set(statuses), new Set([201]));
    assert.ok((await greedy).some(({ status }) => status === 503));
  });
});
