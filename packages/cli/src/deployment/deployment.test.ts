// A deployment is checked as a whole, with the line of what is wrong in it.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { UserError } from '../command.ts';
import { deploymentOf } from './deployment.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-deployment-'));
const path = join(folder, 'dure.yaml');

const of = (file: string, environment = {}) =>
  deploymentOf({ file, data: './data', folder, environment, businesses: ['lodging'] });

const written = (...lines: readonly string[]) => {
  writeFileSync(path, lines.join('\n'));
  return path;
};

/** What is said in English; the Korean words have the same place. */
const refusal = async (...asked: Parameters<typeof of>): Promise<string> => {
  const cause: unknown = await of(...asked).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(cause instanceof UserError, String(cause));
  assert.equal(cause.exitCode, 2);
  return cause.words.en.replace(`${folder}/`, '');
};

describe('A deployment', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('gives every context a store, and an address by its name', async () => {
    const file = written('store: postgresql://dure@db/dure', 'partitions: 4');
    const { parts, partitions } = await of(file);
    assert.equal(partitions, 4);
    const payment = parts.find(({ name }) => name === 'lodging/payment');
    assert.partialDeepStrictEqual(payment, {
      store: 'postgresql://dure@db/dure',
      urls: ['http://lodging-payment:8090'],
    });
  });

  it('knows its contexts', async () => {
    const file = written('contexts:', '  lodging/place: {}', '  lodging/paymnt: { port: 1 }');
    const words = /^dure\.yaml:3: contexts\.lodging\/paymnt is no context\. .*lodging\/payment\?$/;
    assert.match(await refusal(file), words);
  });

  it('has only businesses that there are', async () => {
    const file = written('businesses:', '  - lodging', '  - taxy');
    const words = /^dure\.yaml:3: businesses: There is no business taxy\. Did you mean taxi\?/;
    assert.match(await refusal(file), words);
    const path = written('', 'businesses: [./nowhere, lodging]');
    assert.match(await refusal(path), /^dure\.yaml:2: businesses: .* no business at \.\/nowhere/);
  });

  it('gives no port twice', async () => {
    const [place, payment] = [
      '  lodging/place: { port: 8100, replicas: 2 }',
      '  lodging/payment: { port: 8101 }',
    ];
    const server = 'store: mysql://dure@db/dure';
    const words =
      /^dure\.yaml:4: contexts\.lodging\/payment\.port is 8101, which lodging\/place has/;
    assert.match(await refusal(written(server, 'contexts:', place, payment)), words);
    const gateway = written('port: 8101', 'contexts:', payment);
    assert.match(await refusal(gateway), /^dure\.yaml:3: .* which gateway has/);
    const variables = { DURE_PORT_LODGING_PLACE: '9000', DURE_PORT_LODGING_PAYMENT: '9000' };
    assert.match(await refusal(written(''), variables), /lodging\/payment\.port is 9000/);
  });

  it('has one replica on SQLite, and one of the simulated systems', async () => {
    const on = (line: string) => written('contexts:', `  ${line}`);
    const file = on('lodging/payment: { replicas: 2 }');
    assert.match(await refusal(file), /^dure\.yaml:2: .*payment\.replicas must be 1 on SQLite/);
    const externals = on('lodging/externals: { replicas: 2, store: mysql://dure@db/dure }');
    assert.match(await refusal(externals), /^dure\.yaml:2: .*externals\.replicas must be 1: /);
  });

  it('passes over no variable that belongs to nothing', async () => {
    const environment = { DURE_URLS_LODGING_PAYMNT: 'http://a:1' };
    const file = written('');
    assert.match(await refusal(file, environment), /^DURE_URLS_LODGING_PAYMNT belongs to/);
    await of(file, { DURE_URLS_TAXI_DRIVER: 'http://a:1' });
  });

  it('is no folder', async () => {
    assert.match(await refusal(folder), /is a folder\. Name a file: dure\.yaml$/);
    assert.match(await refusal(join(folder, 'none')), /^There is no file none$/);
  });
});
