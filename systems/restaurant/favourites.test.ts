// The page's exercise: a team that joins later follows from the first event on, and nobody has to
// change for it, neither when it comes nor when it leaves.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { boundedContext, contract } from '@dure/domain';
import type { Rehearsed } from '@dure/rehearsal';
import { simulate } from '@dure/simulator';
import { Business } from '@dure/acceptance/business';
import * as Cook from './cook/contract.ts';
import { of, ordered } from './fields.ts';
import * as Order from './order/contract.ts';
import { bring, customer, kitchen, naengmyeon, stepsOf, TODAY } from './restaurant.testing.ts';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

const { context, view } = contract('favourites', {
  views: { FavouriteMenus: of('orderId', ...ordered, 'orderStatus') },
});

/** Who ordered what, and whether they got it. It sends nothing, and is asked nothing. */
const Favourites = boundedContext(context, {
  actors: { Operator: { reads: 'all' } },
  views: {
    FavouriteMenus: view.FavouriteMenus.follows([Order.event], {
      key: ['orderId'],
      creates: { Ordered: ({ status, ...order }) => ({ ...order, orderStatus: status }) },
      updates: {
        'OrderCancelled, OrderCompleted': ({ status }, row) => ({ ...row, orderStatus: status }),
      },
    }),
  },
});

const joined: Rehearsed = { ...rehearsal, contexts: [...rehearsal.contexts, Favourites] };

/** A day on which one order is delivered and one called off, with the new team there or not. */
const played = async ({ down }: { readonly down: readonly string[] }) => {
  const diner = await Business.opened(joined, TODAY);
  await diner.startedAgain({ down });
  const { RegisterMenu } = Cook.command;
  await diner.done(RegisterMenu({ ...naengmyeon, menuNm: '평양냉면', qty: 20 }), kitchen());
  await bring(diner, 'delivered');
  await bring(diner, 'received', 'order-2');
  await diner.done(stepsOf('order-2').cancel, customer());
  return diner;
};

const eventsIn = (diner: Business) => ['order-1', 'order-2'].map((id) => diner.events(id));

it('S19: a new team changes nothing for the others, coming late or leaving', async () => {
  const without = await played({ down: ['favourites'] });
  const before = eventsIn(without);
  await without.startedAgain();
  const caughtUp = await without.rows('FavouriteMenus');
  const statuses = new Map(caughtUp.map((row) => [row['orderId'], row['orderStatus']]));
  assert.equal(statuses.get('order-1'), 'ORDER : COMPLETED');
  assert.equal(statuses.get('order-2'), 'ORDER : ORDER CANCELED');
  const diner = await played({ down: [] });
  assert.deepEqual(eventsIn(diner), before);
  await diner.startedAgain({ down: ['favourites'] });
  await bring(diner, 'delivered', 'order-3');
  assert.deepEqual(diner.events('order-3'), before[0]);
  await diner.holds();
});

it('S19: the restaurant keeps its promises in a storm with the new team as well', async () => {
  const { failures } = await simulate({ system: joined, traffic, seeds: 5 });
  assert.deepEqual(failures, []);
});
