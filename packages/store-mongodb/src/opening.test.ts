// A store that is not proved is opened by nobody who does not know that.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openMongoStore, StoreCannotOpen } from './index.ts';

describe('A store on MongoDB', () => {
  it('is refused in words, unless its address says that it is known not to be proved', async () => {
    const url = 'mongodb://dure:secret@127.0.0.1:1/dure';
    await assert.rejects(openMongoStore({ url }), (cause) => {
      assert.ok(cause instanceof StoreCannotOpen);
      assert.match(cause.words.en, /has not been proved on a real server.*\?unproved=accepted/);
      assert.match(cause.words.ko, /증명되지 않았습니다.*\?unproved=accepted/);
      assert.doesNotMatch(cause.words.en, /secret/);
      return true;
    });
    await assert.rejects(openMongoStore({ url: `${url}?unproved=yes` }), StoreCannotOpen);
  });
});
