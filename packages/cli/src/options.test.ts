// How options are read.

import { editDistance } from '@dure/access';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nearest } from './did-you-mean.ts';
import { choice, flag, number, parse, text, texts } from './options.ts';

const words = { ko: '무엇', en: 'what' };

const options = {
  port: number(words, 'port', { min: 0, max: 65_535, standard: 8088 }),
  seed: number(words, 'seed', { min: 0, max: Infinity, standard: undefined }),
  data: text(words, 'folder', './data'),
  demo: flag(words, true),
  memory: { ...flag(words), short: 'm' },
  format: choice(words, ['text', 'svg'], 'text'),
  set: texts(words, 'NAME=value'),
};

const valuesOf = (...args: readonly string[]) => {
  const parsed = parse(options, args);
  assert.equal(parsed.is, 'parsed', JSON.stringify(parsed));
  return parsed.is === 'parsed' ? parsed.values : assert.fail();
};

describe('options', () => {
  it('have their standard values unless given', () => {
    assert.deepEqual(valuesOf(), {
      port: 8088,
      seed: undefined,
      data: './data',
      demo: true,
      memory: false,
      format: 'text',
      set: [],
    });
  });

  it('are read with a blank or an equals sign, also by one letter', () => {
    assert.equal(valuesOf('--port', '9000').port, 9000);
    assert.equal(valuesOf('--port=9000').port, 9000);
    assert.equal(valuesOf('-m').memory, true);
  });

  it('that are switches can be denied', () => {
    assert.equal(valuesOf('--no-demo').demo, false);
    assert.equal(valuesOf('--no-demo', '--demo').demo, true);
  });

  it('that may be given several times are gathered', () => {
    assert.deepEqual(valuesOf('--set', 'A=1', '--set', 'B=2').set, ['A=1', 'B=2']);
  });

  it('stand before and after operands', () => {
    const parsed = parse(options, ['lodging', '--port', '1', 'taxi']);
    assert.deepEqual(parsed.is === 'parsed' && parsed.operands, ['lodging', 'taxi']);
  });

  it('that nobody knows, or that belong to every object, are mistakes', () => {
    assert.equal(parse(options, ['--toString']).is, 'mistaken');
    assert.equal(parse(options, ['--no-port']).is, 'mistaken');
  });
});

describe('a mistyped word', () => {
  it('is told by the letters that differ, swapped ones counting once', () => {
    assert.equal(editDistance('start', 'start'), 0);
    assert.equal(editDistance('strat', 'start'), 1);
    assert.equal(editDistance('', 'abc'), 3);
    assert.equal(editDistance('wal', 'wall'), 1);
  });

  it('stands for the nearest word, or for the only one that begins so', () => {
    assert.equal(nearest('strat', ['start', 'wall']), 'start');
    assert.equal(nearest('sim', ['start', 'simulate']), 'simulate');
    assert.equal(nearest('xyz', ['start', 'wall']), undefined);
    assert.equal(nearest('a', ['b', 'wall']), undefined);
  });
});
