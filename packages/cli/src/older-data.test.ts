// The data folder that an earlier version of lodging left when it died opens: what was parked and
// what was not read yet is done, every invariant holds, and open cases go on to their ends.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { restored } from '@dure/acceptance/restored';
import { DAY_MS, MINUTE_MS } from '@dure/domain';
import { runEmbedded } from '@dure/embedded';
import type { Host, ViewRow } from '@dure/kernel';
import { rehearsal } from '@dure/lodging/rehearsal';
import type { SimulatedSystem } from '@dure/rehearsal';
import { openSqliteStore } from '@dure/store-sqlite';
import { testClock } from '@dure/testing/clock';
import { worldOf } from './world.ts';

const dumps = join(import.meta.dirname, '../../../examples/older-data/lodging');
const NOON = Date.parse('2026-03-02T12:10:00+09:00');
const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 10_000 } as const;

/** The external systems, with what they kept when the process died. */
const withBooks = (books: Map<string, unknown>): readonly SimulatedSystem[] =>
  rehearsal.externals.map((external) => ({
    ...external,
    initial: books.get(external.name) ?? external.initial,
    answer: (...asked) => {
      const answered = external.answer(...asked);
      books.set(external.name, answered.state);
      return answered;
    },
  }));

const opened = async () => {
  const kept: object = JSON.parse(readFileSync(join(dumps, 'externals.json'), 'utf8'));
  const books = new Map<string, unknown>(Object.entries(kept));
  const folder = restored(dumps);
  const clock = testClock(NOON);
  const incidents: string[] = [];
  const running = await runEmbedded({
    system: { ...rehearsal, externals: withBooks(books) },
    storeOf: ({ name }) => openSqliteStore({ file: join(folder, `${name}.db`) }),
    clock,
    limits: { safetyPollMs: 400 * DAY_MS },
    report: ({ what, cause }) => incidents.push(`${what} ${String(cause)}`),
  });
  return { running, clock, books, incidents };
};

const broken = async (running: Host, now: number, books: ReadonlyMap<string, unknown>) => {
  const world = { ...(await worldOf(running, now)), external: (of: string) => books.get(of) };
  return rehearsal.invariants.flatMap(({ id, broken: of }) =>
    of(world).map((words) => `${id}: ${words}`),
  );
};

const parkedIn = async ({ kernels }: Host) =>
  (await Promise.all(Object.values(kernels).map((kernel) => kernel.parked()))).flatMap(
    ({ items }) => items,
  );

const statusOf = async (running: Host, orderId: string) =>
  (await running.kernelOf({ view: 'Mypage' })?.row('Mypage', orderId))?.row['status'];

it('A data folder of lodging opens, keeps its promises, and its cases go on', async () => {
  const { running, clock, books, incidents } = await opened();
  await clock.advance(30 * MINUTE_MS);
  deepEqual(await parkedIn(running), []);
  deepEqual(await broken(running, clock.now(), books), []);
  equal(await statusOf(running, 'order-6'), '예약완료');
  equal(await statusOf(running, 'order-4'), '예약취소');
  const command = { type: 'ConfirmReservation', placeId: 'place-2', orderId: 'order-3' };
  const by = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-2' } } as const;
  const confirmed = running.issue({ command, by });
  await clock.settle();
  equal((await confirmed).is, 'done');
  await clock.advance(8 * DAY_MS);
  for (const order of ['order-3', 'order-5', 'order-6']) {
    equal(await statusOf(running, order), '이용완료');
  }
  deepEqual(await broken(running, clock.now(), books), []);
  deepEqual(await parkedIn(running), []);
  deepEqual(incidents, []);
  await running.stop();
});

it('Its views are the same when they are drawn anew', async () => {
  const { running, clock } = await opened();
  await clock.advance(30 * MINUTE_MS);
  for (const kernel of Object.values(running.kernels)) {
    for (const view of Object.keys(kernel.context.views)) {
      const before = (await kernel.rows(view, all)).rows;
      const rebuilt = kernel.rebuild(view);
      await clock.advance(MINUTE_MS);
      await rebuilt;
      deepEqual(byKey((await kernel.rows(view, all)).rows), byKey(before), view);
    }
  }
  ok((await running.kernelOf({ view: 'Mypage' })?.rows('Mypage', all))?.total);
  await running.stop();
});

const byKey = (rows: readonly ViewRow[]) =>
  Object.fromEntries(rows.map(({ key, row }) => [key, row]));
