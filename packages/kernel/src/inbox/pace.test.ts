// How many records are worked on at a time follows what they cost.

import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openShop, place } from '../open-shop.testing.ts';
import type { OpenShop } from '../open-shop.testing.ts';
import type { Feed } from '../ports.ts';
import { Shop } from '../shop.testing.ts';
import { BREATH_MS, Pace, REST_TURNS, SLICE_MS, narrowed, widened } from './pace.ts';

const PAGES = 20;

/** Pages as large as may be, each record of which takes so long. Returns the limit after each. */
const limitsAfter = (pace: Pace, msEach: number): readonly number[] =>
  Array.from({ length: PAGES }, () => {
    const records = pace.limit;
    pace.enter(0, records, () => pace.leave(0, records, records * msEach));
    return pace.limit;
  });

const sorted = (all: readonly number[]): readonly number[] => all.toSorted((a, b) => a - b);

describe('The number of records that are worked on at a time', () => {
  it('rises with each page, where they cost nothing', () => {
    const limits = limitsAfter(new Pace(1), 0);
    deepEqual(limits, sorted(limits));
    ok((limits[9] ?? 0) > 512, limits.join());
  });

  it('is no more than is handled within a moment, where each costs much', () => {
    for (const ms of [1, 10, 100]) {
      const limits = limitsAfter(new Pace(1), ms);
      equal(limits.at(-1), Math.floor(SLICE_MS / ms));
      ok(
        limits.every((limit) => limit <= SLICE_MS / ms),
        limits.join(),
      );
    }
  });

  it('is one, where one takes longer than a moment', () => {
    equal(limitsAfter(new Pace(1), 1_000).at(-1), 1);
  });

  it('falls at once to what records cost that come behind cheap ones', () => {
    const pace = new Pace(1);
    limitsAfter(pace, 0);
    const [first = 0, second = 0] = limitsAfter(pace, 10);
    ok(first <= SLICE_MS / 5, `${first}`);
    ok(second <= first, `${second}`);
  });

  it('rises again when they cost less again', () => {
    const pace = new Pace(1);
    limitsAfter(pace, 1_000);
    const limits = limitsAfter(pace, 0);
    deepEqual(limits, sorted(limits));
    ok((limits.at(-1) ?? 0) > 512, limits.join());
  });

  it('is not moved far by pages of one record each, whatever they cost', () => {
    const pace = new Pace(1);
    for (let page = 0; page < 1_000; page += 1) {
      pace.enter(0, 1, () => pace.leave(0, 1, 0));
    }
    ok(pace.limit < 64, `${pace.limit}`);
  });

  it('takes a clock that is put back for no time at all', () => {
    const pace = new Pace(1);
    pace.enter(0, 8, () => pace.leave(0, 8, -3_600_000));
    ok(pace.limit > 8, `${pace.limit}`);
  });
});

describe('The number of records of a log that are read in one go', () => {
  const LIMIT = 8;
  const MOST = 512;

  /** How many are asked for, page by page, where each record sets so much work in motion. */
  const askedWhere = (pages: readonly number[], first = 1): readonly number[] => {
    let stride = first;
    return pages.map((workEach) => {
      const asked = Math.min(MOST, LIMIT * stride);
      stride = widened(stride);
      if (workEach > 0) stride = narrowed(stride, 1 / workEach);
      return asked;
    });
  };

  it('rises to what may be read at most, where they set nothing in motion', () => {
    deepEqual(askedWhere([0, 0, 0, 0, 0, 0, 0, 0]), [8, 16, 32, 64, 128, 256, 512, 512]);
  });

  it('is so large that as many are work as are worked on at a time', () => {
    deepEqual(askedWhere([1 / 4, 1 / 4, 1 / 4, 1 / 4]), [8, 16, 32, 32]);
  });

  it('is what is worked on at a time, as soon as each of them is work', () => {
    deepEqual(askedWhere([1, 1], 64), [512, 8]);
  });

  it('is never less, where each of them is work for many', () => {
    deepEqual(askedWhere([16, 16, 16]), [8, 8, 8]);
  });
});

/** Begins one after the other. Notes the names of those that have. */
const entering = (pace: Pace, all: Readonly<Record<string, number>>): string[] => {
  const begun: string[] = [];
  for (const [name, records] of Object.entries(all)) pace.enter(0, records, () => begun.push(name));
  return begun;
};

