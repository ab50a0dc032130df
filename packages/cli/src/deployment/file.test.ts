// What is wrong with a file of a deployment is one line with its place.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { UserError } from '../command.ts';
import { wordsFor } from '../user-error.ts';
import { checkVariables, secretIn, withEnvironment } from './environment.ts';
import { readDeployment } from './file.ts';

const shipped = join(import.meta.dirname, '../../../../deployments');

const thrownBy = (act: () => unknown): unknown => {
  try {
    act();
  } catch (cause) {
    return cause;
  }
  return undefined;
};

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
    const { contexts, ...rest } = readDeployment(good, 'dure.yaml').file;
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
      const { file } = readDeployment(readFileSync(join(shipped, name), 'utf8'), name);
      const { businesses = [] } = file;
      assert.ok(businesses.length > 0);
    });
  }

  it('may be empty', () => {
    assert.deepEqual(readDeployment('', 'dure.yaml').file, { contexts: {} });
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['partitions: many', /^dure\.yaml:1: partitions must be a whole number from 1 to 1024/],
    ['partitions: 0', /^dure\.yaml:1: partitions must be a whole number/],
    ['a: 1\nstore: x', /^dure\.yaml:1: a is not known\. There are: businesses, broker/],
    ['context: {}', /^dure\.yaml:1: context is not known\. Did you mean contexts\?/],
    ['kubernetes: [a]', /^dure\.yaml:1: kubernetes must have keys and values/],
    ['kubernetes:\n  gatway: {}', /^dure\.yaml:2: kubernetes\.gatway .* Did you mean gateway\?/],
    ['kubernetes:\n  gateway: 2', /^dure\.yaml:2: kubernetes\.gateway must have keys and values/],
    ['kubernetes: { gateway: { cpu: 1x } }', /kubernetes\.gateway\.cpu must be written like 500m/],
    ['kubernetes: { gateway: { cpu: 0m } }', /kubernetes\.gateway\.cpu must be written like 500m/],
    ['contexts: { a/b: { disk: 0Gi } }', /contexts\.a\/b\.disk must be written like 2Gi/],
    ['kubernetes: { gateway: { port: 1 } }', /kubernetes\.gateway\.port is not known/],
    ['\npartition: 4', /^dure\.yaml:2: partition is not known\. Did you mean partitions\?/],
    ['store: oracle://x', /^dure\.yaml:1: store must be one of sqlite:folder, postgres:\/\/…/],
    ['store: mongodb://x', /^dure\.yaml:1: store is on MongoDB, which no .*\?unproved=accepted$/],
    ['broker: rabbit', /^dure\.yaml:1: broker must be one of log, kafka:\/\/…/],
    [
      'contexts:\n  payment: {}',
      /^dure\.yaml:2: contexts\.payment must be named business\/context/,
    ],
    ['contexts:\n  a/b:\n    replicas: -1', /^dure\.yaml:3: contexts\.a\/b\.replicas must be/],
    ['contexts:\n  a/b:\n    prt: 1', /^dure\.yaml:3: contexts\.a\/b\.prt is not known/],
    ['contexts: [a]', /^dure\.yaml:1: contexts must have keys and values/],
    ['store: [', /^dure\.yaml:1:9: cannot be read as YAML: the ind.* is not closed \(Flow/],
    ['store: sqlite:a\nstore: sqlite:b', /^dure\.yaml:2:1: .*a key stands there twice \(Map keys/],
    ['store: *a', /^dure\.yaml: cannot be read as YAML: its syntax is wrong \(Unresolved alias/],
    ['store: "a', /^dure\.yaml:1:10: .* what was opened is not closed \(Missing closing/],
    ['a:\n  b: 1\n  c\n', /^dure\.yaml:3:3: cannot be read as YAML: a colon is missing \(/],
    ['businesses lodging\nhost: a', /^dure\.yaml:1:1: .* a colon is missing \(/],
    ['host: "a"#c', /^dure\.yaml:1:10: .* a sign or a space is missing \(Comments must/],
    ['a:\n  b: c\n   d: e', /^dure\.yaml:2:6: .* the indentation does not fit \(Nested/],
    ['a:\n  - b\n  c', /^dure\.yaml:3:1: .* the indentation does not fit \(All/],
    ['- a', /^dure\.yaml:1: must have keys and values/],
    ['store: postgres', /^dure\.yaml:1: store must be one of/],
    [
      'store: postgres://dure:geheim@db/dure',
      /^dure\.yaml:1: store holds a password\. Take it out, and give it by DURE_STORE_PASSWORD/,
    ],
    [
      'contexts:\n  a/b:\n    store: mariadb://dure:geheim@db/dure',
      /^dure\.yaml:3: contexts\.a\/b\.store holds a password/,
    ],
    [
      'broker: kafkas://dure:geheim@db:9093',
      /^dure\.yaml:1: broker holds a password.*DURE_BROKER_PASSWORD_FILE$/,
    ],
    ['contexts:\n  a/b: { urls: [b:1] }', /^dure\.yaml:2: contexts\.a\/b\.urls has b:1; write it/],
  ];
  it('says what is wrong with its YAML in Korean, too', () => {
    const told = wordsFor(thrownBy(() => readDeployment('a: 1\n\tb: 2', 'dure.yaml')));
    const words =
      /^dure\.yaml:2:1: YAML로 읽을 수 없습니다\. 탭으로 들여쓸 수 없습니다 \([A-Z][^:]+\)$/;
    assert.match(told?.words.ko ?? '', words);
  });

  for (const [written, words] of wrong) {
    it(`says what is wrong with ${JSON.stringify(written)}`, () => {
      const said = mistakeIn(written);
      assert.match(said, words);
      assert.doesNotMatch(said, /geheim/);
    });
  }
});

describe('The environment of a deployment', () => {
  const { file } = readDeployment(good, 'dure.yaml');
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
    const wrong = [
      [{ DURE_PARTITIONS: 'many' }, /^DURE_PARTITIONS must be a whole number/],
      [{ DURE_STORE: 'oracle://db' }, /^DURE_STORE must be one of/],
      [{ DURE_PORT_LODGING_PAYMENT: '0' }, /^DURE_PORT_LODGING_PAYMENT must be a whole number/],
      [{ DURE_URLS_LODGING_PAYMENT: 'db' }, /^DURE_URLS_LODGING_PAYMENT has db; write it like/],
    ] as const;
    for (const [environment, message] of wrong) {
      assert.throws(() => withEnvironment(file, environment, names), { message });
    }
  });

  it('has no variable that belongs to nothing', () => {
    const known = { contexts: names, others: ['taxi'] };
    const wrong = [
      ['DURE_URLS_LODGING_PAYMNT', /^DURE_URLS_LODGING_PAYMNT .*mean DURE_URLS_LODGING_PAYMENT\?$/],
      ['DURE_STORE_PASSWORD_CINEMA', /There are: LODGING_PAYMENT, LODGING_MY_PAGE$/],
      ['DURE_REPLICAS_LODGING_PAYMENTS_FILE', /^DURE_REPLICAS_LODGING_PAYMENTS_FILE belongs/],
      ['DURE_BROKR', /Did you mean DURE_BROKER\?$/],
    ] as const;
    for (const [name, message] of wrong) {
      assert.throws(() => checkVariables({ [name]: 'x' }, known), { message });
    }
    const right = [
      'DURE_STORE_PASSWORD_LODGING_PAYMENT_FILE',
      'DURE_URLS_TAXI_DRIVER',
      'DURE_BROKER_PASSWORD_FILE',
      'DURE_ALIMTALK_URL',
      'DURE_PORT_8088_TCP_ADDR',
      'HOME',
    ];
    checkVariables(Object.fromEntries(right.map((name) => [name, 'x'])), known);
  });

  it('has a secret that is long enough, or says how to make one', () => {
    const long = 'x'.repeat(32);
    assert.equal(new TextDecoder().decode(secretIn({ DURE_SECRET: long })), long);
    for (const environment of [{}, { DURE_SECRET: 'short' }]) {
      assert.throws(() => secretIn(environment), /DURE_SECRET=\$\(openssl rand/);
    }
    const gone: unknown = thrownBy(() => secretIn({ DURE_SECRET_FILE: '/nowhere' }));
    const told = wordsFor(gone);
    assert.equal(told?.exitCode, 2);
    assert.equal(told.words.en, '/nowhere, named by DURE_SECRET_FILE, cannot be read');
    assert.match(told.words.ko, /DURE_SECRET_FILE이 가리키는 \/nowhere/);
  });
});
