// What became of an operator's action, as HTTP answers it.

import { deepEqual, match, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerOf } from './operator.ts';

const unlabelled = { contexts: [], labels: {} };

describe('The answer to who skips a message', () => {
  it('says that money may have moved, where its ask cannot be taken back', () => {
    const answered = answerOf(
      { is: 'done', mayHaveHappened: { name: 'cardRefund', to: 'CardNetwork' } },
      unlabelled,
    );
    ok('body' in answered);
    // `doubtOf` has put it there.
    const { notice } = answered.body as {
      readonly notice: { readonly [language: string]: string };
    };
    match(
      notice['ko'] ?? '',
      /CardNetwork에 보낸 cardRefund 요청으로 돈이 이미 오갔을 수 있습니다/,
    );
    match(
      notice['en'] ?? '',
      /Card network may have done this: Card refund\. Money may have moved/,
    );
  });

  it('says no more where nothing is left to look up', () => {
    deepEqual(answerOf({ is: 'done' }, unlabelled), { body: { done: true } });
  });
});

describe('The answer to who mends what may have been done', () => {
  it('says what to do instead', () => {
    const refused = { is: 'refused', reason: 'mayHaveHappened', of: 'cardRefund' } as const;
    const answered = answerOf(refused, unlabelled);
    match(JSON.stringify(answered), /그대로 다시 시도하거나/);
    match(JSON.stringify(answered), /Try it again as it is, or look it up/);
  });
});
