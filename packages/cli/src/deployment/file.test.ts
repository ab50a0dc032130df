// What is wrong with a file of a deployment is one line with its place.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../command.ts';
import { secretIn, withEnvironment } from './environment.ts';
import { readDeployment } from './file.ts';

const shipped = join(import.meta.dirname, '../../../../deployments');

const mistakeIn = (written: string): string => {
  try {
    readDeployment(written, 'dure.yaml');
  } catch (cause) {
    assert.ok(cause instanceof UserError);
    assert.equal(cause.exitCode, 2);
    assert.ok(cause.words.ko.startsWith('dure.yaml:'), cause.words.ko);
    return cause.words.en;
  }
  return 'nothing';
};

const good = `
businesses: [lodging]
broker: kafka://127.0.0.1:9092
store: postgres://dure@127.0.0.1/dure
contexts:
  lodging/payment: { store: mariadb://dure@127.0.0.1/dure, replicas: 2, port: 8083 }
partitions: 16
`;

describe('The file of a deployment', () => {
  it('is read', () => {
    const { contexts, ...rest } = readDeployment(good, 'dure.yaml');
    assert.deepEqual(rest, {
      businesses: ['lodging'],
      broker: 'kafka://127.0.0.1:9092',
      store: 'postgres://dure@127.0.0.1/dure',
      partitions: 16,
    });
    assert.deepEqual(contexts['lodging/payment'], {
      store: 'mariadb://dure@127.0.0.1/dure',
      replicas: 2,
      port: 8083,
    });
  });

  for (const name of readdirSync(shipped)) {
    it(`is understood where it ships: ${name}`, () => {
      const { businesses = [] } = readDeployment(readFileSync(join(shipped, name), 'utf8'), name);
      assert.ok(businesses.length > 0);
    });
  }

  it('may be empty', () => {
    assert.deepEqual(readDeployment('', 'dure.yaml'), { contexts: {} });
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['partitions: many', /^dure\.yaml:1: partitions must be a whole number from 1 to 1024/],
    ['partitions: 0', /^dure\.yaml:1: partitions must be a whole number/],
    ['a: 1\nstore: x', /^dure\.yaml:1: a is not known\. There are: businesses, broker/],
    ['\npartition: 4', /^dure\.yaml:2: partition is not known\. Did you mean partitions\?/],
    ['store: oracle://x', /^dure\.yaml:1: store must be one of sqlite:\/\/…, postgres:\/\/…/],
    ['store: mongodb://x', /^dure\.yaml:1: store must be one of/],
    ['broker: rabbit', /^dure\.yaml:1: broker must be one of log, kafka:\/\/…/],
    [
      'contexts:\n  payment: {}',
      /^dure\.yaml:2: contexts\.payment must be named business\/context/,
    ],
    ['contexts:\n  a/b:\n    replicas: -1', /^dure\.yaml:3: contexts\.a\/b\.replicas must be/],
    ['contexts:\n  a/b:\n    prt: 1', /^dure\.yaml:3: contexts\.a\/b\.prt is not known/],
    ['contexts: [a]', /^dure\.yaml:1: contexts must have keys and values/],
    ['store: [', /^dure\.yaml:\d+: /],
    ['store: sqlite:a\nstore: sqlite:b', /^dure\.yaml:\d+: /],
    ['- a', /^dure\.yaml:1: must have keys and values/],
  ];
  for (const [written, words] of wrong) {
    it(`says what is wrong with ${JSON.stringify(written)}`, () => {
      assert.match(mistakeIn(written), words);
    });
  }
});

describe('The environment of a deployment', () => {
  const file = readDeployment(good, 'dure.yaml');
  const names = ['lodging/payment', 'lodging/my-page'];

  it('goes before the file, also for one context', () => {
    const environment = {
      DURE_STORE: 'sqlite:./data',
      DURE_REPLICAS_LODGING_PAYMENT: '3',
      DURE_URLS_LODGING_MY_PAGE: 'http://a:1,http://b:2',
    };
    const { store, contexts } = withEnvironment(file, environment, names);
    assert.equal(store, 'sqlite:./data');
    assert.equal(contexts['lodging/payment']?.replicas, 3);
    assert.equal(contexts['lodging/payment']?.port, 8083);
    assert.deepEqual(contexts['lodging/my-page']?.urls, ['http://a:1', 'http://b:2']);
  });

  it('is held to the same rules', () => {
    assert.throws(
      () => withEnvironment(file, { DURE_PARTITIONS: 'many' }, names),
      /partitions must be a whole number/,
    );
  });

  it('has a secret that is long enough, or says how to make one', () => {
    const long = 'x'.repeat(32);
    assert.equal(new TextDecoder().decode(secretIn({ DURE_SECRET: long })), long);
    for (const environment of [{}, { DURE_SECRET: 'short' }]) {
      assert.throws(() => secretIn(environment), /DURE_SECRET=\$\(openssl rand/);
    }
    assert.throws(() => secretIn({ DURE_SECRET_FILE: '/nowhere' }), /named by DURE_SECRET_FILE/);
  });
});
