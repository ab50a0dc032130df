// What a person reads who asks for a cluster what it could not run, and what is written otherwise.

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Words } from '@dure/domain';
import { UserError } from '../command.ts';
import { terminalOf } from '../terminal.ts';
import { deploy } from './deploy.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-deploy-'));
const config = join(folder, 'dure.yaml');

const good = [
  'businesses: [lodging]',
  'store: postgres://dure@db/dure',
  'kubernetes:',
  '  image: registry.example.org/dure:1',
  "  environment: { DURE_ISSUER: 'https://login.example.org', DURE_AUDIENCE: dure }",
];

const run = async (lines: readonly string[], out = 'deploy', where = 'kubernetes') => {
  writeFileSync(config, lines.join('\n'));
  const said: string[] = [];
  const write = (text: string): void => void said.push(text);
  const terminal = terminalOf({ stdout: { write }, stderr: { write }, env: {} }, 'en');
  const values = { config, out, lang: undefined, help: false };
  await deploy({ values, operands: [where], terminal, folder });
  return said.join('');
};

const refusal = async (...of: Parameters<typeof run>): Promise<Words> => {
  const cause: unknown = await run(...of).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(cause instanceof UserError, String(cause));
  assert.equal(cause.exitCode, 2);
  assert.match(cause.words.ko, /[가-힣]/);
  return cause.words;
};

const without = (word: string): readonly string[] => good.filter((line) => !line.includes(word));
const also = (...lines: readonly string[]): readonly string[] => [...good, ...lines];

