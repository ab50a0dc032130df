// Parked messages of every kind of lane, with one partition and with sixteen: an operator reaches
// each of them.

import { deepEqual, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { whenever } from '@dure/domain';
import type { BoundedContext, Saga, System, View } from '@dure/domain';
import type { Kernel } from '../api.ts';
import type { Parked } from '../operations/contract.ts';
import { partitionOf, routingKeyOf } from '../ids.ts';
import { openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Item, Store } from '../ports.ts';
import { Orders, Shop, Till } from '../shop.testing.ts';

const ORDERS = 6;
const operator = { actor: 'Operator:operator-1', note: 'no matter' };

type Defect = { isOn: boolean };

const fail = (defect: Defect): void => {
  if (defect.isOn) throw new Error('A defect of the board.');
};

/** The same function, which fails while the defect is on. */
const failing =
  <A extends readonly unknown[], R>(defect: Defect, run: (...given: A) => R) =>
  (...given: A): R => {
    fail(defect);
    return run(...given);
  };

const mapped = <T>(of: { readonly [name: string]: T }, change: (one: T) => T) =>
  Object.fromEntries(Object.entries(of).map(([name, one]) => [name, change(one)]));

const brokenView = (view: View, defect: Defect): View => ({
  ...view,
  creates: mapped(view.creates, (fold) => failing(defect, fold)),
});

const brokenSaga = (saga: Saga, defect: Defect): Saga => ({
  ...saga,
  steps: saga.steps.map(({ send, ...step }) =>
    send ? { ...step, send: failing(defect, send) } : step,
  ),
});

/** Several orders, so that with sixteen partitions they lie in several. */
const placeAll = async (shop: OpenShop): Promise<void> => {
  for (let of = 0; of < ORDERS; of += 1) {
    await place(shop, { phone: `010-${of}`, shelfId: `shelf-${of}` });
  }
};

/** A shop of which one context is changed, after some orders. */
const broken =
  (name: string, change: (of: BoundedContext, defect: Defect) => BoundedContext) =>
  async (partitions: number, defect: Defect): Promise<OpenShop> => {
    const contexts = Shop.contexts.map((of) => (of.name === name ? change(of, defect) : of));
    const system: System = { ...Shop, contexts };
    const shop = await openShop({ system, partitions });
    await placeAll(shop);
    return shop;
  };

type Lane = {
  readonly name: string;
  readonly context: string;
  /** Opens a shop in which each order leaves a message in a lane of this kind. */
  readonly open: (partitions: number, defect: Defect) => Promise<OpenShop>;
};

const lanes: readonly Lane[] = [
  {
    name: 'a view',
    context: 'orders',
    open: broken('orders', (of, defect) => ({
      ...of,
      views: mapped(of.views, (view) => brokenView(view, defect)),
    })),
  },
  {
    name: 'a saga',
    context: 'orders',
    open: broken('orders', (of, defect) => ({
      ...of,
      sagas: mapped(of.sagas, (saga) => brokenSaga(saga, defect)),
    })),
  },
  {
    name: 'a policy that cannot say what follows',
    context: 'till',
    open: broken('till', (of, defect) => ({
      ...of,
      policies: {
        giveBackCancelled: whenever(
          Orders.event.OrderCancelled,
          failing(defect, (cancelled) => Till.command.GiveBack(cancelled)),
          { sends: [Till.command.GiveBack] },
        ),
      },
    })),
  },
  {
    name: 'an undo of an external system',
    context: 'till',
    open: async (partitions) => {
      const shop = await openShop({ partitions, limits: { breakerFailures: 1_000 } });
      shop.fault('Bank', 'down');
      await placeAll(shop);
      await shop.clock.advance(700);
      return shop;
    },
  },
];

/** Takes from parked messages what earlier versions did not write. */
const forgetKeys = async (store: Store): Promise<void> => {
  for (const item of await store.list('parked', '', 1_000)) {
    const { key: _key, ...body } = item.body as { readonly [field: string]: Item['body'] };
    await store.turn(partitionOf(routingKeyOf(item), store.partitions), (turn) =>
      turn.write({
        append: [],
        insert: [],
        remove: [],
        put: [{ ...item, body }],
        facts: turn.head.facts,
      }),
    );
  }
};

type Parking = {
  readonly shop: OpenShop;
  readonly kernel: Kernel;
  readonly parked: readonly Parked[];
};

const parkedBy = async (lane: Lane, partitions: number, defect: Defect): Promise<Parking> => {
  const shop = await lane.open(partitions, defect);
  const kernel = shop.kernels[lane.context];
  ok(kernel);
  const { items: parked } = await kernel.parked();
  ok(parked.length >= ORDERS, `${parked.length} are parked`);
  return { shop, kernel, parked };
};

/** Does something to each; none of them is parked afterwards. */
const clear = async (
  { shop, kernel, parked }: Parking,
  act: (id: string) => Promise<unknown>,
): Promise<void> => {
  for (const { id } of parked) await act(id);
  await shop.clock.settle();
  deepEqual(
    (await kernel.parked()).items.map(({ id }) => id),
    [],
  );
};

const healed = (shop: OpenShop, defect: Defect): void => {
  defect.isOn = false;
  shop.fault('Bank', 'none');
};

for (const partitions of [1, 16]) {
  for (const lane of lanes) {
    describe(`With ${partitions} partitions, what is parked for ${lane.name}`, () => {
      it('can be skipped', async () => {
        const parking = await parkedBy(lane, partitions, { isOn: true });
        await clear(parking, (id) => parking.kernel.skip(id, operator));
      });

      it('can be tried again', async () => {
        const defect = { isOn: true };
        const parking = await parkedBy(lane, partitions, defect);
        healed(parking.shop, defect);
        await clear(parking, (id) => parking.kernel.retry(id, operator));
      });

      it('can be tried again when an earlier version has parked it', async () => {
        const defect = { isOn: true };
        const parking = await parkedBy(lane, partitions, defect);
        const store = parking.shop.stores.get(lane.context);
        ok(store);
        await forgetKeys(store);
        healed(parking.shop, defect);
        await clear(parking, (id) => parking.kernel.retry(id, operator));
      });
    });
  }
}
