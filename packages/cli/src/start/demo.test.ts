// The demo as history: played at its instants, deadlines and all.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DAY_MS } from '@dure/domain';
import { dayOf } from '@dure/domain/korea';
import { rehearsal } from '@dure/lodging/rehearsal';
import { allRecords, worldOf } from '../world.ts';
import { openBusinessHost } from './business-host.ts';
import type { BusinessHost, HostOptions } from './business-host.ts';

const refusals: unknown[] = [];

const inMemory: HostOptions = {
  system: rehearsal,
  folder: undefined,
  settings: {},
  isReplay: false,
  withDemo: true,
  logger: {
    incident: (_business, incident) => void refusals.push(incident),
    happened: () => {},
    warn: (facts) => void refusals.push(facts),
  },
};

const within = async (options: HostOptions, look: (host: BusinessHost) => Promise<void>) => {
  const host = await openBusinessHost(options);
  try {
    await look(host);
  } finally {
    await host.close();
  }
};

const statusesIn = async ({
  running,
}: BusinessHost): Promise<{ readonly [orderId: string]: unknown }> => {
  const { rows } = await worldOf(running, 0);
  return Object.fromEntries(rows('Mypage').map((row) => [String(row['orderId']), row['status']]));
};

describe('the demo', () => {
  it('is accepted whole, and leaves the cases that it tells of', () =>
    within(inMemory, async (host) => {
      assert.deepEqual(await statusesIn(host), {
        'order-1': '이용완료',
        'order-2': '예약취소',
        'order-3': '결제완료',
      });
      assert.deepEqual(refusals, []);
    }));

  it('happens in its own time, and ends now', () =>
    within(inMemory, async ({ running, clock }) => {
      const records = await allRecords(running);
      const ended = records.find(({ type }) => type === 'StayEnded');
      assert.equal(dayOf(ended?.at ?? 0), dayOf(Date.now() - 6 * DAY_MS));
      assert.ok(records.every(({ at }) => at <= clock.now()));
      assert.ok(Math.abs(clock.now() - Date.now()) < 1_000);
    }));

  it('keeps every invariant', () =>
    within(inMemory, async ({ running, clock }) => {
      const world = await worldOf(running, clock.now());
      const broken = rehearsal.invariants.flatMap((of) => of.broken(world));
      assert.deepEqual(broken, []);
    }));

  it('is left out on demand', () =>
    within({ ...inMemory, withDemo: false }, async ({ running }) => {
      assert.deepEqual(await allRecords(running), []);
    }));
});

describe('the documented replay', () => {
  it('stands on the day of the documents, and has what their lines need', () =>
    within({ ...inMemory, isReplay: true }, async ({ running, clock }) => {
      assert.equal(dayOf(clock.now()), '2024-02-20');
      const names = (await allRecords(running)).map(({ type }) => type);
      assert.deepEqual(names, ['PlaceRegistered', 'PlaceAdopted']);
    }));
});