describe('dure deploy kubernetes', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('writes a folder, and makes its own anew', async () => {
    assert.match(await run(good), /kubectl apply -f deploy\/manifests/);
    const made = join(folder, 'deploy');
    assert.deepEqual(readdirSync(made), ['.dure-deploy', 'chart', 'manifests', 'namespace.yaml']);
    const gone = join(made, 'manifests', 'lodging-marketing.yaml');
    writeFileSync(gone, '');
    await run(good);
    assert.ok(!readdirSync(join(made, 'manifests')).includes('lodging-marketing.yaml'));
    assert.match(readFileSync(join(made, 'namespace.yaml'), 'utf8'), /enforce: restricted/);
  });

  it('says to each gateway how many there may be, unless the file says it', async () => {
    const said = async (lines: readonly string[], path: string): Promise<readonly string[]> => {
      await run(lines);
      const text = readFileSync(join(folder, 'deploy', path), 'utf8');
      return [...text.matchAll(/DURE_LIMIT_GATEWAYS\s+value: (.+)/g)].map(
        ([, value = '']) => value,
      );
    };
    assert.deepEqual(await said(good, 'manifests/gateway.yaml'), ['"6"']);
    assert.match(
      readFileSync(join(folder, 'deploy/manifests/gateway.yaml'), 'utf8'),
      /maxReplicas: 6/,
    );
    const [inChart] = await said(good, 'chart/templates/gateway.yaml');
    assert.equal(inChart, '{{ (index .Values.services "gateway").replicasMax | quote }}');
    const own = good.map((line) => line.replace('{ DURE', "{ DURE_LIMIT_GATEWAYS: '2', DURE"));
    for (const path of ['manifests/gateway.yaml', 'chart/templates/gateway.yaml'])
      assert.deepEqual(await said(own, path), ['"2"']);
  });

  it('has a gateway that ends send its clients elsewhere, unless the file says it', async () => {
    const said = async (lines: readonly string[]): Promise<readonly string[]> => {
      await run(lines);
      const text = readFileSync(join(folder, 'deploy/manifests/gateway.yaml'), 'utf8');
      return [...text.matchAll(/DURE_LEAVE_S\s+value: (.+)/g)].map(([, value = '']) => value);
    };
    assert.deepEqual(await said(good), ['"5"']);
    const own = good.map((line) => line.replace('{ DURE', "{ DURE_LEAVE_S: '0', DURE"));
    assert.deepEqual(await said(own), ['"0"']);
  });

  it('leaves the files of others alone', async () => {
    writeFileSync(join(folder, 'other.txt'), '');
    const { en } = await refusal(good, '.');
    assert.match(en, /holds other files\. Name an empty folder/);
  });

  it('is not written to a file', async () => {
    writeFileSync(join(folder, 'plain'), '');
    for (const out of ['plain', 'plain/below'])
      assert.match(
        (await refusal(good, out)).en,
        /plain.* is no folder\. .* another one with --out/,
      );
  });

  it('asks for what is missing', async () => {
    assert.match(
      (await refusal(without('image'))).en,
      /dure\.yaml:4: kubernetes\.image is missing: which image/,
    );
    assert.match((await refusal(without('ISSUER'))).en, /names no DURE_ISSUER: no gateway opens/);
    assert.match((await refusal(good, 'x', 'kubernets')).en, /After dure deploy comes: kubernetes/);
  });

  it('makes the gateway as large as it is told to', async () => {
    await run(also('  gateway: { replicas: 8, cpu: 100m, memory: 256Mi, disk: 1Gi }'));
    const made = readFileSync(join(folder, 'deploy', 'manifests', 'gateway.yaml'), 'utf8');
    assert.match(made, /requests:\n +cpu: 100m\n +memory: 256Mi\n +limits:\n +cpu: 400m/);
    assert.match(made, /storage: 1Gi/);
    assert.match(made, /^ +replicas: 8$/m);
    await run(also('  gateway: { replicas: 3 }'));
    const larger = readFileSync(join(folder, 'deploy', 'manifests', 'gateway.yaml'), 'utf8');
    assert.match(larger, /minReplicas: 3\n +maxReplicas: 6/);
  });

  it('takes no address that a pod would look for in itself', async () => {
    const here = good.map((line) => line.replace('@db/', '@127.0.0.1/'));
    assert.match(
      (await refusal(here)).en,
      /dure\.yaml:2: store has 127\.0\.0\.1, which is the pod/,
    );
    const broker = also('broker: kafka://kafka:9092,localhost:9093');
    assert.match((await refusal(broker)).en, /dure\.yaml:6: broker has localhost/);
    const payment = also('contexts:', "  lodging/payment: { store: 'mysql://a@[::1]/a' }");
    assert.match(
      (await refusal(payment)).en,
      /dure\.yaml:7: contexts\.lodging\/payment\.store has/,
    );
  });

  it('says with its line what cannot be read', async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [also('  namespace: My_Shop'), /dure\.yaml:6: kubernetes\.namespace must be written like/],
      [good.map((line) => line.replace('[lodging', '[lodgin')), /:1: .* mean lodging\?/],
      [also('  entry: nginx'), /kubernetes\.entry must be written like ingress:nginx/],
      [also('  scaler: luck'), /kubernetes\.scaler must be one of cpu, keda/],
      [also('  imagee: a:b'), /kubernetes\.imagee is not known\. Did you mean image\?/],
      [
        also('  gateway: { replicas: 3, replicasMax: 2 }'),
        /dure\.yaml:6: kubernetes\.gateway\.replicasMax must not be less than replicas, which is 3/,
      ],
      [also('contexts:', '  lodging/place: { memory: 1GB }'), /place\.memory must be written like/],
      [
        also('contexts:', '  lodging/place: { replicas: 3, replicasMax: 2 }'),
        /place\.replicasMax must not be less than replicas, which is 3/,
      ],
      [
        also('contexts:', '  lodging/place: { store: sqlite:x, replicasMax: 2 }'),
        /place\.replicasMax must be 1 on SQLite/,
      ],
    ];
    for (const [lines, words] of wrong) assert.match((await refusal(lines)).en, words);
  });

  it('takes no secret from the file', async () => {
    const lines = good.map((line) => line.replace('DURE_AUDIENCE', 'DURE_CLIENT_SECRET'));
    const { en } = await refusal(lines);
    assert.match(en, /dure\.yaml:5: kubernetes\.environment\.DURE_CLIENT_SECRET is secret/);
  });

  it('passes over nothing that it is told of the way in', async () => {
    const [hostname, tls] = ['  hostname: dure.example.org', '  tls: dure-tls'];
    const gateway = '  entry: gateway:infra/public';
    await run(also(hostname, tls));
    await run(also(hostname, gateway));
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [also('  entry: ingress:nginx'), /:6: kubernetes\.entry needs hostname beside it/],
      [also(tls), /:6: kubernetes\.tls needs hostname beside it/],
      [also('  runbook: https://r.example.org'), /:6: .*\.runbook needs monitoring beside it/],
      [also(hostname, gateway, tls), /:8: kubernetes\.tls is of an Ingress alone/],
    ];
    for (const [lines, words] of wrong) assert.match((await refusal(lines)).en, words);
  });

  it('says with its line what a gateway could not use', async () => {
    const below = (...more: readonly string[]) => [
      ...good.slice(0, -1),
      '  environment:',
      '    DURE_ISSUER: https://login.example.org',
      '    DURE_AUDIENCE: dure',
      ...more.map((one) => `    ${one}`),
    ];
    await run(below());
    await run(below('DURE_ORIGINS: [https://a.example.org, https://b.example.org]'));
    const written = readFileSync(join(folder, 'deploy/manifests/gateway.yaml'), 'utf8');
    assert.match(written, /https:\/\/a\.example\.org,https:\/\/b\.example\.org/);
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [below('DURE_LIMIT_GATEWAYS: two'), /:8: .*\.DURE_LIMIT_GATEWAYS must be how many/],
      [below('DURE_ORIGINS: shop'), /:8: .*\.DURE_ORIGINS has shop, which is no origin/],
      [below('DURE_ROLES: a'), /:8: .*\.DURE_ROLES has a, which is not written as/],
      [below().map((line) => line.replace('https:', 'ftp:')), /:6: .*\.DURE_ISSUER must be an/],
      [below().map((line) => line.replace(': dure', ":  ''")), /:7: .*\.DURE_AUDIENCE must say/],
      [below('DURE_ORIGINS:'), /:8: .*\.DURE_ORIGINS must be a text, a number, or a list/],
      [below('DURE_ORIGINS: { a: b }'), /:8: .*\.DURE_ORIGINS must be a text, a number, or a list/],
      [below('ORIGINS: a'), /:8: .*\.ORIGINS must have a name that begins with DURE_/],
    ];
    for (const [lines, words] of wrong) assert.match((await refusal(lines)).en, words);
  });
});
