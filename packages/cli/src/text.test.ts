// Widths, masks and troubles: what lines are made of.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hiddenFields } from '@dure/access';
import { Lodging } from '@dure/lodging';
import { UserError } from './command.ts';
import { masked, maskText } from './start/mask.ts';
import { terminalOf } from './terminal.ts';
import { wordsFor } from './user-error.ts';
import { clipped, padded, widthOf } from './width.ts';

describe('a text in a terminal', () => {
  it('has Korean letters twice as wide as Latin ones', () => {
    assert.equal(widthOf('예약 ok'), 7);
    assert.equal(padded('예약', 6), '예약  ');
    assert.equal(padded('longer', 3), 'longer');
  });

  it('is clipped to a width, with an ellipsis', () => {
    assert.equal(clipped('예약처리', 5), '예약…');
    assert.equal(clipped('예약', 4), '예약');
  });

  it('is coloured for people only', () => {
    const streams = (isTTY: boolean, env: { readonly [name: string]: string }) => {
      const stream = { write: () => {}, isTTY };
      return terminalOf({ stdout: stream, stderr: stream, env }, undefined);
    };
    assert.equal(streams(true, {}).paint('red', 'a'), '\u001B[38;5;203ma\u001B[0m');
    assert.equal(streams(false, {}).paint('red', 'a'), 'a');
    assert.equal(streams(true, { NO_COLOR: '1' }).paint('red', 'a'), 'a');
    assert.equal(streams(true, { TERM: 'dumb' }).paint('red', 'a'), 'a');
  });
});

describe('a log', () => {
  it('shows no phone number, however it is written', () => {
    const written = ['01023456789', '010-2345-6789', '+82 10 2345 6789', 'tel:016-234-5678.'];
    for (const text of written) assert.doesNotMatch(maskText(text), /2345|234-/, text);
    assert.equal(maskText('010-2345-6789'), '010-****-6789');
  });

  it('shows order numbers and instants as they are', () => {
    const text = 'order-4 paid 240000 at 1795241993683, approval 10000001';
    assert.equal(maskText(text), text);
  });

  it('shows no field that a contract calls personal or secret', () => {
    const hidden = hiddenFields(Lodging);
    assert.deepEqual([hidden.has('tel'), hidden.has('cardToken')], [true, true]);
    const data = { orderId: 'order-1', tel: '010', of: [{ cardToken: 'card-0001' }], early: null };
    assert.deepEqual(masked(data, hidden), {
      orderId: 'order-1',
      tel: '***',
      of: [{ cardToken: '***' }],
      early: null,
    });
  });
});

describe('trouble', () => {
  const failure = (code: string) => Object.assign(new Error(code), { code, path: './data' });

  for (const code of ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR'])
    it(`with a file has words in both languages: ${code}`, () => {
      const told = wordsFor(failure(code));
      assert.equal(told?.exitCode, 1);
      assert.match(told?.words.en ?? '', /\.\/data/);
      assert.match(told?.words.ko ?? '', /\.\/data.*[가-힣]/);
    });

  it('below another one is what is told', () => {
    const store = { ko: '열 수 없습니다', en: 'cannot be opened', cause: failure('ENOSPC') };
    assert.match(wordsFor(store)?.words.en ?? '', /disk is full/);
  });

  it('of which a command has words of its own is told in them', () => {
    const own = new UserError({ ko: '가', en: 'a' }, 2, { cause: failure('ENOENT') });
    assert.deepEqual(wordsFor(own), { words: { ko: '가', en: 'a' }, exitCode: 2 });
  });

  it('in the words of a store or a gateway is passed on', () => {
    assert.deepEqual(wordsFor({ ko: '가', en: 'a' })?.words, { ko: '가', en: 'a' });
    const taken = wordsFor({ words: { ko: '가', en: 'a' }, why: 'portTaken' });
    assert.deepEqual(taken?.words, { ko: '가: --port 9000', en: 'a: --port 9000' });
  });

  it('has the exit code 2 where the words were wrong', () => {
    assert.equal(wordsFor(new UserError({ ko: '가', en: 'a' }, 2))?.exitCode, 2);
  });

  it('of the program itself has no words', () => {
    assert.equal(wordsFor(new TypeError('x is not a function')), undefined);
    assert.equal(wordsFor(undefined), undefined);
  });
});
