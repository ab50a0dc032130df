// `dure contracts` on the command line, and the gate of this repository: what its six businesses
// have published is what they still give.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { businessNames } from '../businesses.ts';
import { said } from '../run.testing.ts';
import { publishedVersions } from './folder.ts';

const root = join(import.meta.dirname, '../../../..');
const published = join(root, 'contracts');
const newFolder = () => mkdtempSync(join(tmpdir(), 'dure-contracts-'));
const copied = () => {
  const folder = newFolder();
  cpSync(published, join(folder, 'contracts'), { recursive: true });
  return folder;
};

/** Changes a text in a published file, as if the release had been another one. */
const rewritten = (folder: string, file: string, [from, to]: readonly [RegExp, string]): void => {
  const path = join(folder, 'contracts', file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  assert.notEqual(after, before);
  writeFileSync(path, after);
};

describe('what is published', () => {
  for (const name of businessNames)
    it(`of ${name} is what it still gives, every version`, async () => {
      const versions = publishedVersions(join(published, name));
      assert.ok(versions.includes('0.1.0'));
      for (const version of versions) {
        const { code, out } = await said(
          `contracts diff contracts/${name}/${version} ${name}`,
          {},
          root,
        );
        assert.equal(code, 0, out);
      }
    });

  it('is written once, and not over it', async () => {
    const folder = newFolder();
    const publish = (version: string) =>
      said(`contracts publish taxi --version ${version}`, {}, folder);
    assert.equal((await publish('0.1.0')).out, 'Published contracts/taxi/0.1.0\n');
    assert.match((await publish('0.1.0')).out, /published already, as it is/);
    rewritten(folder, 'taxi/0.1.0/taxicall.json', [/"택시호출"/, '"택시"']);
    const { code, trouble } = await publish('0.1.0');
    assert.equal(code, 1);
    assert.match(trouble, /has changed since\. Raise it: --version 0\.2\.0/);
    assert.equal((await publish('0.1.1')).code, 0);
  });

  it('is not published under a number that promises more than it keeps', async () => {
    const folder = copied();
    rewritten(folder, 'taxi/0.1.0/taxicall.json', [/"TaxicallConfirmed": \{/, '"TaxiFound": {']);
    const { code, trouble } = await said('contracts publish taxi --version 0.1.1', {}, folder);
    assert.equal(code, 1);
    assert.match(trouble, /TaxiFound: It is gone/);
    assert.match(trouble, /publish --version 0\.2\.0/);
    assert.equal((await said('contracts publish taxi --version 0.2.0', {}, folder)).code, 0);
  });

  it('has a version of three numbers', async () => {
    const { code, trouble } = await said('contracts publish taxi --version two', {}, newFolder());
    assert.deepEqual([code, /Write three numbers/.test(trouble)], [2, true]);
  });
});

const messages = `consumer: taxi-messages
needs:
  taxi:
    events:
      TaxicallConfirmed: [callId, tel, fare]
`;

describe('a difference', () => {
  it('is said in the language of the reader, with whom it breaks', async () => {
    const folder = copied();
    rewritten(folder, 'taxi/0.1.0/taxicall.json', [/"TaxicallConfirmed": \{/, '"TaxiFound": {']);
    const line = 'contracts diff contracts/taxi/0.1.0 taxi';
    const { code, out } = await said(`${line} --lang ko`, {}, folder);
    assert.equal(code, 1);
    assert.match(out, /taxi 0\.1\.0 → now: 깨지는 쪽이 있습니다/);
    assert.match(
      out,
      /TaxiFound: 없어졌습니다\n {4}깨지는 쪽: 로그에 이미 있는 기록, customer · process messages/,
    );
    assert.match(out, /할 일: 되살리거나/);
    const json = await said(`${line} --format json`, {}, folder);
    assert.equal((JSON.parse(json.out) as { readonly isBroken: boolean }).isBroken, true);
  });

  it('with what was published last needs no second name', async () =>
    assert.match((await said('contracts diff taxi', {}, root)).out, /nothing has changed/));

  it('with nothing, or with what is not there, is asked for', async () => {
    for (const line of ['diff', 'diff taxi', 'publis', ''])
      assert.equal((await said(`contracts ${line}`, {}, newFolder())).code, 2, line);
    assert.match((await said('contracts publis')).trouble, /publish/);
  });

  it('with what is no record, or of a newer format, is refused in words', async () => {
    const folder = copied();
    const line = 'contracts diff contracts/taxi/0.1.0 taxi';
    rewritten(folder, 'taxi/0.1.0/taxicall.json', [/"format": 1/, '"format": 9']);
    assert.match((await said(line, {}, folder)).trouble, /newer Dure .*format 9/);
    writeFileSync(join(folder, 'contracts/taxi/0.1.0/taxicall.json'), '{');
    assert.match((await said(line, {}, folder)).trouble, /is no published contract/);
  });
});

describe('what consumers need', () => {
  it('is found in a folder, and looked for on the wall', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'pacts'));
    writeFileSync(join(folder, 'messages.needs.yaml'), messages);
    const pact = { consumer: { name: 'desk' }, provider: { name: 'taxi' }, messages: [] };
    writeFileSync(join(folder, 'pacts/desk-taxi.json'), JSON.stringify(pact));
    const { code, out } = await said('contracts verify .', {}, folder);
    assert.equal(code, 1);
    assert.match(out, /taxi-messages: event TaxicallConfirmed · fare: No such field is given/);
    assert.match(out, /Not understood:\n {2}pacts\/desk-taxi\.json/);
  });

  it('is held to a release, too', async () => {
    const folder = copied();
    writeFileSync(join(folder, 'a.yaml'), messages.replace(', fare', ''));
    const line = 'contracts verify a.yaml --record contracts/taxi/0.1.0';
    const { code, out } = await said(line, {}, folder);
    assert.deepEqual([code, out], [0, 'All is given: taxi-messages\n']);
  });

  it('that is not there, or cannot be read, is said', async () => {
    const folder = newFolder();
    assert.match((await said('contracts verify', {}, folder)).trouble, /Name the consumers' files/);
    assert.equal((await said('contracts verify nowhere.yaml', {}, folder)).code, 2);
    writeFileSync(join(folder, 'a.yaml'), '{');
    assert.match(
      (await said('contracts verify a.yaml', {}, folder)).trouble,
      /a\.yaml:1:2: cannot be/,
    );
  });
});

describe('the catalogue', () => {
  it('is written as pages, or for others', async () => {
    const folder = newFolder();
    for (const whose of ['pages', 'eventcatalog', 'backstage']) {
      const line = `contracts catalogue taxi --for ${whose} --into ${whose}`;
      assert.match((await said(line, {}, folder)).out, new RegExp(`Wrote \\d+ files to ${whose}`));
    }
    const page = readFileSync(join(folder, 'pages/taxi/taxicall/events/TaxicallFailed.md'), 'utf8');
    assert.match(page, /^# TaxicallFailed: 호출실패됨 \/ Call failed/);
  });

  it('says where a field is, or which was meant', async () => {
    const found = await said('contracts catalogue taxi --field taxiid');
    assert.match(found.out, /taxi · taxicall · event TaxicallConfirmed · taxiid: string/);
    const missed = await said('contracts catalogue taxi --field taxiidd');
    assert.deepEqual([missed.code, /Did you mean taxiid/.test(missed.trouble)], [1, true]);
  });
});
