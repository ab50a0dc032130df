import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Json } from '@dure/kernel/ports';
import { fromKept, fromKeptJson, toKept, toKeptJson } from './text.ts';

const odd = fc.string({
  unit: fc.constantFrom(
    '\0',
    '\u0001',
    '\u0002',
    '\u0003',
    '\ud800',
    '\udc00',
    'd',
    '8',
    '0',
    '가',
  ),
});
const text = fc.oneof(odd, fc.string({ unit: 'binary' }));
/** What PostgreSQL refuses in a text, and UTF-8 cannot say. */
const isKeepable = (kept: string): boolean => !kept.includes('\0') && kept.isWellFormed();

const bytesOf = (kept: string): Buffer => Buffer.from(kept);

describe('A text that PostgreSQL keeps', () => {
  it('comes back as it went in, whatever it was', () =>
    fc.assert(
      fc.property(text, (text) => {
        assert.ok(isKeepable(toKept(text)));
        assert.equal(fromKept(toKept(text)), text);
      }),
    ));

  it('is another one for every other text', () =>
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(toKept(a) === toKept(b), a === b);
      }),
    ));

  it('stands where the text stood, in the order of code points', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        odd.filter((text) => text.isWellFormed()),
        (a, b) =>
          assert.equal(
            Math.sign(Buffer.compare(bytesOf(toKept(a)), bytesOf(toKept(b)))),
            Math.sign(Buffer.compare(bytesOf(a), bytesOf(b))),
          ),
      ),
    ));

  it('may be anywhere in JSON', () => {
    const body = fc.letrec<{ readonly json: Json }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        text,
        fc.constantFrom(null, true, 1e21, -0.5),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(text, tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    fc.assert(
      fc.property(body, (body) => {
        const kept = toKeptJson(body);
        assert.ok(isKeepable(JSON.stringify(JSON.parse(kept, (_, value) => value as unknown))));
        assert.doesNotMatch(kept, /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/);
        assert.deepEqual(fromKeptJson(kept), JSON.parse(JSON.stringify(body)));
      }),
    );
  });
});
