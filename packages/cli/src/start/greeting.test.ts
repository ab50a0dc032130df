// What a start says, of one business and of several.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { businessNames, systemOf } from '../businesses.ts';
import { terminalOf } from '../terminal.ts';
import { greetingOf } from './greeting.ts';

const url = 'http://127.0.0.1:8088';

const greeting = async (names: readonly string[], language: 'ko' | 'en'): Promise<string> => {
  const stream = { write: () => {} };
  const terminal = terminalOf({ stdout: stream, stderr: stream, env: {} }, language);
  const systems = await Promise.all(names.map(systemOf));
  const wall = names.length === 1 ? names[0] : undefined;
  const of = {
    systems,
    wall,
    url,
    urls: {},
    data: './data',
    replayedAt: undefined,
    startedMs: 1_234,
  };
  return greetingOf(of, [], terminal).join('\n');
};

it('a start of several businesses says where each of them is', async () => {
  const said = await greeting(businessNames, 'en');
  assert.match(said, new RegExp(`^두레 Dure · ${businessNames.length} businesses · ready`));
  for (const name of businessNames) assert.match(said, new RegExp(`\\S  +${url}/${name}$`, 'm'));
  assert.match(await greeting(businessNames, 'ko'), /^ {2}택시 호출 +http\S+\/taxi$/m);
});

it('a start of one business says its name, and where to look', async () => {
  const said = await greeting(['taxi'], 'en');
  assert.match(said, /^두레 Dure · Taxi call \(taxi\) · ready \(1\.23 s\)/);
  assert.match(said, /Look around +http:\/\/127\.0\.0\.1:8088\n/);
  assert.doesNotMatch(said, /8088\/taxi/);
});