describe('Records that are more than may be worked on at a time', () => {
  it('wait until others are done, and begin in the order in which they came', () => {
    const pace = new Pace(1);
    const begun = entering(pace, { first: pace.limit, second: pace.limit, third: 1 });
    deepEqual(begun, ['first']);
    pace.leave(0, 8, 8 * SLICE_MS);
    deepEqual(begun, ['first', 'second']);
    pace.leave(0, 8, 0);
    deepEqual(begun, ['first', 'second', 'third']);
  });

  it('are not overtaken by fewer, for which there would be room', () => {
    const pace = new Pace(1);
    const begun = entering(pace, { first: pace.limit / 2, second: pace.limit, third: 1 });
    deepEqual(begun, ['first']);
  });

  it('begin together as far as there is room', () => {
    const pace = new Pace(1);
    const half = pace.limit / 2;
    const begun = entering(pace, { first: half, second: half, third: half, fourth: half });
    deepEqual(begun, ['first', 'second']);
    pace.leave(0, half, 0);
    deepEqual(begun, ['first', 'second', 'third', 'fourth']);
  });

  it('wait for nothing that another partition has under way', () => {
    const pace = new Pace(2);
    const begun = entering(pace, { first: pace.limit, second: 1 });
    pace.enter(1, 1, () => void begun.push('elsewhere'));
    deepEqual(begun, ['first', 'elsewhere']);
  });

  it('are fewer in each partition, where there are several', () => {
    const pace = new Pace(2);
    const half = pace.limit / 2;
    deepEqual(entering(pace, { first: half, second: 1 }), ['first']);
  });

  it('begin alone, where they are more than that by themselves', () => {
    const pace = new Pace(1);
    deepEqual(entering(pace, { all: pace.limit * 10, another: 1 }), ['all']);
  });
});

const moment = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe('Work that takes long', () => {
  const began = (pace: Pace, names: readonly string[], soon: (run: () => void) => void) => {
    const begun: string[] = [];
    for (const name of names) {
      const breath = pace.breathe(soon);
      if (breath) void breath.then(() => begun.push(name));
      else begun.push(name);
    }
    return begun;
  };

  /** Lets so many turns of others pass, and says how many there were to wait for. */
  const passing =
    (later: (() => void)[]) =>
    async (count: number): Promise<void> => {
      for (let turn = 0; turn < count; turn += 1) {
        await moment();
        equal(later.length, 1);
        later.shift()?.();
      }
      await moment();
    };

  it('lets others in before there is more of it', async () => {
    const pace = new Pace(1);
    const later: (() => void)[] = [];
    pace.worked(BREATH_MS);
    const begun = began(pace, ['first', 'second'], (run) => later.push(run));
    await moment();
    deepEqual([begun, later.length], [[], 1]);
    await passing(later)(1);
    deepEqual([begun, later.length], [['first', 'second'], 0]);
    deepEqual(
      began(pace, ['third'], (run) => later.push(run)),
      ['third'],
    );
  });

  it('lets them in once more before the next, where that took long again', async () => {
    const pace = new Pace(1);
    const later: (() => void)[] = [];
    const begun: string[] = [];
    const soon = (run: () => void): void => void later.push(run);
    pace.worked(BREATH_MS);
    for (const name of ['first', 'second']) {
      void pace.breathe(soon)?.then(() => {
        begun.push(name);
        pace.worked(BREATH_MS);
      });
    }
    await passing(later)(1);
    deepEqual([begun, later.length], [['first'], 1]);
    await passing(later)(1);
    deepEqual(begun, ['first', 'second']);
  });

  it('lets them in as often as it takes long, however many are at it', async () => {
    const pace = new Pace(4);
    let turns = 0;
    const soon = (run: () => void): void => {
      turns += 1;
      setImmediate(run);
    };
    const cheap = async (): Promise<void> => {
      for (let record = 0; record < 200; record += 1) {
        const breath = pace.breathe(soon);
        if (breath) await breath;
        pace.worked(1);
      }
    };
    await Promise.all([cheap(), cheap(), cheap(), cheap()]);
    ok(turns <= 800 / BREATH_MS, `${turns} turns`);
  });

  it('lets them in for some turns before more is begun, and all wait for the same', async () => {
    const pace = new Pace(2);
    const later: (() => void)[] = [];
    const soon = (run: () => void): void => void later.push(run);
    const begun: string[] = [];
    const begin = (name: string): void => {
      const run = (): void => void begun.push(name);
      if (pace.isTired) pace.rest(soon, run);
      else soon(run);
    };
    begin('at once');
    await passing(later)(1);
    pace.worked(BREATH_MS);
    for (const name of ['first', 'second']) begin(name);
    await passing(later)(REST_TURNS - 1);
    deepEqual(begun, ['at once']);
    await passing(later)(1);
    deepEqual([begun, later.length], [['at once', 'first', 'second'], 0]);
    begin('at once again');
    await passing(later)(1);
    equal(begun.length, 4);
  });

  it('lets them in once more before anyone begins, where one had work meanwhile', async () => {
    const pace = new Pace(2);
    const later: (() => void)[] = [];
    const soon = (run: () => void): void => void later.push(run);
    const begun: string[] = [];
    pace.worked(BREATH_MS);
    pace.rest(soon, () => void begun.push('before'));
    await passing(later)(REST_TURNS - 1);
    pace.worked(BREATH_MS);
    pace.rest(soon, () => void begun.push('behind'));
    await passing(later)(REST_TURNS);
    deepEqual(begun, []);
    await passing(later)(1);
    deepEqual([begun, pace.isTired, later.length], [['before', 'behind'], false, 0]);
  });

  it('waits for nobody, where it took little', () => {
    const pace = new Pace(1);
    pace.worked(BREATH_MS - 1);
    deepEqual(
      began(pace, ['first', 'second'], () => {}),
      ['first', 'second'],
    );
  });
});

