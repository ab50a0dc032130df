// What operators do, with one partition and with sixteen.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MINUTE_MS, reminder, saga, whenever } from '@dure/domain';
import type { AnyAggregate, BoundedContext, System } from '@dure/domain';
import type { Kernel } from './api.ts';
import { chain, keyOf, openShop, place } from './open-shop.testing.ts';
import type { OpenShop } from './open-shop.testing.ts';
import type { Work } from './operations/contract.ts';
import type { Answer, Call, Calls, PlacedRecord } from './ports.ts';
import { Orders, Shop, ShopByHand, Store as StoreOf, Till } from './shop.testing.ts';

const operator = { actor: 'Operator:operator-7', note: 'by hand' };

const UNLUCKY = 13;

const withContext = (
  system: System,
  name: string,
  change: (of: BoundedContext) => BoundedContext,
): System => ({
  ...system,
  contexts: system.contexts.map((of) => (of.name === name ? change(of) : of)),
});

type Rule = (message: never, state: never, known: never) => unknown;

/** The same aggregate with another rule for one command in one state. */
const ruled = (
  aggregate: AnyAggregate,
  [command, state]: readonly [string, string],
  change: (rule: Rule) => Rule,
): AnyAggregate => ({
  ...aggregate,
  registers: aggregate.registers.map((register) => {
    const table = register.decide[command];
    if (typeof table !== 'object') return register;
    // The table of a command is made of rules, as the board has written them.
    const rule = change((table as { readonly [state: string]: Rule })[state] as Rule);
    return { ...register, decide: { ...register.decide, [command]: { ...table, [state]: rule } } };
  }),
});

/** A shop whose shelves cannot reserve thirteen pieces. */
const unluckyShop = withContext(Shop, 'store', (of) => {
  const { Shelf } = of.aggregates;
  if (!Shelf) return of;
  const broken = ruled(Shelf, ['Reserve', 'absent'], (rule) => (wish, state, known) => {
    const { qty } = wish as { readonly qty: number }; // What the shelf is asked.
    if (qty === UNLUCKY) throw new Error('Nobody counts to thirteen.');
    return rule(wish, state, known);
  });
  return { ...of, aggregates: { ...of.aggregates, Shelf: broken } };
});

const kernelIn = (shop: OpenShop, context: string): Kernel => {
  const kernel = shop.kernels[context];
  ok(kernel);
  return kernel;
};

/** A case that stopped at its shelf. */
const stopped = async (partitions: number) => {
  const shop = await openShop({ system: unluckyShop, partitions });
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 99 });
  const key = keyOf(await place(shop, { qty: UNLUCKY }));
  const kernel = kernelIn(shop, 'store');
  const [parked] = (await kernel.parked()).items;
  ok(parked);
  return { shop, key, kernel, parked };
};

const operationsIn = async (shop: OpenShop, caseId: string): Promise<readonly PlacedRecord[]> =>
  (await shop.trail(caseId)).filter(({ kind }) => kind === 'operation');

const worksIn = async (kernel: Kernel): Promise<readonly Work[]> => (await kernel.work()).items;

/** A bank that answers when it is told to. */
const slowBank = () => {
  const asked: Call[] = [];
  const waiting: (() => void)[] = [];
  const answers: { [question: string]: Answer } = {};
  const taken: Answer = { is: 'taken', fields: { receipt: 'r' } };
  const call = (of: Call): Promise<Answer> => {
    asked.push(of);
    const answer = answers[of.type] ?? taken;
    if (of.type !== 'pay' || of.data['amount'] !== 5) return Promise.resolve(answer);
    return new Promise((resolve) => waiting.push(() => resolve(answer)));
  };
  const Bank: Calls = { call };
  return { asked, answers, externals: { Bank }, answer: () => waiting.splice(0).map((go) => go()) };
};

/** A shop that charges a tip when an order is sent: a message of the machine that asks. */
const tippingShop = withContext(ShopByHand, 'till', (of) => ({
  ...of,
  policies: {
    tip: whenever(
      Orders.event.OrderSent,
      ({ orderId }) =>
        Till.command.Charge({ orderId: `order-9${orderId.slice('order-'.length)}`, amount: 5 }),
      { sends: [Till.command.Charge] },
    ),
  },
}));

