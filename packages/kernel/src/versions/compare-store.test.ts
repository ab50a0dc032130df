// What an earlier wall has left in a store is listed, where the present one neither has it nor says
// what became of it.

import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  aggregate,
  boundedContext,
  contract,
  deadline,
  initial,
  removed,
  rest,
  states,
  system,
  take,
  whenever,
} from '@dure/domain';
import type { BoundedContext, System } from '@dure/domain';
import { id, text } from '@dure/domain/shapes';
import { openSqliteStore } from '@dure/store-sqlite';
import { NAMES_ID } from '../ids.ts';
import { command, event, Loan, LoanBefore, shed, toolsOf } from '../lending.testing.ts';
import { NOON, openShop } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Store } from '../ports.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const noteId = id('note');

const unknownIn = async (shop: OpenShop, context: string) => {
  await shop.clock.settle();
  const { items } = (await shop.kernels[context]?.work()) ?? { items: [] };
  return items.flatMap(({ kind, type, en }) =>
    kind === 'unknown' ? [[type, numberIn(en ?? '')]] : [],
  );
};

const parkedIn = async (shop: OpenShop) => (await shop.kernels['readers']?.parked())?.items ?? [];

const byText = (a: string, b: string) => (a < b ? -1 : 1);

const numberIn = (words: string): number => Number(/\b\d+\b/.exec(words)?.[0]);

/** The term of a loan. */
const TERM = deadline({
  starts: event.ToolLent,
  at: (_lent, { now }) => now + HOUR_MS,
  isAbsolute: true,
  ends: [event.ToolReturned],
  due: command.Remind,
});

/** The wall whose states were renamed, and which does not lift them. */
const unlifted = toolsOf(Object.assign({}, Loan, { lifts: [] }));

const fields = { noteId, words: text };

/** Notes that are written and struck; what is struck is not on the second wall. */
const First = contract('notes', {
  commands: { Write: fields, Strike: { noteId } },
  events: { Written: fields, Struck: { noteId } },
  views: { Notes: fields },
});

const Next = contract('notes', {
  commands: { Write: fields },
  events: { Written: fields },
  views: { Notes: fields },
});

const Ended = contract('notes', {
  commands: { Write: fields },
  events: { Written: fields },
  views: { Notes: fields },
  upcasts: { Struck: removed('Notes are kept.') },
});

const note = states({ absent: initial(), written: rest('WRITTEN', { words: text }) });

const firstNotes = boundedContext('notes', {
  aggregates: {
    Note: aggregate('Note', {
      identifiedBy: 'noteId',
      ...First.pads,
      states: note,
      decide: {
        Write: { absent: First.event.Written },
        Strike: { written: First.event.Struck },
      },
      evolve: {
        Written: { absent: note.written },
        Struck: { written: (_struck, before) => before },
      },
    }),
  },
  views: {
    Notes: First.view.Notes.follows([First.event], { key: ['noteId'], creates: { Written: take } }),
  },
});

const notesOf = ({ pads, event: events, view }: typeof Next | typeof Ended): BoundedContext =>
  boundedContext('notes', {
    aggregates: {
      Note: aggregate('Note', {
        identifiedBy: 'noteId',
        ...pads,
        states: note,
        decide: { Write: { absent: events.Written } },
        evolve: { Written: { absent: note.written } },
      }),
    },
    views: {
      Notes: view.Notes.follows([events], { key: ['noteId'], creates: { Written: take } }),
    },
  });

const readers = (follow: typeof First | typeof Next | typeof Ended): BoundedContext =>
  boundedContext('readers', {
    policies: {
      read: whenever(follow.event.Written, () => [], { sends: [] }),
    },
  });

const notebook = (...contexts: readonly BoundedContext[]): System =>
  system('notebook', { label: ['공책', 'Notebook'], businessKey: 'noteId', contexts });