const ORDERS = 120;
/** What one row takes, in milliseconds. */
const ROW_MS = 10;

type View = (typeof Shop.contexts)[number]['views'][string];

/** The shop, where something is done for each row that is drawn of an order's journey. */
const shopWhere = (drawing: () => void): typeof Shop => {
  const noticed = (view: View): View => {
    const creates = Object.entries(view.creates).map(([type, create]) => {
      const drawn: typeof create = (...given) => {
        drawing();
        return create(...given);
      };
      return [type, drawn] as const;
    });
    return { ...view, creates: Object.fromEntries(creates) };
  };
  const contexts = Shop.contexts.map((context) => {
    const { Journey, ...views } = context.views;
    return Journey ? { ...context, views: { ...views, Journey: noticed(Journey) } } : context;
  });
  return { ...Shop, contexts };
};

/** The store sees nothing of the orders before that is opened. */
const gated = (gate: { readonly isOpen: boolean }) => {
  const feedOf = ({ name }: { readonly name: string }, logs: Feed): Feed => ({
    partitionsOf: (source) => logs.partitionsOf(source),
    end: (...asked) => logs.end(...asked),
    follow: (...asked) => logs.follow(...asked),
    read: async (...asked) =>
      name === 'store' && asked[0] === 'orders' && !gate.isOpen ? undefined : logs.read(...asked),
  });
  return feedOf;
};

/** Has a shop work off the journeys of all orders, each of which takes a moment. */
const workOff = async (drawn: (shop: OpenShop) => void): Promise<{ readonly rows: number }> => {
  const gate = { isOpen: false };
  let workedMs = 0;
  const opened: { shop?: OpenShop } = {};
  const system = shopWhere(() => {
    workedMs += ROW_MS;
    if (opened.shop) drawn(opened.shop);
  });
  const shop = await openShop({ system, feedOf: gated(gate), workedMs: () => workedMs });
  opened.shop = shop;
  await shop.send('FillShelf', { shelfId: 'shelf-1', qty: ORDERS });
  for (let phone = 0; phone < ORDERS; phone += 1) await place(shop, { phone: `${phone}` });
  equal(workedMs, 0);
  gate.isOpen = true;
  await shop.clock.advance(30_000);
  const rows = (await shop.list('Journey')).length;
  await shop.stop();
  return { rows };
};

describe('A context that is far behind', () => {
  it('handles in one turn what takes about a moment, and all of it in the end', async () => {
    const drawnIn = new Map<number, number>();
    const { rows } = await workOff(({ kernels }) => {
      const turn = kernels['store']?.metrics().counters['turns'] ?? 0;
      drawnIn.set(turn, (drawnIn.get(turn) ?? 0) + 1);
    });
    const counts = [...drawnIn.values()];
    equal(
      counts.reduce((sum, count) => sum + count, 0),
      ORDERS,
    );
    // Among them are cheaper records, too: what one costs is not known to the millisecond.
    ok(Math.max(...counts) * ROW_MS <= 1.5 * SLICE_MS, counts.join());
    equal(rows, ORDERS);
  });

  it('lets others have their turn after each moment, within a batch as well', async () => {
    let sinceOthersMs = 0;
    let mostMs = 0;
    let isOver = false;
    const turn = (): void => {
      sinceOthersMs = 0;
      if (!isOver) setImmediate(turn);
    };
    turn();
    const { rows } = await workOff(() => {
      sinceOthersMs += ROW_MS;
      mostMs = Math.max(mostMs, sinceOthersMs);
    });
    isOver = true;
    equal(rows, ORDERS);
    ok(mostMs <= BREATH_MS + ROW_MS, `${mostMs} ms`);
  });

  it('begins with more behind some turns of others, where it had worked for long', async () => {
    let loops = 0;
    let isOver = false;
    const turn = (): void => {
      loops += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();
    let last = { turns: -1, rows: 0, loops };
    const between: number[] = [];
    await workOff(({ kernels }) => {
      const turns = kernels['store']?.metrics().counters['turns'] ?? 0;
      const isNext = turns !== last.turns;
      if (isNext && last.rows * ROW_MS >= BREATH_MS) between.push(loops - last.loops);
      last = { turns, rows: isNext ? 1 : last.rows + 1, loops };
    });
    isOver = true;
    ok(between.length > 0 && Math.min(...between) >= REST_TURNS, between.join());
  });
});
