// PT-N5: a team that joins later follows from the first event on, and nobody has to change for it.

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { boundedContext, contract } from '@dure/domain';
import type { System } from '@dure/domain';
import { simulate } from '@dure/simulator';
import { Business } from '@dure/testing/business';
import { of } from './fields.ts';
import * as Ptmanager from './ptmanager/contract.ts';
import * as Ptorder from './ptorder/contract.ts';
import { bring, clerk, customer, kang, stepsOf, TODAY } from './personal-training.testing.ts';
import { PersonalTraining, traffic } from './system.ts';

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
  actors: { Operator: { reads: { RenewalCandidates: 'all' } } },
  views: {
    RenewalCandidates: view.RenewalCandidates.follows([Ptorder.event], {
      key: ['ptOrderId'],
      creates: { PtOrdered: (ordered) => ({ ...ordered, ptOrderStatus: ordered.status }) },
      updates: { PtOrderCompleted: standing, PtResultRead: standing, PtOrderCanceled: standing },
    }),
  },
});

const joined: System = { ...PersonalTraining, contexts: [...PersonalTraining.contexts, Renewal] };

/** A gym in which one application is held and one called off, with the new team there or not. */
const played = async ({ down }: { readonly down: readonly string[] }) => {
  const gym = await Business.opened(joined, TODAY);
  await gym.startedAgain({ down });
  const register = Ptmanager.command.RegisterTrainer({ trainerId: kang, trainerName: '강민호' });
  await gym.done(register, clerk);
  await bring(gym, 'resultReady');
  await bring(gym, 'received', { ptOrderId: 'ptorder-2' });
  await gym.done(stepsOf('ptorder-2').cancel, customer());
  return gym;
};

const eventsIn = (gym: Business) => ['ptorder-1', 'ptorder-2'].map((id) => gym.events(id));

it('PT-N5: a new team changes nothing for the others, coming late or leaving', async () => {
  const without = await played({ down: ['renewal'] });
  const before = eventsIn(without);
  await without.startedAgain();
  const caughtUp = await without.rows('RenewalCandidates');
  const statuses = caughtUp.map(({ ptOrderId, ptOrderStatus }) =>
    [ptOrderId, ptOrderStatus].join(' '),
  );
  assert.deepEqual(statuses.toSorted(), ['ptorder-1 RESULT_READY', 'ptorder-2 ORDER_CANCELED']);
  const gym = await played({ down: [] });
  assert.deepEqual(eventsIn(gym), before);
  await gym.startedAgain({ down: ['renewal'] });
  await bring(gym, 'received', { ptOrderId: 'ptorder-3' });
  await gym.done(stepsOf('ptorder-3').cancel, customer());
  assert.deepEqual(gym.events('ptorder-3'), before[1]);
  await gym.holds();
});

it('S20, PT-N5: keeps its promises in a storm with the new team as well', async () => {
  const { failures } = await simulate({ system: joined, traffic, seeds: 10 });
  assert.deepEqual(failures, []);
});