/** A message whose ask is open. */
const asking = async (partitions: number) => {
  const bank = slowBank();
  const opening = { system: tippingShop, partitions, externals: bank.externals };
  const shop = await openShop(opening);
  const key = keyOf(await place(shop));
  const tip = `order-9${key.slice('order-'.length)}`;
  await shop.send('SendOrder', { orderId: key });
  await shop.clock.settle();
  const kernel = kernelIn(shop, 'till');
  const [parked] = (await kernel.parked()).items;
  ok(parked);
  equal(parked.cause, 'asks pay');
  const again = () => openShop({ ...opening, folder: shop.folder });
  return { shop, kernel, parked, tip, bank, again };
};

/** Reserves for an order, and takes that back when the order is cancelled. */
const reservingSaga = saga('FulfilOrder', {
  startedBy: Orders.event.OrderPlaced,
  followedBy: 'orderId',
  steps: [
    {
      name: 'reserve',
      send: StoreOf.command.Reserve,
      until: StoreOf.event.Reserved,
      undo: StoreOf.command.Return,
    },
    { name: 'send', until: Orders.event.OrderSent, unless: [Orders.event.OrderCancelled] },
  ],
});

/** A shop whose shelves keep what was reserved on them. */
const shelfKeepsShop = withContext(
  withContext(Shop, 'orders', (of) => ({ ...of, sagas: { FulfilOrder: reservingSaga } })),
  'store',
  (of) => {
    const { Shelf } = of.aggregates;
    if (!Shelf) return of;
    const declined = () => Till.reject.Declined({ amount: 1 });
    const keeping = ruled(Shelf, ['Return', 'reserved'], () => declined);
    return { ...of, aggregates: { Shelf: { ...keeping, refuses: Till.reject } } };
  },
);

