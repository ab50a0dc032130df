import { deepEqual, match } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { workWords } from './work-words.ts';

describe('An entry of the work list', () => {
  it('is said in the words of the wall, where it has some', () => {
    const words = { ko: '보내지 못한 주문', en: 'An order was not sent' };
    deepEqual(workWords({ kind: 'reminder', ...words }), words);
  });

  it('is said in both languages, by what it is about', () => {
    for (const kind of ['parked', 'undo', 'refused undo', 'skipped', 'stalled'] as const) {
      const { ko, en } = workWords({ kind, type: 'Refund', cause: 'Refund' });
      match(ko, /[가-힣].*Refund|Refund.*[가-힣]/);
      match(en, /Refund/);
    }
  });

  it('ends with a word, where nothing more is known of it', () => {
    for (const kind of ['parked', 'undo', 'refused undo', 'skipped', 'stalled'] as const) {
      const { ko, en } = workWords({ kind });
      match(ko, /^[가-힣 ]+$/);
      match(en, /^[A-Z][a-z ]+$/);
    }
  });
});
