// Settings that change while a service runs.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Words } from '@dure/domain';
import { Lodging } from '@dure/lodging';
import { Taxi } from '@dure/taxi';
import { UserError } from '../command.ts';
import { namesOf } from '../start/settings.ts';
import { LiveSettings } from './live-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'dure-settings-'));
const file = join(folder, 'settings.yaml');

const open = (text: string, lines: readonly string[] = []) => {
  writeFileSync(file, text);
  return new LiveSettings({ file, lines, system: Lodging });
};

const refusal = (text: string): Words => {
  try {
    open(text);
  } catch (cause) {
    assert.ok(cause instanceof UserError, String(cause));
    assert.equal(cause.exitCode, 2);
    return cause.words;
  }
  return assert.fail('It was taken.');
};

describe('A file of settings', () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('may be about other businesses as well, and a name of none is refused', () => {
    const passedOver = namesOf(Taxi).filter((name) => !namesOf(Lodging).includes(name));
    const [other = ''] = passedOver;
    const read = (text: string) => {
      writeFileSync(file, text);
      return new LiveSettings({ file, lines: [], system: Lodging, passedOver }).values;
    };
    assert.deepEqual(read(`settings: { ${other}: 7, NIGHTS_MAX: 5 }`), { NIGHTS_MAX: 5 });
    assert.throws(() => read(`settings: { ${other}: 7, NIGHTS_MIX: 5 }`), /NIGHTS_MIX/);
    assert.throws(() => open(`settings: { ${other}: 7 }`), /is no setting/);
  });

  it('goes before what the command line says, and the rest of that stays', () => {
    const lines = ['NIGHTS_MAX=7', 'CANCEL_FEE_PERCENT=10'];
    const { values } = open('settings: { CANCEL_FEE_PERCENT: 40 }', lines);
    assert.deepEqual(values, { NIGHTS_MAX: 7, CANCEL_FEE_PERCENT: 40 });
  });

  it('is refused in words, with a value that would be taken', () => {
    const fee = refusal('settings: { CANCEL_FEE_PERCENT: 400 }');
    assert.match(fee.en, /settings\.yaml: CANCEL_FEE_PERCENT=400: .*Try .*CANCEL_FEE_PERCENT=\d+/);
    assert.match(fee.ko, /[가-힣].*예: /);
    assert.match(refusal('settings: { CANCEL_FE_PERCENT: 4 }').en, /Did you mean CANCEL_FEE_/);
    assert.match(refusal('log: loud').en, /log must be warn or info/);
    assert.match(refusal('logs: info').en, /logs: there are log and settings/);
    const broken = refusal('log: info\nlog: warn');
    assert.match(broken.en, /settings\.yaml:2:1: cannot be read as YAML: a key stands there twice/);
    assert.match(broken.ko, /settings\.yaml:2:1: YAML로 읽을 수 없습니다\. 같은 항목이 두 번/);
    assert.match(refusal('settings: 7').en, /settings must be names and values/);
  });

  it('that is not there is named', () => {
    const none = join(folder, 'none.yaml');
    assert.throws(() => new LiveSettings({ file: none, lines: [], system: Lodging }), /none\.yaml/);
  });

  it('counts as soon as it changes; with a mistake, what was before stays', async () => {
    const live = open('settings: { CANCEL_FEE_PERCENT: 30 }');
    const said: string[] = [];
    const levels: boolean[] = [];
    live.watch({ say: ({ en }) => said.push(en), setVerbose: (is) => levels.push(is) });
    const until = async (words: RegExp): Promise<void> => {
      while (!words.test(said.join('\n'))) await pause(20);
    };
    writeFileSync(file, 'log: info\nsettings: { CANCEL_FEE_PERCENT: 50 }');
    await until(/have changed: CANCEL_FEE_PERCENT=50, log=info/);
    assert.equal(live.values['CANCEL_FEE_PERCENT'], 50);
    assert.equal(levels.at(-1), true);
    writeFileSync(file, 'settings: { CANCEL_FEE_PERCENT: -1 }');
    await until(/The settings before it stay/);
    assert.equal(live.values['CANCEL_FEE_PERCENT'], 50);
    writeFileSync(file, 'log: [');
    await until(/cannot be read as YAML: .*The settings before it stay/);
    rmSync(file);
    writeFileSync(file, 'settings: {}');
    await until(/have changed: CANCEL_FEE_PERCENT, log=warn/);
    assert.equal('CANCEL_FEE_PERCENT' in live.values, false);
    live.stop();
  });
});
