import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  always,
  figure,
  perStory,
  rowsBy,
  storiesIn,
  sentencesOn,
  whenQuiet,
  word,
} from './log.ts';
import type { Happened, World } from './world.ts';

const happened = (type: string, data: Happened['data']): Happened => ({
  context: 'shop',
  type,
  caseId: '',
  subject: 'Order',
  at: 0,
  data,
});

const world: World = {
  events: [
    happened('Placed', { orderId: 'order-1', qty: 2 }),
    happened('Opened', {}),
    happened('Placed', { orderId: 'order-2', qty: '2' }),
    happened('Paid', { orderId: 'order-1' }),
    happened('Paid', { orderId: 'order-1', amount: 3 }),
  ],
  states: () => new Map(),
  rows: (view) => [
    { orderId: 'order-1', view },
    { orderId: 'order-2', view },
  ],
  external: () => undefined,
  now: 0,
};

describe('The log, read case by case', () => {
  const stories = storiesIn(world, 'orderId');

  it('has a story for every case, and none for what belongs to no case', () => {
    assert.deepEqual(
      stories.map(({ id, all }) => [id, all.length]),
      [
        ['order-1', 3],
        ['order-2', 1],
      ],
    );
  });

  it('knows what happened, how often, and what came first', () => {
    assert.deepEqual(
      stories.map(({ has, times }) => [has('Paid'), times('Paid')]),
      [
        [true, 2],
        [false, 0],
      ],
    );
    assert.deepEqual(
      stories.map(({ first }) => first('Paid')?.data),
      [{ orderId: 'order-1' }, undefined],
    );
    assert.deepEqual(
      stories.map(({ of }) => figure(of('Paid').at(-1)?.data, 'amount')),
      [3, 0],
    );
  });

  it('puts nothing before what did not happen, nor what did not happen before anything', () => {
    assert.deepEqual(
      stories.map(({ isBefore }) => [isBefore('Placed', 'Paid'), isBefore('Paid', 'Placed')]),
      [
        [true, false],
        [false, false],
      ],
    );
  });
});

describe('What invariants read and say', () => {
  it('takes no number for a text, no text for a number, and nothing for either', () => {
    const [placed, , texts] = world.events;
    assert.deepEqual([word(placed?.data, 'qty'), figure(placed?.data, 'qty')], ['', 2]);
    assert.deepEqual([word(texts?.data, 'qty'), figure(texts?.data, 'qty')], ['2', 0]);
    assert.deepEqual([word(undefined, 'qty'), figure(undefined, 'qty')], ['', 0]);
  });

  it('is a sentence for each case with which something is wrong', () => {
    const perOrder = perStory('orderId');
    assert.deepEqual(
      perOrder(world, ({ has }) => !has('Paid') && 'never paid.'),
      ['order-2: never paid.'],
    );
    assert.deepEqual(sentencesOn('order-1', undefined), []);
  });

  it('finds the row of a case', () =>
    assert.deepEqual(rowsBy(world, 'Orders', 'orderId').get('order-2'), {
      orderId: 'order-2',
      view: 'Orders',
    }));

  it('holds always, or when nothing is under way', () => {
    const broken = () => ['so'];
    const words = { ko: '늘', en: 'Always' };
    assert.deepEqual(always('I1', ['늘', 'Always'], broken), {
      id: 'I1',
      words,
      holds: 'always',
      broken,
    });
    assert.equal(whenQuiet('I1', ['늘', 'Always'], broken).holds, 'when quiet');
  });
});
