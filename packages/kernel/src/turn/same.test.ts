import { equal } from 'node:assert/strict';
import { it } from 'node:test';
import { isSame } from './same.ts';

const memory = { at: 'pay', done: ['offer', 'confirm'], begun: { type: 'Placed', nights: 2 } };

const others: { readonly [what: string]: unknown } = {
  nothing: undefined,
  null: null,
  'a text': 'pay',
  'another step': { ...memory, at: 'offer' },
  'one step less': { ...memory, done: ['offer'] },
  'one step more': { ...memory, done: ['offer', 'confirm', 'pay'] },
  'steps in another order': { ...memory, done: ['confirm', 'offer'] },
  'another number, deep inside': { ...memory, begun: { type: 'Placed', nights: 3 } },
  'one name less': { at: 'pay', done: memory.done },
  'one name more': { ...memory, early: [] },
  'names instead of a list': { ...memory, done: { 0: 'offer', 1: 'confirm' } },
};

for (const [what, other] of Object.entries(others)) {
  it(`A memory is not the same as ${what}, whichever is asked`, () => {
    equal(isSame(memory, other), false);
    equal(isSame(other, memory), false);
  });
}

it('The same values in another order of names, and names without a value, are the same', () => {
  const { at, ...rest } = memory;
  equal(isSame(memory, structuredClone(memory)), true);
  equal(isSame(memory, { ...rest, at, early: undefined }), true);
  equal(isSame({ ...rest, at, early: undefined }, memory), true);
  equal(isSame({ amount: NaN }, { amount: NaN }), true);
});
