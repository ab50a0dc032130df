// Who follows events here, and from where. A policy, process or saga that is new where there is a
// history begins now, unless it says from the beginning; a view is drawn from the beginning always.
// It is the same whether the context has followed the source before or not.

import { NAMES_ID, recordIn } from '../ids.ts';
import type { Item, LogEnd, Store } from '../ports.ts';
import { followedBy } from '../registry.ts';
import type { Registry, Route } from '../registry.ts';
import type { Delivered } from '../turn/messages.ts';
import type { Source } from './watermarks.ts';

/** `policy/releaseRooms`, `process/FulfilOrder` (sagas as well), or `view/Mypage`. */
export type Follower = string;

export const followerOf = ({ of, name }: Pick<Route, 'of' | 'name'>): Follower => `${of}/${name}`;

/** An item of the collection `follower`. */
type Beginning = {
  /** Whether it reads from the first record, apart from the others. */
  readonly isApart: boolean;
  /** The contexts whose events it follows. */
  readonly sources: readonly string[];
  /** Those of them that it began to follow later. */
  readonly late: readonly string[];
  /** The last sequence of each partition of those that is no concern of it. */
  readonly after: { readonly [place: string]: number };
};

const placeOf = (context: string, partition: number): string => `${context}/${partition}`;

const LIST_MAX = 10_000;

// Items of the collection are written by `itemOf`.
const beginningIn = ({ body }: Item): Beginning => body as unknown as Beginning;

const itemOf = (id: Follower, beginning: Beginning): Item => ({
  collection: 'follower',
  id,
  body: beginning,
});

export class Followers {
  readonly #store: Store;
  readonly #context: string;
  readonly #registry: Registry;
  readonly #beginnings = new Map<Follower, Beginning>();
  #unnoted: readonly (readonly [Follower, Beginning])[] = [];
  /** Whether all of them have followed from the beginning, together. */
  isPlain = true;
  /** Views that have followed before, and are not on this wall. */
  viewsAway: readonly string[] = [];

  constructor(store: Store, registry: Registry) {
    this.#store = store;
    this.#context = registry.context.name;
    this.#registry = registry;
  }

  /** Those that read apart from the others. */
  get apart(): readonly Follower[] {
    return [...this.#beginnings].flatMap(([follower, { isApart }]) => (isApart ? [follower] : []));
  }

  /**
   * Looks who is known, and notes who is new. All of a new store, and of one from before followers
   * were noted, have been there always.
   * @param ends of our own log, by partition; nothing happened where all of them are 0.
   */
  async load(isNew: boolean, ends: readonly number[]): Promise<void> {
    const noted = await this.#store.list('follower', '', LIST_MAX);
    const known = noted.filter(({ id }) => id !== NAMES_ID);
    for (const item of known) this.#beginnings.set(item.id, beginningIn(item));
    this.viewsAway = known.flatMap(({ id }) => awayIn(this.#registry, id) ?? []);
    const isFirst = isNew || known.length === 0;
    const own = Object.fromEntries(ends.map((end, at) => [placeOf(this.#context, at), end]));
    const changed = this.#registry.followers.flatMap((route) => {
      const follower = followerOf(route);
      const known = this.#beginnings.get(follower);
      const sources = [...new Set(followedBy(route).map(({ context }) => context))];
      if (known && sources.every((source) => known.sources.includes(source))) return [];
      const begins = isFirst ? together(sources) : beginningOf(route, { known, sources, own });
      return [[follower, begins] as const];
    });
    if (!isFirst) return this.#note(changed);
    // All begin alike, so nothing depends on when it is noted.
    for (const [follower, begins] of changed) this.#beginnings.set(follower, begins);
    this.#unnoted = changed;
  }

  /** Notes those of a store that is looked at for the first time. */
  async noteFirst(): Promise<void> {
    const first = this.#unnoted;
    if (first.length > 0) await this.#note(first);
    this.#unnoted = [];
  }

  /** Notes where a log ended when those that are new have met it for the first time. */
  async meet({ context, partition }: Source, { sequence }: LogEnd): Promise<void> {
    if (this.isPlain || context === this.#context) return;
    const place = placeOf(context, partition);
    const met = [...this.#beginnings].flatMap(([follower, beginning]) => {
      const { late, after } = beginning;
      if (!late.includes(context) || after[place] !== undefined) return [];
      return [[follower, { ...beginning, after: { ...after, [place]: sequence } }] as const];
    });
    await this.#note(met);
  }

  /** Whether a record that was delivered to some of them is a concern of this one. */
  concerns(route: Route, { source, id, record }: Delivered, reader: Follower | undefined): boolean {
    if (this.isPlain) return true;
    const follower = followerOf(route);
    const { isApart, late, after } = this.#beginnings.get(follower) ?? together([]);
    if (isApart || reader !== undefined) return isApart && follower === reader;
    if (!late.includes(source)) return true;
    return record.sequence > (after[placeOf(source, recordIn(id).partition)] ?? Infinity);
  }

  /** What another replica has noted before stays as it is. */
  async #note(beginnings: readonly (readonly [Follower, Beginning])[]): Promise<void> {
    const ids = beginnings.map(([id]) => ({ collection: 'follower', id }) as const);
    const noted = new Map(beginnings);
    if (ids.length > 0) {
      await this.#store.turn(0, async (turn) => {
        for (const item of await turn.read({ ids, tags: [] })) {
          noted.set(item.id, merged(beginningIn(item), noted.get(item.id)));
        }
        const put = [...noted].map(([id, beginning]) => itemOf(id, beginning));
        const { facts } = turn.head;
        await turn.write({ append: [], insert: [], put, remove: [], facts });
      });
    }
    for (const [id, beginning] of noted) this.#beginnings.set(id, beginning);
    const all = [...this.#beginnings.values()];
    this.isPlain = all.every(({ isApart, late }) => !isApart && late.length === 0);
  }
}

const VIEW = followerOf({ of: 'view', name: '' });

const awayIn = ({ views }: Registry, follower: Follower): string | undefined => {
  const name = follower.startsWith(VIEW) ? follower.slice(VIEW.length) : undefined;
  return name !== undefined && !views.has(name) ? name : undefined;
};

/** What was noted first counts. */
const merged = (noted: Beginning, ours: Beginning | undefined): Beginning => ({
  isApart: noted.isApart,
  sources: union(noted.sources, ours?.sources),
  late: union(
    noted.late,
    ours?.late.filter((source) => !noted.sources.includes(source)),
  ),
  after: { ...ours?.after, ...noted.after },
});

const union = (some: readonly string[], more: readonly string[] = []): readonly string[] => [
  ...new Set([...some, ...more]),
];

const together = (sources: readonly string[]): Beginning => ({
  isApart: false,
  sources,
  late: [],
  after: {},
});

type Known = {
  readonly known: Beginning | undefined;
  readonly sources: readonly string[];
  /** Where our own log ends. */
  readonly own: Beginning['after'];
};

/** How one begins that was not there before, or that follows a context which it did not. */
const beginningOf = (route: Route, { known, sources, own }: Known): Beginning => {
  const isWhole = fromBeginning(route);
  const before = known ?? { ...together([]), isApart: isWhole };
  const added = sources.filter((source) => !before.sources.includes(source));
  return {
    isApart: before.isApart,
    sources: union(before.sources, added),
    // A view that is known is drawn anew by a rebuilding.
    late: isWhole ? before.late : union(before.late, added),
    after: { ...own, ...before.after },
  };
};

const fromBeginning = (route: Route): boolean =>
  route.of === 'view' || route.it.from === 'beginning';
