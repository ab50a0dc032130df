// A function of a board that returns a promise, against its type, has failed as if it had thrown:
// its case stops, or its command has failed, and the process goes on.

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { deadline, MINUTE_MS, reminder } from '@dure/domain';
import type { BoundedContext, Deadline, Policy, System, View, Vocabulary } from '@dure/domain';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { shopWith, shopWithRule } from './changed-shop.testing.ts';
import { keyOf, openShop, place } from './open-shop.testing.ts';
import type { OpenShop } from './open-shop.testing.ts';
import { desk, deskBefore, Job, books, repairs } from './repairs.testing.ts';
import { Orders, Shop } from './shop.testing.ts';

const unhandled: unknown[] = [];
const note = (cause: unknown): void => void unhandled.push(cause);

/** What no type allows: a function that waits, and fails. */
const broken = (): never => Promise.reject(new Error('Nobody waits for this.')) as never;
/** What no type allows either: a function that waits. */
const late = <T>(value: T): never => Promise.resolve(value) as never;

const GIVES = /gives a promise/;

/** Nothing was left to fail by itself. */
const isHeld = async (): Promise<void> => {
  await new Promise((resolve) => void setTimeout(resolve, 5));
  deepEqual(unhandled.splice(0), []);
};

const causesIn = async (shop: OpenShop, context: string) =>
  ((await shop.kernels[context]?.parked())?.items ?? []).map(({ state, cause }) => [state, cause]);

/** One message stopped, for the reason that a function gave a promise. */
const isStopped = async (shop: OpenShop, context: string): Promise<void> => {
  const causes = await causesIn(shop, context);
  ok(causes.length > 0);
  for (const [state, cause] of causes) {
    equal(state, 'stopped');
    ok(GIVES.test(String(cause)), String(cause));
  }
  await isHeld();
};

/** The command has failed, and the process knows why. */
const hasFailed = async (shop: OpenShop, outcome: { readonly is: string }): Promise<void> => {
  equal(outcome.is, 'failed');
  const [incident] = shop.incidents;
  ok(incident?.cause instanceof Error && GIVES.test(incident.cause.message));
  await isHeld();
};

const ordersWith = (change: (of: BoundedContext) => BoundedContext): System =>
  shopWith('orders', change);

const order = { context: 'orders', aggregate: 'Order' };
const placing = { table: 'decide', message: 'PlaceOrder', state: 'absent' } as const;
const sending = { table: 'decide', message: 'SendOrder', state: 'placed' } as const;

const about = {
  starts: Orders.event.OrderPlaced,
  at: (_placed: object, { now }: { readonly now: number }) => now + MINUTE_MS,
  ends: [Orders.event.OrderSent, Orders.event.OrderCancelled],
};

const withDeadline = (of: Deadline): System =>
  ordersWith((orders) => ({ ...orders, deadlines: { LATE: of } }));

/** A policy of the till with another reaction. */
const tillWith = (react: Policy['react']): System =>
  shopWith('till', (till) => {
    const { giveBackCancelled } = till.policies;
    ok(giveBackCancelled);
    return { ...till, policies: { giveBackCancelled: { ...giveBackCancelled, react } } };
  });

/** What follows a job that was taken, of which an upcast gives this. */
const lifting = (of: BoundedContext, give: () => never): BoundedContext => {
  const { Jobs } = of.views;
  ok(Jobs);
  const follows = Jobs.follows.map((event) => {
    const { vocabulary }: { readonly vocabulary?: Vocabulary } = event;
    ok(vocabulary);
    const JobTaken = [give, give].map((lift) => ({ fields: {}, lift }));
    const given = { ...vocabulary, upcasts: { ...vocabulary.upcasts, JobTaken } };
    return Object.assign(() => undefined as never, event, { vocabulary: given });
  });
  return { ...of, policies: {}, views: { Jobs: { ...Jobs, follows } } };
};

const viewWith = (change: (of: View) => Partial<View>): System =>
  ordersWith((orders) => {
    const { OrderList } = orders.views;
    ok(OrderList);
    return { ...orders, views: { OrderList: { ...OrderList, ...change(OrderList) } } };
  });

