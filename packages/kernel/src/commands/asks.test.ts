// Asks: which failures of a callee close it for everybody, and one ask under one key.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shopWithRule, withRule } from '../changed-shop.testing.ts';
import { chain, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Answer, Call, Calls } from '../ports.ts';
import { Orders, ShopByHand } from '../shop.testing.ts';

const UNLUCKY = 13;

const charging = { table: 'decide', message: 'Charge', state: 'absent' } as const;

/** A till whose rule throws for one amount. */
const unluckyTill = shopWithRule(
  { context: 'till', aggregate: 'Payment' },
  {
    ...charging,
    rule:
      (before) =>
      (to: { readonly amount: number }, ...of: unknown[]) => {
        if (to.amount === UNLUCKY) throw new Error('bad luck');
        return (before as (...of: unknown[]) => unknown)(to, ...of); // It is a function there.
      },
  },
);

const order = { phone: '010', shelfId: 'shelf-1', qty: 1, amount: 500 };

const openBreakers = (shop: OpenShop) => shop.kernels['orders']?.metrics().gauges['breakers_open'];

for (const partitions of [1, 16]) {
  describe(`The breaker of a callee, in ${partitions} partitions`, () => {
    it('does not open when its rule throws for one input', async () => {
      const shop = await openShop({ system: unluckyTill, partitions });
      for (let times = 0; times < 8; times += 1) {
        const outcome = await place(shop, { phone: `010-${times}`, amount: UNLUCKY });
        equal(outcome.is, 'refused');
      }
      equal(openBreakers(shop), 0);
      equal((await place(shop, { phone: '011' })).is, 'done');
    });

    it('does not open when many wait at one of its instances', async () => {
      const shop = await openShop({ system: ShopByHand, partitions });
      shop.fault('Bank', 'slow');
      // The same payment is asked for by many: it asks the bank, and the others wait.
      const { till } = shop.kernels;
      ok(till);
      const ask = (of: number) =>
        till.answer({
          to: 'till',
          type: 'Charge',
          data: { orderId: 'order-77', amount: 5 },
          key: `attempt-${of}`,
          caseId: 'order-77',
          causedBy: `command-${of}`,
          caller: 'orders:charge',
          // The first is answered in time; the others wait behind it, and not as long.
          budgetMs: of === 0 ? 610 : 100,
        });
      const answers = Promise.allSettled(Array.from({ length: 8 }, (_, of) => ask(of)));
      await shop.clock.advance(5_000);
      const ends = (await answers).map((end) =>
        end.status === 'rejected' ? (end.reason as Error).name : end.status,
      );
      deepEqual(ends, ['fulfilled', ...Array.from({ length: 7 }, () => 'NoAnswer')]);
    });

    it('has done what it was asked where its answer comes too late', async () => {
      const calls: Call[] = [];
      const call: Calls['call'] = (asked) => {
        calls.push(asked);
        return Promise.resolve({ is: 'taken', fields: { receipt: 'r' } });
      };
      const shop = await openShop({
        system: ShopByHand,
        partitions,
        externals: { Bank: { call } },
      });
      shop.fault('Bank', 'late');
      const placed = place(shop, { phone: '010' });
      await shop.clock.advance(3_000);
      equal((await placed).is === 'done', false);
      ok(calls.some(({ type }) => type === 'pay'));
    });

    it('opens when it is away', async () => {
      const shop = await openShop({ system: ShopByHand, partitions });
      shop.fault('till', 'down');
      for (let times = 0; times < 8; times += 1) await place(shop, { phone: `010-${times}` });
      equal(openBreakers(shop), 1);
    });
  });

  describe(`An Idempotency-Key whose ask is under way, in ${partitions} partitions`, () => {
    /** A bank that answers when it is told to. */
    const slowBank = () => {
      const calls: Call[] = [];
      const waiting: ((answer: Answer) => void)[] = [];
      const Bank: Calls = {
        call: (call) => {
          calls.push(call);
          return new Promise((resolve) => waiting.push(resolve));
        },
      };
      const settle = () => {
        for (const answer of waiting.splice(0)) answer({ is: 'taken', fields: { receipt: 'r' } });
      };
      return { calls, externals: { Bank }, settle };
    };

    it('makes one ask, and all six are answered the same', async () => {
      const { calls, externals, settle } = slowBank();
      const shop = await openShop({ system: ShopByHand, partitions, externals });
      const six = Array.from({ length: 6 }, () => shop.send('PlaceOrder', order, 'key-1'));
      await shop.clock.advance(100);
      equal(calls.length, 1);
      settle();
      await shop.clock.settle();
      const outcomes = await Promise.all(six);
      deepEqual(new Set(outcomes.map(({ is }) => is)), new Set(['done']));
      equal(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size, 1);
      equal((await shop.list('OrderList')).length, 1);
    });

    it('is answered for the others as it ends, also when it says to try again', async () => {
      const { calls, externals } = slowBank();
      const shop = await openShop({ system: ShopByHand, partitions, externals });
      const six = Array.from({ length: 6 }, () => shop.send('PlaceOrder', order, 'key-1'));
      await shop.clock.advance(3_000);
      const outcomes = await Promise.all(six);
      equal(outcomes[0]?.is, 'refused');
      deepEqual(new Set(outcomes.slice(1).map(({ is }) => is)), new Set(['unavailable']));
      equal(calls.filter(({ type }) => type === 'pay').length, 1);
    });

    it('is another content that is refused at once', async () => {
      const { externals } = slowBank();
      const shop = await openShop({ system: ShopByHand, externals });
      void shop.send('PlaceOrder', order, 'key-1');
      await shop.clock.settle();
      const other = await place(shop, { amount: 501 }, 'key-1');
      deepEqual(other, { is: 'keyReused' });
    });

    it('is asked anew once the process that asked has died', async () => {
      const { calls, externals, settle } = slowBank();
      const shop = await openShop({ system: ShopByHand, partitions, externals });
      void shop.send('PlaceOrder', order, 'key-1');
      await shop.clock.settle();
      const again = await openShop({
        system: ShopByHand,
        partitions,
        externals,
        folder: shop.folder,
      });
      const placing = again.send('PlaceOrder', order, 'key-1');
      await again.clock.advance(500);
      equal(calls.length, 1, 'the ask of the process that died is under way, as far as one knows');
      for (let times = 0; times < 30; times += 1) {
        await again.clock.advance(100);
        settle();
      }
      equal((await placing).is, 'done');
    });
  });

  describe(`A claim, in ${partitions} partitions`, () => {
    it('is not given back by an instance that does not hold it', async () => {
      const stray = { orderId: 'order-9', phone: '010', status: 'CANCELLED' } as const;
      const decided = shopWithRule(
        { context: 'orders', aggregate: 'Order' },
        {
          table: 'decide',
          message: 'CancelOrder',
          state: 'absent',
          rule: () => () => Orders.event.OrderCancelled(stray),
        },
      );
      const [orders] = decided.contexts;
      const evolved = {
        ...decided,
        contexts: decided.contexts.map((of) =>
          of === orders
            ? {
                ...of,
                aggregates: { Order: evolvedFrom(of.aggregates['Order']) },
              }
            : of,
        ),
      };
      const shop = await openShop({ system: evolved, partitions });
      equal((await place(shop)).is, 'done');
      equal((await shop.send('CancelOrder', { orderId: 'order-9' })).is, 'done');
      const third = await place(shop);
      equal(third.is === 'refused' && third.rejection.type, 'PhoneBusy');
    });
  });
}

