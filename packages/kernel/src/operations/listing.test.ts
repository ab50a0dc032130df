// Lists for operators that are longer than a page, and groups of them.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { System, View } from '@dure/domain';
import { openShop } from '../open-shop.testing.ts';
import { Shop } from '../shop.testing.ts';
import type { Parked } from './contract.ts';

const operator = { actor: 'Operator:operator-7', note: 'by hand' };
const MANY = 1_050;

type Defect = { isOn: boolean };

const brokenView = (view: View, defect: Defect): View => {
  const { ShelfFilled: fold } = view.creates;
  if (!fold) return view;
  const failing: typeof fold = (...given) => {
    if (defect.isOn) throw new Error('A defect of the board.');
    return fold(...given);
  };
  return { ...view, creates: { ...view.creates, ShelfFilled: failing } };
};

const shopWith = (defect: Defect): System => ({
  ...Shop,
  contexts: Shop.contexts.map((of) => ({
    ...of,
    views: Object.fromEntries(
      Object.entries(of.views).map(([name, view]) => [name, brokenView(view, defect)]),
    ),
  })),
});

/** A thousand shelves and more, of which no row could be drawn. */
const many = async (partitions: number) => {
  const defect = { isOn: true };
  const shop = await openShop({ system: shopWith(defect), partitions });
  const numbers = Array.from({ length: MANY }, (_, of) => of);
  await Promise.all(
    numbers.map((of) => shop.send('FillShelf', { shelfId: `shelf-${of}`, qty: 1 })),
  );
  await shop.clock.settle();
  const kernel = shop.kernels['store'];
  ok(kernel);
  return { shop, defect, kernel };
};

for (const partitions of [1, 16]) {
  describe(`With ${partitions} partitions, more than a thousand parked messages`, () => {
    it('are all listed, page by page, oldest first', async () => {
      const { kernel } = await many(partitions);
      const seen: Parked[] = [];
      let after: string | undefined;
      do {
        const { items, next } = await kernel.parked({ after, limit: 400 });
        seen.push(...items);
        after = next;
      } while (after !== undefined);
      equal(new Set(seen.map(({ id }) => id)).size, MANY);
      equal(seen.length, MANY);
      const ages = seen.map(({ since }) => since);
      deepEqual(
        ages,
        ages.toSorted((a, b) => a - b),
      );
      equal((await kernel.work({ limit: 1_000 })).items.length, 1_000);
      ok((await kernel.work({ limit: 1_000 })).next !== undefined);
    });

    it('are one group by name and cause, which is moved step by step', async () => {
      const { kernel, defect, shop } = await many(partitions);
      const [group, ...others] = await kernel.groups();
      ok(group);
      const { type, cause, count, stopped: still } = group;
      deepEqual([type, cause, count, still], ['ShelfFilled', 'A defect of the board.', MANY, MANY]);
      deepEqual(others, []);
      defect.isOn = false;
      let done = 0;
      let after: string | undefined;
      do {
        const step = await kernel.actOnGroup({ group, act: 'retry', after }, operator);
        ok(step.tried <= 100);
        done += step.done;
        after = step.next;
      } while (after !== undefined);
      equal(done, MANY);
      deepEqual(await kernel.groups(), []);
      await shop.clock.settle();
      const shelves = await kernel.rows('Shelves', {
        filters: [],
        anyOf: [],
        descending: false,
        offset: 0,
        limit: 1,
      });
      equal(shelves.total, MANY);
    });
  });
}
