// Operators act on messages that have asked another system for what cannot be taken back: nothing
// that they do makes it happen twice.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  aggregate,
  ask,
  boundedContext,
  contract,
  externalSystem,
  final,
  initial,
  question,
  states,
  unavailable,
  whenever,
} from '@dure/domain';
import { count, id, optional, text } from '@dure/domain/shapes';
import { openSqliteStore } from '@dure/store-sqlite';
import type { Kernel } from '../api.ts';
import { chain, keyOf, openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Answer, Call, Json } from '../ports.ts';
import { Orders, ShopByHand } from '../shop.testing.ts';

const orderId = id('order');
const amount = count();

const Refunds = contract('refunds', {
  commands: { Refund: { orderId, amount, why: optional(text) }, Hold: { orderId, amount } },
  events: { Refunded: { orderId, amount } },
  rejections: { NoRefund: { orderId } },
});

const Bank = externalSystem('Bank', {
  refund: question({ orderId, amount }),
  hold: question({ orderId, amount }),
  free: question({ orderId, amount }),
});

const refund = ask('refund', { of: Bank.refund });
const hold = ask('hold', { of: Bank.hold, undo: Bank.free });

/** What a rule looks at that may change between two tries. */
const rate = { percent: 100 };

const refunding = states({ absent: initial(), refunded: final('REFUNDED') });

/** Gives money back, which nothing takes back again. */
const refunds = boundedContext('refunds', {
  aggregates: {
    Refunding: aggregate('Refunding', {
      identifiedBy: 'orderId',
      ...Refunds.pads,
      states: refunding,
      asks: [refund, hold],
      decide: {
        Hold: { absent: (of) => hold(of).taken(() => Refunds.event.Refunded(of)) },
        Refund: {
          absent: (of) =>
            refund({ orderId: of.orderId, amount: (of.amount * rate.percent) / 100 })
              .taken(() => Refunds.event.Refunded(of))
              .unavailable(() => unavailable),
        },
      },
      evolve: { Refunded: { absent: () => refunding.refunded() } },
    }),
  },
  policies: {
    refundCancelled: whenever(
      Orders.event.OrderCancelled,
      (of) => Refunds.command.Refund({ orderId: of.orderId, amount: 500 }),
      { sends: [Refunds.command.Refund] },
    ),
  },
});

const system = { ...ShopByHand, contexts: [...ShopByHand.contexts, refunds] };

/** A bank that does what it is asked once a name, and whose answers may be lost or late. */
const bankThat = () => {
  const moved = new Map<string, number>();
  const asked: string[] = [];
  const answering: { how: 'well' | 'lost' | 'late' | 'no' } = { how: 'lost' };
  const late: (() => void)[] = [];
  const taken: Answer = { is: 'taken', fields: { receipt: 'r' } };
  const call = ({ type, key, data }: Call): Promise<Answer> => {
    if (type === 'pay') return Promise.resolve(taken);
    asked.push(key);
    if (answering.how === 'no') {
      return Promise.resolve({ is: 'refused', rejection: { type: 'Closed' } });
    }
    moved.set(key, Number(data['amount'] ?? 500));
    if (answering.how === 'lost') return Promise.reject(new Error('The line is cut.'));
    if (answering.how === 'well') return Promise.resolve(taken);
    return new Promise((resolve) => late.push(() => resolve(taken)));
  };
  const answer = () => late.splice(0).map((go) => go());
  return { moved, asked, answering, answer, externals: { Bank: { call } } };
};

const operator = { actor: 'Operator:operator-7', note: 'by hand' };

const parkedIn = async (kernel: Kernel) => (await kernel.parked()).items[0];

type Bank = ReturnType<typeof bankThat>;