/** Counts how often a store is read as a whole. */
const counting = (store: Store, reads: string[]): Store =>
  ({
    ...Object.fromEntries(
      (['turn', 'head', 'read', 'due', 'nextDue', 'count', 'query', 'trail', 'close'] as const).map(
        (name) => [name, (store[name] as (...of: readonly unknown[]) => unknown).bind(store)],
      ),
    ),
    partitions: store.partitions,
    identity: store.identity,
    readLog: async (...of: Parameters<Store['readLog']>) => {
      const records = await store.readLog(...of);
      if (records.length > 0) reads.push('log');
      return records;
    },
    list: (...of: Parameters<Store['list']>) => {
      reads.push(of[0]);
      return store.list(...of);
    },
  }) as unknown as Store; // All of its members are there.

for (const partitions of [1, 16]) {
  const again = (folder: string, of: System, at = NOON) =>
    openShop({ system: of, folder, partitions, at });

  const lent = async (tools: BoundedContext): Promise<string> => {
    const shop = await openShop({ system: shed(tools), partitions });
    for (const loanId of ['loan-1', 'loan-2', 'loan-3'])
      await shop.send('Lend', { loanId, days: 3 });
    await shop.send('Return', { loanId: 'loan-3' });
    await shop.clock.settle();
    await shop.stop();
    return shop.folder;
  };

  describe(`A state that is on no board, in ${partitions} partitions`, () => {
    it('is listed with how many are in it, and what to do', async () => {
      const shop = await again(await lent(toolsOf(LoanBefore)), shed(unlifted));
      deepEqual(await unknownIn(shop, 'tools'), [['Loan.out', 2]]);
      const { items = [] } = (await shop.kernels['tools']?.work()) ?? {};
      const [work = { en: '', ko: '', caseId: '' }] = items;
      for (const words of [work.en, work.ko]) match(words ?? '', /lifts/);
      match(work.caseId, /^loan-[12]$/);
      equal(shop.incidents.length, 1);
      await shop.stop();
    });

    it('is not listed where it is lifted', async () => {
      const shop = await again(await lent(toolsOf(LoanBefore)), shed(toolsOf(Loan)));
      deepEqual(await unknownIn(shop, 'tools'), []);
      deepEqual(shop.incidents, []);
      await shop.stop();
    });

    it('is found in a store in which no names were noted yet', async () => {
      const folder = await lent(toolsOf(LoanBefore));
      const store = openSqliteStore({ file: `${folder}/tools.db` });
      await store.turn(0, (turn) =>
        turn.write({
          append: [],
          insert: [],
          put: [],
          remove: [{ collection: 'follower', id: NAMES_ID }],
          facts: turn.head.facts,
        }),
      );
      await store.close();
      const shop = await again(folder, shed(unlifted));
      deepEqual(await unknownIn(shop, 'tools'), [['Loan.out', 2]]);
      await shop.stop();
    });
  });

  describe(`A store whose names are all on the wall, in ${partitions} partitions`, () => {
    it('is not looked through', async () => {
      const folder = await lent(toolsOf(LoanBefore));
      const reads: string[] = [];
      const shop = await openShop({
        system: shed(toolsOf(LoanBefore)),
        partitions,
        storeOf: ({ name }) =>
          counting(openSqliteStore({ file: `${folder}/${name}.db`, partitions }), reads),
      });
      await shop.clock.settle();
      // In several partitions a consumer reads again what its watermark has not passed yet.
      const whole = [
        'instance',
        'entry',
        'deadline',
        'process',
        ...(partitions === 1 ? ['log'] : []),
      ];
      deepEqual(
        reads.filter((of) => whole.includes(of)),
        [],
      );
      await shop.stop();
    });
  });

  describe(`A deadline that is pending and not on the wall, in ${partitions} partitions`, () => {
    it('is listed before it is due', async () => {
      const shop = await again(
        await lent(toolsOf(LoanBefore, { TERM })),
        shed(toolsOf(LoanBefore)),
      );
      deepEqual(await unknownIn(shop, 'tools'), [['TERM', 2]]);
      await shop.stop();
    });

    it('is not listed where it is under another name, or removed', async () => {
      const folder = await lent(toolsOf(LoanBefore, { TERM }));
      const renamed = toolsOf(LoanBefore, { LOAN_TERM: { ...TERM, formerly: ['TERM'] } });
      const gone = toolsOf(LoanBefore, { TERM: removed('Nobody is reminded.') });
      for (const tools of [renamed, gone]) {
        const shop = await again(folder, shed(tools));
        deepEqual(await unknownIn(shop, 'tools'), []);
        await shop.stop();
      }
    });
  });

  describe(`A step at which cases stand and which is not on the wall, in ${partitions}`, () => {
    const step = { until: event.Reminded, sends: [], undoes: [] } as const;
    const withSaga = (name: string, successors = {}): BoundedContext => ({
      ...toolsOf(LoanBefore),
      sagas: {
        Lending: {
          name: 'Lending',
          startedBy: event.ToolLent,
          followedBy: 'loanId',
          steps: [{ ...step, name }],
          successors,
        },
      },
    });

    it('is listed where no other step takes its place', async () => {
      const folder = await lent(withSaga('remind'));
      const shop = await again(folder, shed(withSaga('ask')));
      deepEqual(await unknownIn(shop, 'tools'), [['Lending.remind', 3]]);
      await shop.stop();
      const mended = await again(folder, shed(withSaga('ask', { remind: 'ask' })));
      deepEqual(await unknownIn(mended, 'tools'), []);
      await mended.stop();
    });
  });

  describe(`An event that is not on the wall, in ${partitions} partitions`, () => {
    const struck = async (): Promise<string> => {
      const shop = await openShop({
        system: notebook(firstNotes, readers(First)),
        partitions,
      });
      await shop.kernels['readers']?.stop();
      for (const key of ['note-1', 'note-2']) {
        await shop.send('Write', { noteId: key, words: 'so' });
        await shop.send('Strike', { noteId: key });
      }
      await shop.clock.settle();
      await shop.stop();
      return shop.folder;
    };

    it('is listed with how often it is in the log, also at later starts', async () => {
      const folder = await struck();
      for (const start of [1, 2]) {
        const at = NOON + start * MINUTE_MS;
        const shop = await again(folder, notebook(notesOf(Next)), at);
        deepEqual(await unknownIn(shop, 'notes'), [['Struck', 2]]);
        await shop.stop();
      }
    });

    it('fails the rebuilding of a view, which says its name', async () => {
      const shop = await again(await struck(), notebook(notesOf(Next)));
      const kernel = shop.kernels['notes'];
      ok(kernel);
      await rejects(kernel.rebuild('Notes'), /Struck/);
      const [rebuild] = kernel.rebuilding();
      deepEqual([rebuild?.state, rebuild?.failure?.type], ['failed', 'Struck']);
      equal((await shop.list('Notes')).length, 2);
      await shop.stop();
    });

    it('stops its case where it was not read yet, and goes on once its end is stated', async () => {
      const folder = await struck();
      const shop = await again(folder, notebook(notesOf(Next), readers(Next)));
      await shop.clock.advance(1_000);
      const parked = await parkedIn(shop);
      deepEqual(parked.map(({ caseId }) => caseId).toSorted(byText), ['note-1', 'note-2']);
      ok(parked.every(({ state, isListed }) => state === 'stopped' && isListed));
      match(parked[0]?.cause ?? '', /Struck/);
      await shop.stop();
      const mended = await again(folder, notebook(notesOf(Ended), readers(Ended)), NOON + HOUR_MS);
      await mended.clock.advance(10 * MINUTE_MS);
      deepEqual(await parkedIn(mended), []);
      deepEqual(await unknownIn(mended, 'notes'), []);
      await mended.kernels['notes']?.rebuild('Notes');
      equal((await mended.list('Notes')).length, 2);
      await mended.stop();
    });
  });
}