for (const partitions of [1, 16]) {
  describe(`With ${partitions} partitions, a parked message`, () => {
    it('says what it is, why it is parked, and where more is said', async () => {
      const { parked, key, shop } = await stopped(partitions);
      const { type, cause, incident, state, caseId, isListed } = parked;
      deepEqual(
        [type, cause, state, caseId, isListed],
        ['Reserve', 'Nobody counts to thirteen.', 'stopped', key, true],
      );
      ok(shop.incidents.some(({ id }) => id === incident));
    });

    it('that is tried again says what became of it', async () => {
      const { kernel, parked } = await stopped(partitions);
      deepEqual(await kernel.retry(parked.id, operator), {
        is: 'parked',
        state: 'stopped',
        cause: 'Nobody counts to thirteen.',
      });
      deepEqual(await kernel.retry(`${parked.lane}#000000000999`, operator), { is: 'notFound' });
    });

    it('is mended by what its note allows, and by nothing else', async () => {
      const { kernel, parked } = await stopped(partitions);
      const mend = (fields: { readonly [field: string]: number | string }) =>
        kernel.mend(parked.id, fields, operator);
      const mistakesOf = async (fields: { readonly [field: string]: number | string }) => {
        const mended = await mend(fields);
        return mended.is === 'invalid' ? mended.mistakes.map(({ path }) => path) : mended;
      };
      deepEqual(await mistakesOf({ qty: 'many' }), ['message.qty']);
      deepEqual(await mistakesOf({ qty: -1 }), ['message.qty']);
      deepEqual(await mistakesOf({ colour: 'red', qty: 'many' }), [
        'message.colour',
        'message.qty',
      ]);
      deepEqual(await mend({ orderId: 'order-77' }), {
        is: 'refused',
        reason: 'keyChanged',
        of: 'orderId',
      });
      deepEqual(await mend({ shelfId: 'shelf-77' }), {
        is: 'refused',
        reason: 'keyChanged',
        of: 'shelfId',
      });
      deepEqual(await mend({ type: 'Return' }), {
        is: 'refused',
        reason: 'typeChanged',
        of: 'Reserve',
      });
      const [left] = (await kernel.parked()).items;
      deepEqual(left, parked);
    });

    it('that is mended goes on, and its case tells who changed what from what', async () => {
      const { shop, key, kernel, parked } = await stopped(partitions);
      deepEqual(await kernel.mend(parked.id, { qty: 2, type: 'Reserve' }, operator), {
        is: 'done',
      });
      await shop.clock.settle();
      ok((await chain(shop, key)).includes('OrderSent'));
      const [record] = await operationsIn(shop, key);
      deepEqual(
        [record?.actor, record?.type, record?.data],
        [
          operator.actor,
          'Reserve',
          {
            did: 'mended',
            note: 'by hand',
            cause: 'Nobody counts to thirteen.',
            before: { qty: UNLUCKY },
            after: { qty: 2 },
          },
        ],
      );
    });

    it('that is skipped stays on the work list until a person closes it', async () => {
      const { shop, key, kernel, parked } = await stopped(partitions);
      deepEqual(await kernel.closeWork(parked.id, operator), {
        is: 'refused',
        reason: 'notClosable',
      });
      deepEqual(await kernel.skip(parked.id, operator), { is: 'done' });
      const again = await openShop({ system: unluckyShop, partitions, folder: shop.folder });
      const store = kernelIn(again, 'store');
      const [work, ...others] = await worksIn(store);
      ok(work);
      deepEqual(others, []);
      const { kind, caseId, type, note, by } = work;
      deepEqual(
        [kind, caseId, type, note, by],
        ['skipped', key, 'Reserve', operator.note, operator.actor],
      );
      deepEqual(await store.closeWork(work.id, { actor: 'Operator:other' }), { is: 'done' });
      deepEqual(await store.closeWork(work.id, operator), { is: 'notFound' });
      deepEqual(await worksIn(store), []);
      const did = (await operationsIn(again, key)).map(({ data, actor }) => [data['did'], actor]);
      deepEqual(did, [
        ['skipped', operator.actor],
        ['closed', 'Operator:other'],
      ]);
    });
  });

  describe(`With ${partitions} partitions, a parked message whose ask is open`, () => {
    const isFree = async (shop: OpenShop, orderId: string): Promise<void> => {
      const given = await Promise.race([
        shop.send('GiveBack', { orderId }),
        shop.clock.advance(100).then(() => undefined),
      ]);
      equal(given?.is, 'done');
    };

    it('is skipped: the ask is closed and taken back, and its instance is free', async () => {
      const { shop, kernel, parked, tip, bank } = await asking(partitions);
      deepEqual(await kernel.skip(parked.id, operator), { is: 'done' });
      await isFree(shop, tip);
      bank.answer();
      await shop.clock.advance(100);
      deepEqual(
        bank.asked.map(({ type }) => type).filter((type) => type === 'repay'),
        ['repay'],
      );
      ok(!(await shop.trail(tip)).some(({ type, kind }) => kind === 'event' && type === 'Charged'));
      equal(await kernel.isQuiet(), true);
    });

    it('is skipped by another process, and the instance is free there', async () => {
      const { parked, tip, again } = await asking(partitions);
      const other = await again();
      deepEqual(await kernelIn(other, 'till').skip(parked.id, operator), { is: 'done' });
      await isFree(other, tip);
    });

    it('is mended with nothing changed: its own ask goes on, and no other is made', async () => {
      const { shop, kernel, parked, bank } = await asking(partitions);
      const before = bank.asked.length;
      deepEqual(await kernel.mend(parked.id, {}, operator), { is: 'underWay' });
      await shop.clock.advance(100);
      equal(bank.asked.length, before);
    });

    it('is tried again by its own ask, and not twice', async () => {
      const { shop, kernel, parked, tip, bank } = await asking(partitions);
      deepEqual(await kernel.retry(parked.id, operator), { is: 'underWay' });
      bank.answer();
      await shop.clock.settle();
      equal(bank.asked.filter(({ data }) => data['amount'] === 5).length, 1);
      deepEqual(await chain(shop, tip), ['Charged']);
    });

    it('asks under another name once it is mended, and takes back what it asked', async () => {
      const { shop, kernel, parked, bank } = await asking(partitions);
      deepEqual(await kernel.mend(parked.id, { amount: 6 }, operator), { is: 'underWay' });
      await shop.clock.advance(100);
      const [first, ...others] = bank.asked.filter(({ data }) => Number(data['amount']) < 10);
      deepEqual(
        others.map(({ type, data }) => [type, data['amount']]),
        [['pay', 6]],
      );
      ok(first && others[0] && first.key !== others[0].key);
      equal(bank.asked.filter(({ type }) => type === 'repay').length, 1);
    });

    it('whose undo the callee refuses is on the work list, with what it said', async () => {
      const { shop, kernel, parked, bank, tip } = await asking(partitions);
      bank.answers['repay'] = { is: 'refused', rejection: 'CLOSED' };
      await kernel.skip(parked.id, operator);
      await shop.clock.advance(100);
      const undos = (await worksIn(kernel)).filter(({ kind }) => kind === 'refused undo');
      deepEqual(
        undos.map(({ caseId, type, cause }) => [caseId, type, cause]),
        [[tip, 'repay', 'CLOSED']],
      );
      const kinds = (await shop.trail(tip)).map(({ kind, type }) => `${kind} ${type}`);
      ok(kinds.includes('refusal repay'));
    });
  });

  describe(`With ${partitions} partitions, an undo that another context refuses`, () => {
    it('is on the work list', async () => {
      const system = withContext(ShopByHand, 'till', (of) => {
        const { Payment } = of.aggregates;
        if (!Payment) return of;
        const closed = ruled(
          Payment,
          ['GiveBack', 'absent'],
          () => () => Till.reject.Declined({ amount: 1 }),
        );
        return { ...of, aggregates: { Payment: closed } };
      });
      const shop = await openShop({ system, partitions });
      shop.fault('till', 'down');
      await place(shop);
      shop.fault('till', 'none');
      await shop.clock.advance(1_000);
      const works = await worksIn(kernelIn(shop, 'till'));
      deepEqual(
        works.map(({ kind, type, cause }) => [kind, type, cause]),
        [['refused undo', 'GiveBack', 'Declined']],
      );
      ok(works[0]?.caseId.startsWith('order-'));
    });
  });

  describe(`With ${partitions} partitions, a step of a saga that cannot be taken back`, () => {
    it('is on the work list', async () => {
      const system = shelfKeepsShop;
      const shop = await openShop({ system, partitions });
      await shop.send('FillShelf', { shelfId: 'shelf-1', qty: 9 });
      const key = keyOf(await place(shop));
      await shop.send('CancelOrder', { orderId: key });
      await shop.clock.settle();
      ok((await chain(shop, key)).includes('(Return)'));
      const works = await worksIn(kernelIn(shop, 'store'));
      deepEqual(
        works.map(({ kind, caseId, type, cause }) => [kind, caseId, type, cause]),
        [['refused undo', key, 'Return', 'Declined']],
      );
    });
  });

  describe(`With ${partitions} partitions, an entry of the work list`, () => {
    it('is sent again where the business gives a command for it', async () => {
      const system = withContext(ShopByHand, 'orders', (of) => ({
        ...of,
        deadlines: {
          STUCK: reminder({
            starts: Orders.event.OrderPlaced,
            at: (_placed, { now }) => now + MINUTE_MS,
            ends: [Orders.event.OrderSent],
            work: { ko: '보내지 못한 주문', en: 'An order was not sent' },
            resend: Orders.command.SendOrder,
          }),
        },
      }));
      const shop = await openShop({ system, partitions });
      const key = keyOf(await place(shop));
      await shop.clock.advance(MINUTE_MS + 1);
      const kernel = kernelIn(shop, 'orders');
      const [work] = await worksIn(kernel);
      ok(work);
      deepEqual([work.canResend, work.type, work.caseId], [true, 'OrderPlaced', key]);
      deepEqual(await kernel.resend(work.id, operator), { is: 'done' });
      ok((await chain(shop, key)).includes('OrderSent'));
      deepEqual(await worksIn(kernel), []);
      const [record] = await operationsIn(shop, key);
      deepEqual([record?.data['did'], record?.actor], ['resent', operator.actor]);
      deepEqual(await kernel.resend(work.id, operator), { is: 'notFound' });
    });
  });
}

describe('What operators are answered', () => {
  it('is JSON, so that it can be asked of another process', async () => {
    const { kernel, parked } = await stopped(1);
    const said = [
      await kernel.parked(),
      await kernel.groups(),
      await kernel.work(),
      await kernel.mend(parked.id, { qty: 'x' }, operator),
      await kernel.retry(parked.id, operator),
      await kernel.skip(parked.id, operator),
      await kernel.work(),
    ];
    deepEqual(JSON.parse(JSON.stringify(said)), said);
  });

  it('leaves who had a view rebuilt in the log', async () => {
    const shop = await openShop();
    await kernelIn(shop, 'store').rebuild('Shelves', operator);
    const [record] = await shop.trail('view/Shelves');
    deepEqual(
      [record?.kind, record?.actor, record?.data],
      ['operation', operator.actor, { did: 'rebuilt', note: operator.note }],
    );
  });
});
