import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Happened, World } from '@dure/rehearsal';
import { always, figure, perStory } from '@dure/rehearsal/log';
import {
  everythingTwice,
  externalAs,
  itNotices,
  liesAbout,
  none,
  rowsAs,
  stateAs,
  twice,
  unnoticed,
  withData,
} from './lies.ts';

const happened = (type: string, orderId: string): Happened => ({
  context: 'shop',
  type,
  caseId: orderId,
  subject: `Order/${orderId}`,
  at: 0,
  data: { orderId, qty: 1 },
});

const world: World = {
  events: [
    happened('Placed', 'order-1'),
    happened('Placed', 'order-2'),
    happened('Paid', 'order-1'),
  ],
  states: () => new Map([['order-1', { is: 'paid', qty: 1 }]]),
  rows: (view) => [{ view, status: 'PAID' }],
  external: (system) => system,
  now: 0,
};

const { replaced, first } = liesAbout('orderId');

const storyIn = ({ events }: World) =>
  events.map(({ type, caseId, data }) => `${type} ${caseId} ${figure(data, 'qty')}`);

const honest = ['Placed order-1 1', 'Placed order-2 1', 'Paid order-1 1'];
const [placed, other, paid] = honest;

describe('A lie', () => {
  it('tells the events of one case otherwise, and no others', () => {
    assert.deepEqual(storyIn(replaced('Placed', 'order-1', none)(world)), [other, paid]);
    assert.deepEqual(storyIn(replaced('Placed', 'order-2', twice)(world)), [
      placed,
      other,
      other,
      paid,
    ]);
    assert.deepEqual(storyIn(replaced('Placed', 'order-2', withData({ qty: 2 }))(world)), [
      placed,
      'Placed order-2 2',
      paid,
    ]);
  });

  it('tells an event first, or everything twice', () => {
    assert.deepEqual(storyIn(first('Paid', 'order-1')(world)), [paid, placed, other]);
    assert.equal(everythingTwice(world).events.length, 6);
  });

  it('tells of another state, also of what was not there', () => {
    const { states } = stateAs('Order', 'order-1', { is: 'open' })(world);
    assert.deepEqual(states('Order').get('order-1'), { is: 'open', qty: 1 });
    assert.deepEqual(states('Payment').get('order-1'), { is: 'paid', qty: 1 });
    const { states: more } = stateAs('Order', 'order-9', { is: 'open' })(world);
    assert.deepEqual([...more('Order').keys()], ['order-1', 'order-9']);
  });

  it('tells of other rows of a view, and of other external systems', () => {
    const { rows } = rowsAs('Orders', { status: 'OPEN' })(world);
    assert.deepEqual(rows('Orders'), [{ view: 'Orders', status: 'OPEN' }]);
    assert.deepEqual(rows('Payments'), [{ view: 'Payments', status: 'PAID' }]);
    assert.equal(externalAs('nothing')(world).external('CardNetwork'), 'nothing');
  });
});

const paidFirst = always('I1', ['먼저 접수된다', 'Nothing is paid before it is placed'], (of) =>
  perStory('orderId')(
    of,
    ({ has, isBefore }) => has('Paid') && !isBefore('Placed', 'Paid') && 'paid first.',
  ),
);

describe('An invariant', () => {
  itNotices(
    [paidFirst],
    { I1: [first('Paid', 'order-1'), replaced('Placed', 'order-1', none)] },
    () => world,
  );

  it('is told which lies it does not notice', () =>
    assert.deepEqual(
      unnoticed(paidFirst, [first('Paid', 'order-1'), everythingTwice, externalAs('')], world),
      [1, 2],
    ));
});
