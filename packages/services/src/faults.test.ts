// Faults of a rehearsal where every context is a process of its own.

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Kernel, Order, Outcome } from '@dure/kernel';
import { memoryDisk, memoryStore } from '@dure/store-memory';
import { rehearsal as Lodging } from '@dure/lodging/rehearsal';
import { runTogether } from './together.ts';
import type { Together } from './together.ts';
import { secretOf } from './tokens.ts';

const DAY_MS = 86_400_000;
const QUIET_MS = 20_000;
const POLL_MS = 100;
const partitions = 1;
const owner = { kind: 'actor', name: 'Owner', claims: { ownerId: 'owner-1' } } as const;
const guest = { kind: 'actor', name: 'Customer', claims: { usrId: 'customer-1' } } as const;
const all = { filters: [], anyOf: [], descending: false, offset: 0, limit: 100 };
const place = { placeNm: '한옥', ownerId: 'owner-1', pricePerNight: 5_000 };

type Wanted = Order['command'] & { readonly [field: string]: unknown };

const doneIn = (outcome: Outcome): Extract<Outcome, { readonly is: 'done' }> => {
  assert.ok(outcome.is === 'done', JSON.stringify(outcome));
  return outcome;
};

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

describe('A context that is a process of its own', { timeout: 60_000 }, () => {
  let together: Together;
  const kernelOf = (name: string): Kernel => {
    const { [name]: kernel } = together.running.kernels;
    assert.ok(kernel);
    return kernel;
  };
  const issue = (by: typeof owner | typeof guest, command: Wanted) =>
    together.running.issue({ command, by });
  const register = async (): Promise<string> =>
    doneIn(await issue(owner, { type: 'RegisterPlace', ...place, instantConfirmation: true })).key;
  const adopted = async (): Promise<readonly unknown[]> => {
    const { rows } = await kernelOf('management').rows('ReservationManagements', all);
    return rows.map(({ row }) => row['placeId']);
  };

  before(async () => {
    // Followers look again soon, so that whoever is behind has every chance to hear.
    const limits = { safetyPollMs: POLL_MS };
    const secret = secretOf('a secret of these tests, long enough');
    const storeOf = () => memoryStore(memoryDisk({ partitions }));
    const report = () => {};
    together = await runTogether({ system: Lodging, storeOf, partitions, secret, limits, report });
  });
  after(() => together.close());

  it('takes what is asked of it while it is behind, and hears of others afterwards', async () => {
    const { running } = together;
    const first = await register();
    assert.ok(await running.quiet(QUIET_MS));
    running.fault('management', 'behind');
    const second = await register();
    const opened = await issue(owner, { type: 'OpenStock', placeId: first, stock: 3 });
    const { position } = doneIn(opened);
    assert.ok(await kernelOf('management').seen(position, QUIET_MS));
    await new Promise((resolve) => void setTimeout(resolve, 3 * POLL_MS));
    assert.deepEqual(await adopted(), [first]);
    running.fault('management', 'none');
    assert.ok(await running.quiet(QUIET_MS));
    assert.deepEqual(new Set(await adopted()), new Set([first, second]));
  });

  it('has what it answered too late taken back, and nothing is reserved', async () => {
    const { running } = together;
    const placeId = await register();
    assert.ok(await running.quiet(QUIET_MS));
    const [strDt, endDt] = [dayIn(2), dayIn(3)];
    const stay = { type: 'PlaceReservation', placeId, usrId: 'customer-1', strDt, endDt, qty: 1 };
    running.fault('payment', 'late');
    const outcome = await issue(guest, stay);
    assert.equal(outcome.is === 'refused' && outcome.rejection.type, 'PaymentUnavailable');
    // It has decided all the same; a busy machine may show it a moment later.
    while ((await kernelOf('payment').rows('PaymentHistories', all)).total === 0);
    running.fault('payment', 'none');
    assert.ok(await running.quiet(QUIET_MS));
    const { rows } = await kernelOf('payment').rows('PaymentHistories', all);
    assert.deepEqual(
      rows.map(({ row }) => row['status']),
      ['결제철회'],
    );
    assert.equal((await kernelOf('place').rows('Accommodations', all)).total, 0);
    doneIn(await issue(guest, stay));
  });
});
