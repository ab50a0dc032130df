// What is away at the start is named, waited for and given up.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Words } from '@dure/domain';
import { StoreUnavailable } from '@dure/kernel/ports';
import { UserError } from '../command.ts';
import { whenThere } from './waiting.ts';

const words = { ko: '닿지 않습니다', en: 'does not answer' };
const away = () => new StoreUnavailable(words.en, { cause: undefined, words });

describe('A store that is away at the start', () => {
  const said: Words[] = [];
  const waiting = { name: 'lodging/payment', say: (line: Words) => void said.push(line) };

  it('is waited for, and said to be there', async () => {
    let tries = 0;
    const open = async (): Promise<string> => {
      tries += 1;
      if (tries === 1) throw away();
      return 'opened';
    };
    assert.equal(await whenThere(open, waiting), 'opened');
    const lines = ['(0 of 60 s): does not answer', 'The store of lodging/payment is there'];
    assert.equal(said.length, lines.length);
    for (const [at, line] of lines.entries()) assert.ok(said[at]?.en.endsWith(line), said[at]?.en);
    assert.ok(said[0]?.ko.endsWith('닿지 않습니다'), said[0]?.ko);
  });

  it('is given up after the time that was said', async () => {
    const open = () => Promise.reject(away());
    await assert.rejects(whenThere(open, { ...waiting, latestMs: 1_000 }), (cause) => {
      assert.ok(cause instanceof UserError);
      assert.match(cause.words.en, /payment was waited for 1 s and did not come\. does not answer/);
      assert.match(cause.words.ko, /1초 기다렸지만/);
      return true;
    });
  });

  it('is not waited for where a person has to mend it first', async () => {
    const open = () => Promise.reject(new Error('The password is wrong.'));
    await assert.rejects(whenThere(open, waiting), /The password is wrong/);
  });
});
