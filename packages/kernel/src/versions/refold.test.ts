// States that are folded anew from the log, as their board says: once, soon after the start.

import { deepEqual, equal } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  final,
  initial,
  ledger,
  nothing,
  open,
  per,
  refolded,
  rest,
  states,
  system,
  upcast,
  whole,
} from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { count, id, text } from '@dure/domain/shapes';
import { command, event, LoanBefore, shed, toolsOf } from '../lending.testing.ts';
import { NOON, openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';

// #region states
/** How often somebody was reminded is in no state of the version before, but in its events. */
const loan = states({
  absent: initial(),
  lent: open('LENT', { days: count(), reminders: count({ min: 0 }) }),
  back: final('BACK', { reminders: count({ min: 0 }) }),
});

const Loan = aggregate('Loan', {
  identifiedBy: 'loanId',
  accepts: command,
  emits: event,
  refuses: {},
  states: loan,
  lifts: [refolded],
  decide: {
    Lend: { absent: event.ToolLent },
    Return: { lent: event.ToolReturned },
    Remind: { lent: event.Reminded, back: nothing },
  },
  evolve: {
    ToolLent: { absent: ({ days }) => loan.lent({ days, reminders: 0 }) },
    Reminded: {
      lent: (_reminded, { days, reminders }) => loan.lent({ days, reminders: reminders + 1 }),
    },
    ToolReturned: { lent: (_returned, { reminders }) => loan.back({ reminders }) },
  },
});
// #endregion states

const tools = boundedContext('tools', { aggregates: { Loan } });

const stateOf = async (shop: OpenShop, key: string) => {
  const instance = await shop.kernels['tools']?.instance('Loan', key);
  const [first] = instance?.aggregate.registers ?? [];
  return first && instance?.state(first);
};

const shelfId = id('shelf');
const thing = id('thing');

const before = contract('shelves', {
  commands: { Open: { shelfId }, Put: { shelfId, thing, words: text } },
  events: { Opened: { shelfId }, Filled: { shelfId, thing, words: text } },
});

const after = contract('shelves', {
  commands: { Open: { shelfId }, Put: { shelfId, thing, words: text }, Take: { shelfId, thing } },
  events: {
    Opened: { shelfId },
    Filled: { shelfId, thing, words: text, letters: count({ min: 0 }) },
    Taken: { shelfId, thing },
  },
  upcasts: {
    Filled: [
      upcast({ shelfId, thing, words: text }, (filled) => ({
        ...filled,
        letters: filled.words.length,
      })),
    ],
  },
});

const shelfBefore = states({ absent: initial(), open: rest('OPEN') });
const placeBefore = states({ absent: initial(), full: rest('FULL', { words: text }) });

const ShelfBefore = ledger('Shelf', {
  identifiedBy: 'shelfId',
  ...before.pads,
  registers: { Shelf: whole(shelfBefore), Place: per('thing', placeBefore, ['full']) },
  decide: {
    Shelf: { Open: { absent: before.event.Opened } },
    Place: { Put: { absent: before.event.Filled } },
  },
  evolve: {
    Shelf: { Opened: { absent: () => shelfBefore.open() } },
    Place: { Filled: { absent: placeBefore.full } },
  },
});

type Letters = { readonly lift: boolean };

/** The letters of a thing, from its lifted event; or, from the state before, lifted by hand. */
const shelves = ({ lift }: Letters): BoundedContext => {
  const shelf = states({ absent: initial(), open: rest('OPEN') });
  const place = states({
    absent: initial(),
    full: rest('FULL', { letters: count({ min: 0 }) }),
    empty: final('EMPTY'),
  });
  const Shelf = ledger('Shelf', {
    identifiedBy: 'shelfId',
    ...after.pads,
    registers: { Shelf: whole(shelf), Place: per('thing', place, ['full']) },
    lifts: [
      lift
        ? ({ is, words }, register) =>
            register === 'Place' ? { is, letters: String(words).length } : { is }
        : refolded,
    ],
    decide: {
      Shelf: { Open: { absent: after.event.Opened } },
      Place: {
        Put: { absent: (put) => after.event.Filled({ ...put, letters: put.words.length }) },
        Take: { full: after.event.Taken },
      },
    },
    evolve: {
      Shelf: { Opened: { absent: () => shelf.open() } },
      Place: {
        Filled: { absent: ({ letters }) => place.full({ letters }) },
        Taken: { full: () => place.empty() },
      },
    },
  });
  return boundedContext('shelves', { aggregates: { Shelf } });
};

const shopOf = (of: BoundedContext): System =>
  system('shop', { label: ['가게', 'Shop'], businessKey: 'shelfId', contexts: [of] });

const placeOf = async (shop: OpenShop, entry: string) => {
  const instance = await shop.kernels['shelves']?.instance('Shelf', 'shelf-1', entry);
  const place = instance?.aggregate.registers.find(({ name }) => name === 'Place');
  return place && instance?.state(place, entry);
};

for (const partitions of [1, 16]) {
  const again = (folder: string, of: System, at = NOON) =>
    openShop({ system: of, folder, partitions, at });

  const lent = () => openShop({ system: shed(toolsOf(LoanBefore)), partitions });

  const remind = async (shop: OpenShop, key: string): Promise<void> => {
    await shop.send('Lend', { loanId: key, days: 3 });
    await shop.send('Remind', { loanId: key });
    await shop.send('Remind', { loanId: key });
  };

  describe(`A state that is folded anew, in ${partitions} partitions`, () => {
    it('is as the events say, for open and ended instances, and goes on', async () => {
      const old = await lent();
      await remind(old, 'loan-1');
      await remind(old, 'loan-2');
      await old.send('Return', { loanId: 'loan-2' });
      await old.stop();
      const shop = await again(old.folder, shed(tools));
      await shop.clock.advance(1_000);
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, reminders: 2 });
      deepEqual(await stateOf(shop, 'loan-2'), { is: 'back', reminders: 2 });
      equal((await shop.send('Remind', { loanId: 'loan-1' })).is, 'done');
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, reminders: 3 });
      deepEqual(shop.incidents, []);
      await shop.stop();
    });

    it('takes a command only once it is folded', async () => {
      const old = await lent();
      await remind(old, 'loan-1');
      await old.stop();
      const shop = await again(old.folder, shed(tools));
      const outcomes = [await shop.send('Remind', { loanId: 'loan-1' })];
      while (outcomes.at(-1)?.is === 'unavailable') {
        await shop.clock.advance(1_000);
        outcomes.push(await shop.send('Remind', { loanId: 'loan-1' }));
      }
      equal(outcomes.at(-1)?.is, 'done');
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, reminders: 3 });
      await shop.stop();
    });

    it('is folded again where a replica of the former wall has left one behind', async () => {
      const old = await lent();
      const shop = await again(old.folder, shed(tools));
      await shop.clock.advance(1_000);
      await remind(old, 'loan-1');
      equal((await shop.send('Remind', { loanId: 'loan-1' })).is, 'unavailable');
      await shop.clock.advance(1_000);
      equal((await shop.send('Remind', { loanId: 'loan-1' })).is, 'done');
      deepEqual(await stateOf(shop, 'loan-1'), { is: 'lent', days: 3, reminders: 3 });
      equal((await old.send('Return', { loanId: 'loan-1' })).is, 'unavailable');
      await old.stop();
      await shop.stop();
    });

    it('stays as it was where it cannot be folded, and that is reported', async () => {
      const old = await lent();
      await remind(old, 'loan-1');
      await old.send('Lend', { loanId: 'loan-2', days: 2 });
      await old.stop();
      const { Reminded: _reminded, ...evolve } = Loan.registers[0]?.evolve ?? {};
      const registers = Loan.registers.map((register) => ({ ...register, evolve }));
      const broken = { ...tools, aggregates: { Loan: { ...Loan, registers } } };
      const shop = await again(old.folder, shed(broken));
      await shop.clock.advance(1_000);
      deepEqual(
        shop.incidents.map(({ what }) => what.includes('Loan/loan-1')),
        [true],
      );
      equal((await shop.send('Return', { loanId: 'loan-2' })).is, 'done');
      await shop.stop();
      const mended = await again(old.folder, shed(tools), NOON + 60_000);
      await mended.clock.advance(1_000);
      deepEqual(await stateOf(mended, 'loan-1'), { is: 'lent', days: 3, reminders: 2 });
      await mended.stop();
    });
  });

  describe(`Entries of a ledger, in ${partitions} partitions`, () => {
    const filled = async (): Promise<string> => {
      const first = boundedContext('shelves', { aggregates: { Shelf: ShelfBefore } });
      const shop = await openShop({ system: shopOf(first), partitions });
      await shop.send('Open', { shelfId: 'shelf-1' });
      await shop.send('Put', { shelfId: 'shelf-1', thing: 'thing-1', words: 'three' });
      await shop.send('Put', { shelfId: 'shelf-1', thing: 'thing-2', words: 'four' });
      await shop.stop();
      return shop.folder;
    };

    for (const lift of [true, false]) {
      it(`are ${lift ? 'lifted' : 'folded anew from lifted events'}, and go on`, async () => {
        const shop = await again(await filled(), shopOf(shelves({ lift })));
        await shop.clock.advance(1_000);
        deepEqual(await placeOf(shop, 'thing-1'), { is: 'full', letters: 5 });
        const take = { shelfId: 'shelf-1', thing: 'thing-2' };
        equal((await shop.send('Take', take)).is, 'done');
        deepEqual(await placeOf(shop, 'thing-2'), { is: 'empty' });
        const put = { shelfId: 'shelf-1', thing: 'thing-3', words: 'so' };
        equal((await shop.send('Put', put)).is, 'done');
        await shop.stop();
        const later = await again(shop.folder, shopOf(shelves({ lift })), NOON + 60_000);
        deepEqual(await placeOf(later, 'thing-1'), { is: 'full', letters: 5 });
        deepEqual(await placeOf(later, 'thing-3'), { is: 'full', letters: 2 });
        deepEqual(later.incidents, []);
        await later.stop();
      });
    }
  });
}