/** A refund that has asked the bank, whose answer is lost, or still to come. */
const refundAsked = async (partitions: number, how: Bank['answering']['how']) => {
  const bank = bankThat();
  bank.answering.how = how;
  const opening = { system, partitions, externals: bank.externals };
  const shop = await openShop(opening);
  const key = keyOf(await place(shop));
  await shop.send('CancelOrder', { orderId: key });
  await shop.clock.settle();
  const kernel = shop.kernels['refunds'];
  ok(kernel);
  const parked = await parkedIn(kernel);
  ok(parked);
  return { shop, kernel, bank, key, parked, again: { ...opening, folder: shop.folder } };
};

/** Leaves of a parked message what an earlier version would have written. */
const forget = async (shop: OpenShop, id: string): Promise<void> => {
  const store = openSqliteStore({ file: join(shop.folder, 'refunds.db') });
  for (let partition = 0; partition < store.partitions; partition += 1) {
    await store.turn(partition, async (turn) => {
      const [item] = await turn.read({ ids: [{ collection: 'parked', id }], tags: [] });
      if (!item) return;
      const { asked: _asked, ...body } = item.body as { readonly [field: string]: Json };
      const put = [{ ...item, body }];
      const { facts } = turn.head;
      await turn.write({ append: [], put, insert: [], remove: [], facts });
    });
  }
  await store.close();
};

const done = async (shop: OpenShop, key: string) =>
  (await chain(shop, key)).filter((type) => type === 'Refunded').length;

/** Lets a lane try again until it has come to its end. */
const tryAgain = async (shop: OpenShop, kernel: Kernel, id: string) => {
  const retried = kernel.retry(id, operator);
  await shop.clock.advance(5_000);
  await retried;
};