for (const partitions of [1, 16]) {
  for (const [how, give] of [
    ['rejected', broken],
    ['kept', () => late({ type: 'OrderSent' })],
  ] as const) {
    // What a promise comes to is seen by nobody, and makes no difference between partitions.
    if (partitions > 1 && how === 'kept') continue;
    describe(`A promise that is ${how}, in ${partitions} partitions,`, () => {
      before(() => process.on('unhandledRejection', note));
      after(() => process.off('unhandledRejection', note));

      const open = (system: System) => {
        const storeOf = () => memoryStore(memoryDisk({ partitions }));
        return openShop({ system, partitions, storeOf });
      };

      it('as what a rule gives: its command has failed', async () => {
        const shop = await open(shopWithRule(order, { ...placing, rule: () => give }));
        await hasFailed(shop, await place(shop));
      });

      it('among the events that a rule gives: its command has failed', async () => {
        const events = () => [Orders.event.OrderBroken({ orderId: 'order-1' }), give()];
        const shop = await open(shopWithRule(order, { ...placing, rule: () => () => [give()] }));
        await hasFailed(shop, await place(shop));
        const behind = await open(shopWithRule(order, { ...sending, rule: () => events }));
        const key = keyOf(await place(behind));
        equal((await behind.send('SendOrder', { orderId: key })).is, 'failed');
        await isHeld();
      });

      it('in a field of an event: its command has failed', async () => {
        const rule = () => (send: { readonly orderId: string }) => ({
          type: 'OrderSent',
          ...send,
          phone: give(),
        });
        const shop = await open(shopWithRule(order, { ...sending, rule }));
        const key = keyOf(await place(shop));
        await hasFailed(shop, await shop.send('SendOrder', { orderId: key }));
      });

      it('as what is decided with an answer: its command has failed', async () => {
        const rule = (before: unknown) => (of: object) => ({
          ...(before as (of: object) => object)(of),
          onTaken: give,
        });
        const shop = await open(shopWithRule(order, { ...placing, rule }));
        await hasFailed(shop, await place(shop));
      });

      it('as what takes an ask back, or in what is asked: its command has failed', async () => {
        const undo = (before: unknown) => (of: object) => {
          const asked = (before as (of: object) => { readonly ask: object })(of);
          return { ...asked, ask: { ...asked.ask, undo: give } };
        };
        const shop = await open(shopWithRule(order, { ...placing, rule: undo }));
        await hasFailed(shop, await place(shop));
        const message = (before: unknown) => (of: object) => ({
          ...(before as (of: object) => object)(of),
          message: { type: 'Charge', orderId: 'order-1', amount: give() },
        });
        const asking = await open(shopWithRule(order, { ...placing, rule: message }));
        await hasFailed(asking, await place(asking));
      });

      it('as the refusal of a claim: its command has failed', async () => {
        const shop = await open(
          ordersWith((orders) => {
            const { Order } = orders.aggregates;
            const phone = Order?.claims['phone'];
            ok(Order && phone);
            const claims = { phone: { ...phone, refuses: give } };
            return { ...orders, aggregates: { Order: { ...Order, claims } } };
          }),
        );
        equal((await place(shop)).is, 'done');
        await hasFailed(shop, await place(shop));
      });

      it('as what a fold gives: its command has failed, and nothing is written', async () => {
        const fold = { table: 'evolve', message: 'OrderSent', state: 'placed' } as const;
        const shop = await open(shopWithRule(order, { ...fold, rule: () => give }));
        const key = keyOf(await place(shop));
        await hasFailed(shop, await shop.send('SendOrder', { orderId: key }));
        const [row] = await shop.list('OrderList');
        equal(row?.['status'], 'PLACED');
      });

      it('as what a policy gives, or in a command of it: the case stops', async () => {
        for (const react of [give, () => [give()], () => ({ type: 'GiveBack', orderId: give() })]) {
          const shop = await open(tillWith(react));
          const key = keyOf(await place(shop));
          await shop.send('CancelOrder', { orderId: key });
          await shop.clock.settle();
          await isStopped(shop, 'till');
        }
      });

      it('as what a step of a saga sends: the case stops', async () => {
        const { FulfilOrder } = Shop.contexts[0]?.sagas ?? {};
        ok(FulfilOrder);
        const steps = FulfilOrder.steps.map((step) => ({ ...step, send: give }));
        const sagas = { FulfilOrder: { ...FulfilOrder, steps } };
        const shop = await open(ordersWith((orders) => ({ ...orders, sagas })));
        await place(shop);
        await isStopped(shop, 'orders');
      });

      for (const [part, process] of [
        ['case', { caseOf: give }],
        ['step', { step: give }],
        ['memory', { step: () => ({ memory: { since: give() }, sends: [] }) }],
        ['sent command', { step: () => ({ memory: {}, sends: [give()] }) }],
      ] as const) {
        it(`as the ${part} of a process: the case stops`, async () => {
          const Follow = {
            name: 'Follow',
            follows: [Orders.event.OrderPlaced],
            sends: [Orders.command.SendOrder],
            caseOf: () => 'order-1',
            step: () => ({ memory: {}, sends: [] }),
            ...process,
          };
          const shop = await open(ordersWith((of) => ({ ...of, processes: { Follow } })));
          await place(shop);
          await isStopped(shop, 'orders');
        });
      }

      it('as the instant of a deadline: the command that starts it has failed', async () => {
        const at = reminder({ ...about, at: give, remind: Orders.remind.OrderWaits });
        const shop = await open(withDeadline(at));
        await hasFailed(shop, await place(shop));
      });

      for (const [part, of] of [
        ['command', deadline({ ...about, due: give, sends: [Orders.command.CancelOrder] })],
        ['reminder', reminder({ ...about, remind: give, sends: [Orders.remind.OrderWaits] })],
        ['pause', reminder({ ...about, again: give, remind: Orders.remind.OrderWaits })],
        ['resent', reminder({ ...about, resend: give, work: { ko: '대기', en: 'It waits' } })],
      ] as const) {
        it(`as the ${part} of a deadline: the case stops`, async () => {
          const shop = await open(withDeadline(of));
          await place(shop);
          await shop.clock.advance(2 * MINUTE_MS);
          await isStopped(shop, 'orders');
        });
      }

      for (const [part, change] of [
        ['row', () => ({ creates: { OrderPlaced: give } })],
        ['keys of rows', () => ({ rowsOf: give })],
        ['key of a row', () => ({ rowsOf: () => [{ orderId: give() }] })],
      ] as const) {
        it(`as the ${part} of a view: the case stops`, async () => {
          const shop = await open(viewWith(change));
          await place(shop);
          await isStopped(shop, 'orders');
        });
      }

      it('as the row of a view that is rebuilt: the rebuilding fails', async () => {
        const made = { isLate: false };
        const system = viewWith(({ creates }) => ({
          creates: {
            OrderPlaced: (...of) => (made.isLate ? give() : creates['OrderPlaced']?.(...of)),
          },
        }));
        const shop = await open(system);
        await place(shop);
        made.isLate = true;
        const failing = rejects(async () => shop.kernels['orders']?.rebuild('OrderList'), GIVES);
        await shop.clock.settle();
        await failing;
        await isHeld();
      });

      it('as what an upcast gives: the case of its record stops', async () => {
        const old = await openShop({ system: repairs(deskBefore), partitions });
        await old.send('Take', { jobId: 'job-1', fee: 700 });
        await old.stop();
        const { folder } = old;
        const system = repairs(desk, lifting(books, give));
        const shop = await openShop({ system, folder, partitions });
        await shop.clock.advance(1_000);
        await isStopped(shop, 'books');
      });

      it('as what a lift of a state gives: the command that reads it has failed', async () => {
        const old = await openShop({ system: repairs(deskBefore), partitions });
        await old.send('Take', { jobId: 'job-1', fee: 700 });
        await old.stop();
        const { folder } = old;
        const next = { ...desk, aggregates: { Job: { ...Job, lifts: [give] } } };
        const shop = await openShop({ system: repairs(next), folder, partitions });
        await hasFailed(shop, await shop.send('Assign', { jobId: 'job-1', who: 'Jin' }));
      });
    });
  }
}
