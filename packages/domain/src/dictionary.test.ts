import { deepEqual, throws } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dictionary } from './dictionary.ts';
import { id, text } from './shapes.ts';

const words = { orderId: id('order'), reason: text };

describe('A dictionary', () => {
  it('gives the fields that are named', () => {
    deepEqual(dictionary(words).of('orderId'), { orderId: words.orderId });
  });

  it('makes a field with a question mark optional', () => {
    deepEqual(dictionary(words).of('reason?'), { reason: { ...words.reason, isOptional: true } });
  });

  it('refuses a word that it does not have', () => {
    const { of } = dictionary(words);
    // @ts-expect-error  the dictionary has no such word
    throws(() => of('price'));
    // @ts-expect-error  a mark alone is no word
    throws(() => of('?'));
  });
});
