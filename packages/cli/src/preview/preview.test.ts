// What a command would do, and why a case is as it is, as the command line asks it of a gateway.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { runEmbedded } from '@dure/embedded';
import { createGateway } from '@dure/http';
import type { Gateway } from '@dure/http';
import type { Host } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import { memoryStore } from '@dure/store-memory';
import { said } from '../run.testing.ts';

const C = { LANG: 'C' };

describe('asking a gateway from the command line', () => {
  let running: Host;
  let gateway: Gateway;
  before(async () => {
    running = await runEmbedded({ system: rehearsal, storeOf: () => memoryStore() });
    gateway = await createGateway({ running, port: 0 });
    const place = { placeNm: '한옥', pricePerNight: 100_000, freeCancelDays: 3 };
    const fields = { ...place, instantConfirmation: false, ownerId: 'owner-1' };
    const by = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;
    await running.issue({ command: { type: 'RegisterPlace', ...fields }, by });
    await running.quiet();
  });
  after(async () => {
    await gateway.close();
    await running.stop();
  });

  const asked = (line: string, env: { readonly [name: string]: string } = C) =>
    said(`${line} --url ${gateway.url}`, env);

  it('shows what would happen, and nothing of it happens', async () => {
    const line = 'preview lodging open-stock --set placeId=1 --set stock=5 --as Owner:owner-1';
    const { code, out } = await asked(line);
    assert.equal(code, 0);
    assert.match(out, /^Open stock\n/);
    assert.match(out, /State\n {2}No stock yet → On sale/);
    assert.match(out, /Events\n {2}Stock opened \(StockOpened\)/);
    assert.equal((await asked(line)).out, out);
    assert.match(
      (await asked(line, { LANG: 'ko_KR' })).out,
      /^재고 생성\n상태\n {2}준비중 → 판매중/,
    );
  });

  it('says why not, with its exit code', async () => {
    const line = 'preview lodging cancel-reservation --set orderId=9 --as Customer:customer-2';
    const { code, out, trouble } = await asked(line);
    assert.equal(code, 1);
    assert.match(out + trouble, /There is no such thing/);
  });

  it('names the case that is not there', async () => {
    const { code, trouble } = await asked('why lodging order-99');
    assert.equal(code, 1);
    assert.match(trouble, /There is no such thing: \/lodging\/cases\/order-99\/why/);
  });

  it('says what is wrong with each field', async () => {
    const { trouble } = await asked('preview lodging open-stock --set placeId=1 --set stock=many');
    assert.match(trouble, /The input is not valid: stock\n {2}stock: /);
  });

  it('gives what was answered as JSON', async () => {
    const line = 'preview lodging open-stock --set placeId=1 --set stock=5 --json';
    const { out } = await asked(line);
    assert.equal((JSON.parse(out) as { readonly isPossible: boolean }).isPossible, true);
  });

  it('names what is near to a command that is not there, and what is missing', async () => {
    assert.match((await asked('preview lodging open-stok')).trouble, /Did you mean open-stock\?/);
    const { code, trouble } = await asked('preview lodging open-stock');
    assert.deepEqual([code, trouble.includes('--set placeId=')], [2, true]);
    assert.equal((await asked('preview lodging')).code, 2);
    assert.equal((await asked('preview lodging open-stock --set placeId')).code, 2);
  });

  it('says why a case is as it is', async () => {
    const { code, out } = await asked('why lodging place-1');
    assert.equal(code, 0);
    assert.match(out, /Place place-1: .*\n {2}← Place registered, Owner:-/);
  });

  it('says where there is no gateway', async () => {
    const { code, trouble } = await said('why lodging order-4 --url http://127.0.0.1:9', C);
    assert.equal(code, 1);
    assert.match(trouble, /There is no gateway at http:\/\/127\.0\.0\.1:9\. .*--url/);
  });
});