type Aggregate = Parameters<typeof withRule>[0];

const evolvedFrom = (aggregate: Aggregate | undefined): Aggregate => {
  if (!aggregate) throw new Error('There are orders.');
  return withRule(aggregate, {
    table: 'evolve',
    message: 'OrderCancelled',
    state: 'absent',
    rule: () => () => ({ is: 'cancelled', ...order }),
  });
};

describe('What a rule refuses as invalid', () => {
  const invalid = {
    type: 'Invalid',
    mistakes: [{ path: 'amount', ko: '너무 큼', en: 'too much' }],
  };

  it('is not kept under its key: the same may be right later', async () => {
    let isStrict = true;
    const system = shopWithRule(
      { context: 'till', aggregate: 'Payment' },
      {
        ...charging,
        rule:
          (before) =>
          (...of: unknown[]) =>
            rule(before, of),
      },
    );
    const rule = (before: unknown, of: readonly unknown[]): unknown =>
      isStrict ? invalid : (before as (...of: unknown[]) => unknown)(...of); // As it stood there.
    const shop = await openShop({ system });
    const send = async () => {
      const sent = shop.send('Charge', { orderId: 'order-5', amount: 5 }, 'key-1');
      await shop.clock.settle();
      return (await sent).is;
    };
    equal(await send(), 'invalid');
    isStrict = false;
    equal(await send(), 'done');
    deepEqual(await chain(shop, 'order-5'), ['Charged']);
  });
});
