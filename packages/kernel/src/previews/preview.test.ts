// A preview decides as a command does, and leaves nothing.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AnyMessage, By } from '@dure/domain';
import type { Order, Outcome, Preview, Store } from '../index.ts';
import { keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import { POOR } from '../shop.testing.ts';

const clerk: By = { kind: 'actor', name: 'Clerk', subject: 'clerk-1', claims: {} };
const order = { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 500 };

const orderOf = (type: string, fields: object): Order => {
  const command: AnyMessage = { type, ...fields };
  return { command, by: clerk };
};

/** All that a preview must leave as it is. */
const heldBy = (stores: ReadonlyMap<string, Store>) =>
  Promise.all([...stores.values()].map((store) => store.head(0)));

describe('a preview', () => {
  let shop: OpenShop;
  const preview = (type: string, fields: object): Promise<Preview> =>
    shop.preview(orderOf(type, fields));
  const issued = (type: string, fields: object, more: Partial<Order>): Promise<Outcome> =>
    shop.issue({ ...orderOf(type, fields), ...more });

  before(async () => {
    shop = await openShop();
    await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 100 });
  });
  after(() => shop.stop());
  let phones = 0;
  let mine = order;
  beforeEach(() => {
    phones += 1;
    mine = { ...order, phone: `010-${phones}` };
  });

  it('leaves no record, no id, no ask and no turn behind', async () => {
    const held = await heldBy(shop.stores);
    const asked = shop.kernels['orders']?.metrics().counters['asks'];
    await preview('PlaceOrder', mine);
    await preview('FillShelf', { shelfId: 'shelf-1', qty: 1 });
    assert.deepEqual(await heldBy(shop.stores), held);
    assert.equal(shop.kernels['orders']?.metrics().counters['asks'], asked);
  });

  it('says what would happen, and what would be asked of whom', async () => {
    const { outcome, events, asks, unknown } = await preview('PlaceOrder', mine);
    assert.equal(outcome.is, 'done');
    assert.deepEqual(
      events.map(({ type, data }) => [type, data['amount'], data['receipt']]),
      [['OrderPlaced', 500, undefined]],
    );
    assert.deepEqual(
      asks.map(({ data: _, ...ask }) => ask),
      [
        {
          name: 'charge',
          to: 'till',
          isExternal: false,
          type: 'Charge',
          undo: 'GiveBack',
          answer: 'assumed',
        },
      ],
    );
    assert.deepEqual(unknown, ['receipt']);
  });

  it('shows the state before and after, and the deadlines that would begin', async () => {
    const { state, deadlines } = await preview('PlaceOrder', mine);
    assert.deepEqual(state, {
      aggregate: 'Order',
      life: '',
      before: { name: 'absent', status: 'absent' },
      after: { name: 'placed', status: 'PLACED' },
    });
    assert.deepEqual(
      deadlines.map(({ name, at = 0 }) => [name, at - shop.clock.now()]),
      [
        ['PATIENCE', 600_000],
        ['REMINDER', 300_000],
      ],
    );
  });

  it('names the commands that would follow, with who would send them', async () => {
    const { follows } = await preview('PlaceOrder', mine);
    assert.deepEqual(
      follows.map(({ context, by, type, target }) => [context, by.kind, by.name, type, target]),
      [['orders', 'saga', 'FulfilOrder', 'Reserve', 'store']],
    );
  });

  it('says why not, as the command would', async () => {
    const key = keyOf(await place(shop, mine));
    const outOfTurn = await preview('BreakOrder', { orderId: key });
    const meant = await shop.send('BreakOrder', { orderId: key });
    assert.deepEqual(outOfTurn.outcome, meant);
    assert.deepEqual(outOfTurn.state?.after, { name: 'sent', status: 'SENT' });
    assert.equal(outOfTurn.digest, undefined);
  });

  it('of a claim that another holds is refused', async () => {
    const shelf = { ...mine, shelfId: 'shelf-9', qty: 0 };
    shop.fault('store', 'down');
    const placed = await shop.send('PlaceOrder', shelf);
    const { outcome } = await preview('PlaceOrder', shelf);
    shop.fault('store', 'none');
    assert.equal(placed.is, 'done');
    assert.deepEqual(outcome, {
      is: 'refused',
      rejection: { type: 'PhoneBusy', phone: mine.phone },
    });
    await shop.clock.settle();
  });

  it('of a rule that fails is a failure of its own, and others go on', async () => {
    shop.fault('store', 'down');
    const orderId = keyOf(await shop.send('PlaceOrder', mine));
    const { outcome } = await preview('BreakOrder', { orderId });
    assert.equal(outcome.is, 'failed');
    const cancel = await preview('CancelOrder', { orderId });
    shop.fault('store', 'none');
    assert.equal(cancel.outcome.is, 'done');
    assert.deepEqual(
      cancel.deadlines.filter(({ at }) => at === undefined).map(({ name }) => name),
      ['PATIENCE', 'REMINDER'],
    );
    assert.deepEqual(
      cancel.follows.map(({ context, type }) => [context, type]),
      [['till', 'GiveBack']],
    );
    await shop.clock.settle();
  });

  it('where the callee is away says that it is', async () => {
    shop.fault('till', 'down');
    const { outcome, asks } = await preview('PlaceOrder', mine);
    shop.fault('till', 'none');
    assert.deepEqual(
      asks.map(({ answer }) => answer),
      ['unavailable'],
    );
    assert.deepEqual(outcome, { is: 'refused', rejection: { type: 'PayLater', retryAfter: 1 } });
  });

  it('does not use up the key under which the command is then done', async () => {
    const { digest } = await preview('PlaceOrder', mine);
    const key = `key-${phones}`;
    const first = await issued('PlaceOrder', mine, { key, expects: digest });
    const again = await issued('PlaceOrder', mine, { key, expects: digest });
    assert.equal(first.is, 'done');
    assert.deepEqual(again, first);
    await shop.clock.settle();
  });
});

