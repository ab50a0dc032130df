// PT-N5: a team that joins later follows from the first event on, and nobody has to change for it.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { boundedContext, contract } from '@dure/domain';
import { simulate } from '@dure/simulator';
import type { Business } from '@dure/acceptance/business';
import { of } from './fields.ts';
import * as Ptorder from './ptorder/contract.ts';
import { bring, customer, opened, stepsOf } from './personal-training.testing.ts';
import { rehearsal } from './rehearsal.ts';
import { traffic } from './traffic.ts';

const { context, view } = contract('renewal', {
  views: { RenewalCandidates: of('ptOrderId', 'customerId', 'ptClassName', 'ptOrderStatus') },
});

type Told = { readonly status: string };

const standing = <R extends object>({ status }: Told, row: R) => ({
  ...row,
  ptOrderStatus: status,
});

/** The marketing team: who may like another class. It sends nothing, and shows no result. */
const Renewal = boundedContext(context, {
  actors: { Operator: { reads: 'all' } },
  views: {
    RenewalCandidates: view.RenewalCandidates.follows([Ptorder.event], {
      key: ['ptOrderId'],
      creates: { PtOrdered: (ordered) => ({ ...ordered, ptOrderStatus: ordered.status }) },
      updates: { 'PtOrderCompleted, PtResultRead, PtOrderCanceled': standing },
    }),
  },
});

/** Somebody applies, and calls it off; what comes of that in the end. */
const callOff = async (gym: Business, ptOrderId: `ptorder-${string}`) => {
  await bring(gym, 'received', { ptOrderId });
  await gym.done(stepsOf(ptOrderId).cancel, customer());
  return gym.events(ptOrderId);
};

const statuses = async (gym: Business) =>
  (await gym.rows('RenewalCandidates'))
    .map(({ ptOrderId, ptOrderStatus }) => [ptOrderId, ptOrderStatus].join(' '))
    .toSorted();

describe('PT-N5: a new team', () => {
  it('comes late, leaves early, and changes nothing for the others', async () => {
    const gym = await opened('resultReady');
    const before = await callOff(gym, 'ptorder-2');
    await gym.running.join(Renewal);
    await gym.clock.settle();
    const known = ['ptorder-1 RESULT_READY', 'ptorder-2 ORDER_CANCELED'];
    assert.deepEqual(await statuses(gym), known);
    assert.deepEqual(await callOff(gym, 'ptorder-3'), before);
    assert.deepEqual(await statuses(gym), [...known, 'ptorder-3 ORDER_CANCELED']);
    await gym.running.retire('renewal');
    assert.deepEqual(await callOff(gym, 'ptorder-4'), before);
    await gym.holds();
  });

  it('S20: stands a storm together with the others', async () => {
    const joined = { ...rehearsal, contexts: [...rehearsal.contexts, Renewal] };
    const { failures } = await simulate({ system: joined, traffic, seeds: 10 });
    assert.deepEqual(failures, []);
  });
});
