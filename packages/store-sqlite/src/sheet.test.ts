import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Changes } from '@dure/kernel/ports';
import { prepare } from './changes.ts';
import { preparedIn, sheetOf } from './sheet.ts';

const head = { sequence: 4, turns: 9, facts: {} };
const record = {
  kind: 'event',
  type: 'StampsAdded',
  subject: 'StampCard/카드-1',
  caseId: '카드-1',
  at: 1_795_000_000_123,
  data: { item: '아메리카노 ☕ 𝄞', lines: 'one\ntwo\u0000', none: null, price: 4_500.5 },
  causedBy: '',
  actor: 'Shop',
} as const;

describe('A sheet', () => {
  it('says what the turn said, whatever its texts are', () => {
    const changes: Changes = {
      append: [
        { ...record, sequence: 5 },
        { ...record, sequence: 6, target: 'payment', traceparent: '00-1' },
      ],
      insert: [{ drawer: 'claim', id: '-1', body: 'x' }],
      put: [
        { drawer: 'row', id: 'Cards@1/"카드"', body: { a: [] }, tag: '', at: -7 },
        { drawer: 'instance', id: '', body: null },
      ],
      remove: [{ drawer: 'work', id: 'stalled/1' }],
      facts: { 'mark:place.0': 12, 표: ['ㄱ', null] },
    };
    assert.deepEqual(preparedIn(sheetOf(3, head, changes)), prepare(3, head, changes));
  });

  it('may be empty', () => {
    const none = { append: [], insert: [], put: [], remove: [], facts: {} };
    assert.deepEqual(preparedIn(sheetOf(0, head, none)), prepare(0, head, none));
  });
});
