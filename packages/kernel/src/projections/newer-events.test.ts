// Two versions of a wall side by side: the newer one writes events that the former one does not
// know, and draws rows of which people have had the former one draw all anew.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  final,
  initial,
  MINUTE_MS,
  open,
  states,
  system,
} from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { count, id } from '@dure/domain/shapes';
import { openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';

const jobId = id('job');
const views = { Jobs: { jobId, version: count() } };

const job = states({ absent: initial(), begun: open('BEGUN'), ended: final('ENDED') });

const Former = contract('desk', {
  commands: { Begin: { jobId } },
  events: { Begun: { jobId } },
  views,
});

const Newer = contract('desk', {
  commands: { Begin: { jobId }, End: { jobId } },
  events: { Begun: { jobId }, Ended: { jobId } },
  views,
});

const formerDesk = boundedContext('desk', {
  aggregates: {
    Job: aggregate('Job', {
      identifiedBy: 'jobId',
      ...Former.pads,
      states: job,
      decide: { Begin: { absent: Former.event.Begun } },
      evolve: { Begun: { absent: () => job.begun() } },
    }),
  },
  views: {
    Jobs: Former.view.Jobs.follows([Former.event], {
      key: ['jobId'],
      creates: { Begun: ({ jobId: of }) => ({ jobId: of, version: 1 }) },
      updates: {},
    }),
  },
});

const newerDesk = boundedContext('desk', {
  aggregates: {
    Job: aggregate('Job', {
      identifiedBy: 'jobId',
      ...Newer.pads,
      states: job,
      decide: { Begin: { absent: Newer.event.Begun }, End: { begun: Newer.event.Ended } },
      evolve: { Begun: { absent: () => job.begun() }, Ended: { begun: () => job.ended() } },
    }),
  },
  views: {
    Jobs: Newer.view.Jobs.follows([Newer.event], {
      key: ['jobId'],
      version: 2,
      creates: { Begun: ({ jobId: of }) => ({ jobId: of, version: 2 }) },
      updates: { Ended: (_ended, row) => row },
    }),
  },
});

const walled = (desk: BoundedContext): System =>
  system('repairs', { label: ['수리', 'Repairs'], businessKey: 'jobId', contexts: [desk] });

const versionsIn = async (shop: OpenShop): Promise<readonly unknown[]> =>
  (await shop.list('Jobs')).map(({ version }) => version);

const act = async (shop: OpenShop, type: string, of: string): Promise<void> => {
  equal((await shop.send(type, { jobId: of })).is, 'done');
  await shop.clock.settle();
};

describe('A view that a former version has drawn anew, and a newer one goes on drawing', () => {
  const opened = async () => {
    const former = await openShop({ system: walled(formerDesk) });
    await act(former, 'Begin', 'job-1');
    const newer = await openShop({ system: walled(newerDesk), folder: former.folder });
    await newer.clock.advance(5_000);
    deepEqual(await versionsIn(newer), [2]);
    await former.kernels['desk']?.rebuild('Jobs');
    deepEqual(await versionsIn(former), [1]);
    await act(newer, 'Begin', 'job-2');
    return { former, newer };
  };

  it('is drawn anew by the former one, where that is left alone', async () => {
    const { former, newer } = await opened();
    await newer.stop();
    await act(former, 'Begin', 'job-3');
    await former.clock.advance(MINUTE_MS);
    deepEqual(await versionsIn(former), [1, 1, 1]);
    deepEqual(former.incidents, []);
    await former.stop();
  });

  it('is left to the newer one, where there are events that it knows alone', async () => {
    const { former, newer } = await opened();
    await act(newer, 'End', 'job-2');
    await act(former, 'Begin', 'job-3');
    await former.clock.advance(MINUTE_MS);
    deepEqual(former.incidents, []);
    await newer.clock.advance(MINUTE_MS);
    deepEqual(await versionsIn(newer), [2, 2, 2]);
    deepEqual([former.incidents, newer.incidents], [[], []]);
    await former.stop();
    await newer.stop();
  });
});