describe('a command whose sender was shown what it would do', () => {
  let shop: OpenShop;
  before(async () => {
    shop = await openShop();
  });
  after(() => shop.stop());

  it('is done as it was shown, whatever ids are made meanwhile', async () => {
    const { digest: expects } = await shop.preview(orderOf('PlaceOrder', order));
    await place(shop, { phone: '011' });
    const outcome = await shop.issue({ ...orderOf('PlaceOrder', order), expects });
    assert.equal(outcome.is, 'done');
    await shop.clock.settle();
  });

  it('is not done where it would ask something else, and nothing is asked', async () => {
    const { digest: expects } = await shop.preview(orderOf('PlaceOrder', order));
    const dear = orderOf('PlaceOrder', { ...order, phone: '012', amount: 900 });
    const asks = () => shop.kernels['orders']?.metrics().counters['asks'];
    const before = asks();
    assert.deepEqual(await shop.issue({ ...dear, expects }), {
      is: 'refused',
      rejection: { type: 'NotAsShown' },
    });
    assert.equal(asks(), before);
  });

  it('is not done where other events would come of it, and leaves none', async () => {
    const fill = (qty: number) => orderOf('FillShelf', { shelfId: 'shelf-2', qty });
    const { digest: expects } = await shop.preview(fill(5));
    const head = await shop.stores.get('store')?.head(0);
    assert.equal((await shop.issue({ ...fill(6), expects, key: 'fill' })).is, 'refused');
    assert.equal((await shop.stores.get('store')?.head(0))?.sequence, head?.sequence);
    assert.equal((await shop.issue({ ...fill(5), expects, key: 'fill' })).is, 'done');
  });

  it('is done where it is so already', async () => {
    const orderId = keyOf(await place(shop, { phone: '013', amount: 1 }));
    const outcome = await shop.issue({ ...orderOf('CancelOrder', { orderId }), expects: 'other' });
    assert.notDeepEqual(outcome, { is: 'refused', rejection: { type: 'NotAsShown' } });
  });

  it('of which the callee refuses is refused as it was previewed', async () => {
    const poor = orderOf('PlaceOrder', { ...order, phone: '014', amount: POOR });
    const { digest: expects } = await shop.preview(poor);
    assert.deepEqual(await shop.issue({ ...poor, expects }), {
      is: 'refused',
      rejection: { type: 'NotPaid', amount: POOR },
    });
  });
});
