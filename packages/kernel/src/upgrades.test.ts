// A context that has data, opened again with a wall that was changed; and two versions of it side
// by side on one store.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  deadline,
  final,
  initial,
  only,
  removed,
  states,
  whenever,
} from '@dure/domain';
import type { BoundedContext, Deadline, System } from '@dure/domain';
import { count } from '@dure/domain/shapes';
import { command, event, Loan, LoanBefore, loanId, shed, toolsOf } from './lending.testing.ts';
import type { Deadlines } from './lending.testing.ts';
import { chain, NOON, openShop } from './open-shop.testing.ts';
import type { OpenShop } from './open-shop.testing.ts';

const MINUTE_MS = 60_000;
const lend = (shop: OpenShop, loan = 'loan-1') => shop.send('Lend', { loanId: loan, days: 3 });

const parkedIn = async (shop: OpenShop, context: string) =>
  (await shop.kernels[context]?.parked())?.items;

const stateOf = async (shop: OpenShop, key: string) => {
  const loan = await shop.kernels['tools']?.instance('Loan', key);
  const [whole] = loan?.aggregate.registers ?? [];
  return whole && loan?.state(whole);
};

for (const partitions of [1, 16]) {
  const again = (folder: string, of: System, at = NOON) =>
    openShop({ system: of, folder, partitions, at });

  describe(`A state that was renamed, in ${partitions} partitions`, () => {
    it('is lifted, and its case goes on', async () => {
      const old = await openShop({ system: shed(toolsOf(LoanBefore)), partitions });
      await lend(old);
      await old.stop();
      const shop = await again(old.folder, shed(toolsOf(Loan)));
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, place: 'shed' });
      equal((await shop.send('Return', { loanId: 'loan-1' })).is, 'done');
      await shop.stop();
    });

    it('is left alone by a replica that does not know it', async () => {
      const old = await openShop({ system: shed(toolsOf(LoanBefore)), partitions });
      await lend(old);
      const next = await again(old.folder, shed(toolsOf(Loan)));
      equal((await next.send('Remind', { loanId: 'loan-1' })).is, 'done');
      deepEqual(await old.send('Return', { loanId: 'loan-1' }), {
        is: 'unavailable',
        retryAfter: 1,
      });
      equal((await next.send('Return', { loanId: 'loan-1' })).is, 'done');
      equal((await lend(old, 'loan-2')).is, 'done');
      equal((await next.send('Return', { loanId: 'loan-2' })).is, 'done');
      deepEqual([old.incidents, next.incidents], [[], []]);
      await old.stop();
      await next.stop();
    });
  });

  describe(`Counted instances of a state that was renamed, in ${partitions} partitions`, () => {
    it('are counted under its present name before they move', async () => {
      const counted = { isCounted: true } as const;
      const first = shed(toolsOf({ ...LoanBefore, ...counted }));
      const old = await openShop({ system: first, partitions });
      for (let of = 1; of <= 3; of += 1) await lend(old, `loan-${of}`);
      await old.send('Return', { loanId: 'loan-3' });
      await old.stop();
      const shop = await again(old.folder, shed(toolsOf({ ...Loan, ...counted })));
      await shop.clock.advance(1_000);
      const store = shop.stores.get('tools');
      const tags = ['Loan:lent', 'Loan:out', 'Loan:back'];
      const counts = await Promise.all(tags.map(async (tag) => store?.count('instance', tag)));
      deepEqual(counts, [2, 0, 1]);
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, place: 'shed' });
      equal((await shop.send('Return', { loanId: 'loan-1' })).is, 'done');
      await shop.stop();
    });
  });

  const due = (more: Partial<Deadline> = {}): Deadline => ({
    ...deadline({
      starts: event.ToolLent,
      at: (_lent, { now }) => now + MINUTE_MS,
      isAbsolute: true,
      ends: [event.ToolReturned],
      due: command.Remind,
    }),
    ...more,
  });

  const late = async (deadlines: Deadlines) => {
    const first = shed(toolsOf(LoanBefore, { TERM: due() }));
    const old = await openShop({ system: first, partitions });
    await lend(old);
    await old.stop();
    return again(old.folder, shed(toolsOf(LoanBefore, deadlines)));
  };

  describe(`A message that meets a state of a newer version, in ${partitions} partitions`, () => {
    it('is tried again until a newer replica takes it', async () => {
      const old = await openShop({
        system: shed(toolsOf(LoanBefore, { TERM: due() })),
        partitions,
      });
      await lend(old);
      const newer = shed(toolsOf(Loan, { TERM: due() }));
      const next = await again(old.folder, newer);
      await next.send('Remind', { loanId: 'loan-1' });
      await next.stop();
      await old.clock.advance(7 * MINUTE_MS);
      const [parked] = (await parkedIn(old, 'tools')) ?? [];
      deepEqual([parked?.state, parked?.isListed], ['retrying', false]);
      await old.stop();
      const shop = await again(old.folder, newer, NOON + 10 * MINUTE_MS);
      await shop.clock.advance(2 * MINUTE_MS);
      deepEqual(await chain(shop, 'loan-1'), ['ToolLent', 'Reminded', 'Reminded']);
      deepEqual(await parkedIn(shop, 'tools'), []);
      await shop.stop();
    });
  });

  describe(`A deadline that is under another name, in ${partitions} partitions`, () => {
    it('is sent by the one that it was before', async () => {
      const shop = await late({ LOAN_TERM: due({ formerly: ['TERM'] }) });
      await shop.clock.advance(2 * MINUTE_MS);
      deepEqual(await chain(shop, 'loan-1'), ['ToolLent', 'Reminded']);
      await shop.stop();
    });

    it('ends when the case does', async () => {
      const shop = await late({ LOAN_TERM: due({ formerly: ['TERM'] }) });
      await shop.send('Return', { loanId: 'loan-1' });
      await shop.clock.advance(2 * MINUTE_MS);
      equal(shop.kernels['tools']?.metrics().counters['deadlines_fired'], undefined);
      await shop.stop();
    });
  });

  describe(`A deadline that was taken off the wall, in ${partitions} partitions`, () => {
    it('is dropped where that is stated, and its case tells of it', async () => {
      const shop = await late({ TERM: removed('Nobody is reminded any more.') });
      await shop.clock.advance(7 * MINUTE_MS);
      deepEqual(await chain(shop, 'loan-1'), ['ToolLent', '(TERM)']);
      deepEqual(await shop.stores.get('tools')?.list('deadline', '', 10), []);
      await shop.stop();
    });

    it('is listed where it is not, and sent when its name is back', async () => {
      const shop = await late({});
      await shop.clock.advance(7 * MINUTE_MS);
      const [parked] = (await parkedIn(shop, 'tools')) ?? [];
      deepEqual([parked?.state, parked?.isListed], ['stopped', true]);
      ok(parked?.cause.includes('TERM'));
      await shop.stop();
      const at = NOON + 10 * MINUTE_MS;
      const back = await again(shop.folder, shed(toolsOf(LoanBefore, { TERM: due() })), at);
      await back.clock.advance(2 * MINUTE_MS);
      deepEqual(await chain(back, 'loan-1'), ['ToolLent', 'Reminded']);
      await back.stop();
    });
  });

  describe(`A command under way whose name is gone, in ${partitions} partitions`, () => {
    const Fees = contract('fees', {
      commands: { Charge: { loanId, days: count() }, Waive: { loanId } },
      events: { Charged: { loanId, days: count() }, Waived: { loanId } },
    });
    const fee = states({ absent: initial(), charged: final('CHARGED') });
    const Fee = aggregate('Fee', {
      identifiedBy: 'loanId',
      ...Fees.pads,
      states: fee,
      decide: { Charge: { absent: Fees.event.Charged }, Waive: { absent: Fees.event.Waived } },
      evolve: { Charged: { absent: () => fee.charged() }, Waived: { absent: () => fee.charged() } },
    });
    /** The fee, of which one command is gone. */
    const OtherFee = aggregate('Fee', {
      identifiedBy: 'loanId',
      accepts: only(Fees.command, 'Waive'),
      emits: only(Fees.event, 'Waived'),
      refuses: {},
      states: fee,
      decide: { Waive: { absent: Fees.event.Waived } },
      evolve: { Waived: { absent: () => fee.charged() } },
    });
    const fees = boundedContext('fees', {
      aggregates: { Fee },
      policies: { chargeLent: whenever(event.ToolLent, Fees.command.Charge) },
    });
    const without = boundedContext('fees', { aggregates: { Fee: OtherFee } });
    const tools = toolsOf(LoanBefore);
    const charging: BoundedContext = {
      ...tools,
      processes: {
        Charging: {
          name: 'Charging',
          follows: [event.ToolLent],
          caseOf: () => 'loan-1',
          sends: [Fees.command.Charge],
          step: (_memory, lent) => ({
            memory: {},
            sends: [Fees.command.Charge(lent as ReturnType<typeof event.ToolLent>)],
          }),
        },
      },
    };

    it('is listed, and decided when the name is back', async () => {
      const old = await openShop({ system: shed(charging, fees), partitions });
      await old.kernels['fees']?.stop();
      await lend(old);
      await old.clock.settle();
      await old.stop();
      const shop = await again(old.folder, shed(charging, without));
      await shop.clock.advance(1_000);
      const listed = (await parkedIn(shop, 'fees')) ?? [];
      deepEqual(
        listed.map(({ state, isListed }) => [state, isListed]),
        [['stopped', true]],
      );
      await shop.stop();
      const back = await again(old.folder, shed(charging, fees), NOON + 5 * MINUTE_MS);
      await back.clock.advance(2 * MINUTE_MS);
      ok((await chain(back, 'loan-1')).includes('Charged'));
      deepEqual(await parkedIn(back, 'fees'), []);
      await back.stop();
    });
  });
}