for (const partitions of [1, 16]) {
  describe(`With ${partitions} partitions, what cannot be taken back, and its answer lost,`, () => {
    it('is not asked for again under another name when its message is mended', async () => {
      const { shop, kernel, bank, key, parked } = await refundAsked(partitions, 'lost');
      deepEqual([parked.state, parked.cause], ['retrying', 'unavailable']);
      deepEqual(await kernel.mend(parked.id, { amount: 400 }, operator), {
        is: 'refused',
        reason: 'mayHaveHappened',
        of: 'refund',
      });
      bank.answering.how = 'well';
      await tryAgain(shop, kernel, parked.id);
      deepEqual([...bank.moved.values()], [500]);
      equal(await done(shop, key), 1);
    });

    it('keeps its name when what is mended does not go into it', async () => {
      const { shop, kernel, bank, key, parked } = await refundAsked(partitions, 'lost');
      bank.answering.how = 'well';
      const mended = await kernel.mend(parked.id, { why: 'asked by phone' }, operator);
      ok(mended.is === 'underWay' || mended.is === 'done', mended.is);
      await shop.clock.advance(5_000);
      deepEqual([...bank.moved.values()], [500]);
      equal(await done(shop, key), 1);
      equal(await parkedIn(kernel), undefined);
    });

    it('is remembered by the next process', async () => {
      const { bank, key, parked, again } = await refundAsked(partitions, 'lost');
      const shop = await openShop(again);
      const kernel = shop.kernels['refunds'];
      ok(kernel);
      const mended = await kernel.mend(parked.id, { amount: 400 }, operator);
      deepEqual([mended.is, 'reason' in mended && mended.reason], ['refused', 'mayHaveHappened']);
      bank.answering.how = 'well';
      await tryAgain(shop, kernel, parked.id);
      deepEqual([...bank.moved.values()], [500]);
      equal(await done(shop, key), 1);
    });

    it('is not followed by another question of a rule that decides otherwise by now', async () => {
      const { shop, kernel, bank, parked, key } = await refundAsked(partitions, 'lost');
      bank.answering.how = 'well';
      rate.percent = 50;
      await tryAgain(shop, kernel, parked.id);
      rate.percent = 100;
      deepEqual([...bank.moved.values()], [500]);
      const [stopped] = (await kernel.parked()).items;
      equal(stopped?.state, 'stopped');
      ok(stopped.cause.includes('What Bank has made of refund is not known'), stopped.cause);
      await tryAgain(shop, kernel, parked.id);
      deepEqual([...bank.moved.values()], [500]);
      equal(await done(shop, key), 1);
    });

    it('is told to whoever skips its message', async () => {
      const { kernel, parked } = await refundAsked(partitions, 'lost');
      const mayHaveHappened = { name: 'refund', to: 'Bank' };
      deepEqual(await kernel.skip(parked.id, operator), { is: 'done', mayHaveHappened });
      const [work] = (await kernel.work()).items;
      ok(work);
      deepEqual([work.kind, work.mayHaveHappened], ['skipped', mayHaveHappened]);
    });

    it('is asked for anew when it was refused, which is an answer', async () => {
      const { shop, kernel, bank, key, parked } = await refundAsked(partitions, 'no');
      equal(parked.state, 'stopped');
      bank.answering.how = 'well';
      deepEqual(await kernel.mend(parked.id, { amount: 400 }, operator), { is: 'underWay' });
      await shop.clock.advance(5_000);
      deepEqual([...bank.moved.values()], [400]);
      equal(new Set(bank.asked).size, 2);
      equal(await done(shop, key), 1);
    });

    it('does not say so when its message was refused, and is skipped', async () => {
      const { kernel, parked } = await refundAsked(partitions, 'no');
      deepEqual(await kernel.skip(parked.id, operator), { is: 'done' });
    });
  });

  describe(`With ${partitions} partitions, what takes back, and its answer lost,`, () => {
    it('is not called again under another name when it is mended', async () => {
      const bank = bankThat();
      const shop = await openShop({ system, partitions, externals: bank.externals });
      void shop.send('Hold', { orderId: 'order-5', amount: 70 });
      await shop.clock.settle();
      const kernel = shop.kernels['refunds'];
      ok(kernel);
      const parked = await parkedIn(kernel);
      ok(parked);
      deepEqual([parked.type, parked.cause], ['free', 'unavailable']);
      const mended = await kernel.mend(parked.id, { amount: 60 }, operator);
      deepEqual(mended, { is: 'refused', reason: 'mayHaveHappened', of: 'free' });
      bank.answering.how = 'well';
      await tryAgain(shop, kernel, parked.id);
      equal([...bank.moved.keys()].filter((key) => key.startsWith('undo')).length, 1);
      equal(await parkedIn(kernel), undefined);
    });
  });

  describe(`With ${partitions} partitions, what an earlier version has parked`, () => {
    it('may have asked anything, where it does not say what', async () => {
      const { shop, bank, parked, again } = await refundAsked(partitions, 'lost');
      await shop.stop();
      await forget(shop, parked.id);
      const kernel = (await openShop(again)).kernels['refunds'];
      ok(kernel);
      bank.answering.how = 'well';
      const mended = await kernel.mend(parked.id, { amount: 400 }, operator);
      deepEqual([mended.is, 'reason' in mended && mended.reason], ['refused', 'mayHaveHappened']);
      const skipped = await kernel.skip(parked.id, operator);
      deepEqual(skipped, { is: 'done', mayHaveHappened: { name: 'Refund' } });
      deepEqual([...bank.moved.values()], [500]);
    });
  });

  describe(`With ${partitions} partitions, what cannot be taken back, and is asked,`, () => {
    it('is answered before its message is mended', async () => {
      const { shop, kernel, bank, key, parked } = await refundAsked(partitions, 'late');
      equal(parked.cause, 'asks refund');
      deepEqual(await kernel.mend(parked.id, { amount: 400 }, operator), { is: 'underWay' });
      bank.answer();
      await shop.clock.advance(100);
      deepEqual([...bank.moved.values()], [500]);
      equal(await done(shop, key), 1);
    });

    it('may have happened where it is skipped', async () => {
      const { kernel, parked } = await refundAsked(partitions, 'late');
      const mayHaveHappened = { name: 'refund', to: 'Bank' };
      deepEqual(await kernel.skip(parked.id, operator), { is: 'done', mayHaveHappened });
    });
  });
}
