// The words on the command line: what is understood, and what is answered to what is not.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { commands } from './commands.ts';
import { said } from './run.testing.ts';

const isKorean = (text: string) => /[가-힣]/.test(text);
const linesOf = (text: string) => text.trimEnd().split('\n');

describe('the help', () => {
  it('is what no command prints, and names every command', async () => {
    const { code, out } = await said('');
    assert.equal(code, 0);
    for (const { name } of commands) assert.match(out, new RegExp(`^  ${name}\\b`, 'm'));
  });

  it('speaks Korean where the machine does, or when asked to', async () => {
    assert.ok(isKorean((await said('help', { LANG: 'ko_KR.UTF-8' })).out));
    assert.ok(isKorean((await said('start --help --lang ko')).out));
    assert.ok(!isKorean((await said('help', { LANG: 'C.UTF-8' })).out));
  });

  it('of a command names its options and shows lines to copy', async () => {
    const { code, out } = await said('help start');
    assert.equal(code, 0);
    assert.match(out, /--port <port>.*8088/);
    assert.match(out, /--no-demo/);
    assert.match(out, /dure start lodging --port 9000/);
    assert.equal((await said('start -h')).out, out);
  });

  it('is plain where there is no terminal', async () => {
    assert.ok(!(await said('help')).out.includes('\u001B'));
  });

  it('has both languages for every word', () => {
    for (const { words, options, examples, operand } of commands) {
      const all = [words, ...Object.values(options).map((of) => of.words)];
      const said = [...all, ...examples.map(([, of]) => of), ...(operand ? [operand.words] : [])];
      for (const { ko, en } of said) assert.ok(isKorean(ko) && en !== '' && !isKorean(en), en);
    }
  });
});

describe('the version', () => {
  it('is that of the package', async () => {
    const { code, out } = await said('version');
    assert.equal(code, 0);
    assert.match(out, /^dure \d+\.\d+\.\d+, node v\d+/);
    assert.equal((await said('--version')).out, out);
  });
});

describe('a mistake', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dure-run-'));
  const file = join(folder, 'file');
  writeFileSync(file, '');
  after(() => rmSync(folder, { recursive: true, force: true }));

  const mistakes: readonly (readonly [line: string, en: RegExp, ko: RegExp])[] = [
    ['strat', /Did you mean dure start\?$/, /혹시 dure start\?$/],
    ['sim', /Did you mean dure simulate\?$/, /혹시 dure simulate\?$/],
    ['frobnicate', /See dure help$/, /dure help를 보세요$/],
    ['start lodgign', /Did you mean lodging\?/, /혹시 lodging\?/],
    ['start --prot 80', /--prot is no option\. Did you mean --port\?$/, /혹시 --port\?$/],
    ['start --no-dmeo', /Did you mean --no-demo\?$/, /혹시 --no-demo\?$/],
    ['start --xyzzy', /--xyzzy is no option$/, /모르는 옵션입니다$/],
    ['start --port', /--port needs a value: --port <port>$/, /값이 와야 합니다/],
    ['start --port 80x', /from 0 to 65535$/, /0부터 65535까지/],
    ['start --port 65536', /from 0 to 65535$/, /0부터 65535까지/],
    ['start --memory=yes', /--memory takes no value$/, /값이 없습니다$/],
    ['start lodging --set NIGHTS=3', /NIGHTS is no setting/, /모르는 설정입니다/],
    ['start lodging --set NIGHTS_MAXX=3', /Did you mean NIGHTS_MAX\?$/, /혹시 NIGHTS_MAX\?$/],
    ['start lodging --set NIGHTS_MAX=x', /Try --set NIGHTS_MAX=30$/, /예: --set NIGHTS_MAX=30/],
    [
      'start taxi restaurant --documented-ports',
      /same port, 8081\. Start one: dure start taxi/,
      /8081번/,
    ],
    ['wall lodging --format jpeg', /it must be text, svg, mermaid, proto$/, /text, svg, mermaid/],
    [
      'wall',
      /name or folder of a business is missing: dure wall lodging$/,
      /예: dure wall lodging$/,
    ],
    ['deploy', /The target is missing: dure deploy kubernetes$/, /^배치할 곳이\(가\) 빠졌습니다/],
    ['retire', /The name of a context is missing: dure retire lodging\/payment$/, /이\(가\)/],
    ['import', /missing: dure import wall\.json$/, /dure import wall\.json$/],
    ['new', /missing: dure new my-shop$/, /dure new my-shop$/],
    ['preview', /The name of a business and of a command is .* lodging cancel-/, /이\(가\)/],
    ['why', /The name of a business and key of a case is .* lodging order-4$/, /이\(가\)/],
    ['wall lodging taxi', /does not know what to do with taxi$/, /쓰이지 않습니다$/],
    ['simulate', /missing: dure simulate lodging, dure simulate --all$/, /--all$/],
    ['simulate taxi --all', /does not know what to do with taxi$/, /쓰이지 않습니다$/],
    [
      'simulate taxi --seed 42 --seeds 10',
      /takes --seed or --seeds, not both$/,
      /--seed와\(과\) --seeds 가운데/,
    ],
    ['simulate taxi --from 3 --seed 42', /takes --seed or --from, not both$/, /가운데 하나만/],
    ['log lodging --cases 0', /from 1 to/, /1부터/],
    ['help strat', /Did you mean dure start\?$/, /혹시 dure start\?$/],
    [`status --file ${folder}`, /dure-run-\w+ is a folder\. Name .*\/dure\.yaml$/, /폴더입니다/],
    [`deploy kubernetes --config ${folder}/no`, /There is no file .*\/no$/, /\/no: 그런 파일이/],
    [`monitoring taxi --out ${file}`, /file is no folder\. .* --out$/, /아닙니다\. --out/],
    [`contracts publish taxi --out ${file}`, /is no folder\. .* --out$/, /아닙니다\. --out/],
    [`contracts catalogue taxi --into ${file}`, /is no folder\. .* --into$/, /아닙니다\. --into/],
    [`wall taxi --out ${file}/wall.svg`, /is no folder\. .* --out$/, /아닙니다\. --out/],
    ['start --lang fr', /--lang fr: it must be ko, en$/, /--lang fr/],
  ];

  for (const [line, en, ko] of mistakes)
    it(`is answered by one clear line: ${line}`, async () => {
      const english = await said(line);
      assert.deepEqual([english.code, english.out], [2, '']);
      assert.equal(linesOf(english.trouble).length, 1, english.trouble);
      assert.match(linesOf(english.trouble)[0] ?? '', en);
      const korean = await said(line, { LANG: 'ko_KR.UTF-8' });
      assert.match(linesOf(korean.trouble)[0] ?? '', ko);
    });
});
