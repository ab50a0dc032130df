// The board of a bounded context: everything on its part of the wall, in one value.

import type { AggregateOf } from './aggregate.ts';
import type { AnyAggregate } from './any-aggregate.ts';
import type { Deadline, OwnDeadline } from './deadlines.ts';
import type { Labels } from './labels.ts';
import { checkNothingMissing } from './missing.ts';
import { mapValues } from './notes.ts';
import type { AnyNote, AnyPad } from './notes.ts';
import type { Policy, Process, Saga } from './policies.ts';
import type { Setting } from './settings.ts';
import type { AnyState } from './states.ts';
import { pathOf } from './aggregate.ts';
import type { Removed } from './upcasts.ts';
import type { View } from './views.ts';

/** What of a view an actor may read: every row, or those that are their own. */
export type Reach = 'all' | 'own';

/**
 * When an actor sees a field of a row: never, or while other fields of the row have one of these
 * values. `{ status: ['배정', '운행'] }`
 */
export type Sight = 'never' | { readonly [column: string]: readonly string[] };

/** By view and field. A field that is not named is seen wherever the row is. */
export type Sights = { readonly [view: string]: { readonly [field: string]: Sight } | undefined };

export type Actor = {
  /** The claim, and the field of the same name, that tells who owns an instance. */
  readonly owns?: string;
  readonly issues: readonly string[];
  readonly reads: { readonly [view: string]: Reach };
  /**
   * Where a row does not name its owner: the field that leads to the row, of another view of this
   * context, that does. `{ placeId: 'ReservationManagements' }`
   */
  readonly through?: { readonly [field: string]: string };
  /** The fields that they do not see at all times. */
  readonly sees?: Sights;
};

type Actors<Commands, Views> = {
  readonly [name: string]: {
    /** The claim of a credential, and the field of the same name, that says who owns a row. */
    readonly owns?: string;
    /** The commands that the actor may send. */
    readonly issues?: readonly Commands[];
    /** `all` or `own`, for every view or view by view. A view that is not named is not shown. */
    readonly reads?: Reach | { readonly [V in keyof Views]?: Reach };
    /** Where a row does not name its owner: the field that leads to a row of a view that does. */
    readonly through?: { readonly [field: string]: keyof Views & string };
    /**
     * Fields that the actor sees only while the row says so, or never, such as the phone of a
     * passenger: `{ Rides: { tel: { status: ['배정', '운행'] } } }`.
     */
    readonly sees?: {
      readonly [V in keyof Views]?: { readonly [field: string]: Sight };
    };
  };
};

type CommandsOf<A> = A extends { readonly accepts: infer C } ? keyof C & string : never;

type AnyAggregateNote = AggregateOf<AnyPad, AnyPad, AnyPad, AnyState>;

type EventsOf<A> = A extends { readonly emits: infer E } ? keyof E & string : never;

type Board<A, V, D> = {
  /** Who issues which commands, and reads which views. */
  readonly actors?: Actors<CommandsOf<A[keyof A]>, V>;
  /** Aggregates and ledgers. */
  readonly aggregates?: A;
  /** Policies, by what they are for: `inspectReturned`. */
  readonly policies?: { readonly [name: string]: Policy };
  /** Sagas: cases that take several steps. */
  readonly sagas?: { readonly [name: string]: Saga };
  /** Policies with a memory of their own making. */
  readonly processes?: { readonly [name: string]: Process };
  /** Deadlines and reminders. One that was taken off the wall without a successor is `removed`. */
  readonly deadlines?: { readonly [N in keyof D]: OwnDeadline<D[N], EventsOf<A[keyof A]>> };
  /** What may be set when the business is started. */
  readonly settings?: { readonly [name: string]: Setting };
  /** The views, by the names of their notes. */
  readonly views?: V;
  /** What its notes are called, in Korean and English. */
  readonly labels?: Labels;
};

export type BoundedContext = {
  readonly name: string;
  readonly actors: { readonly [name: string]: Actor };
  readonly aggregates: { readonly [name: string]: AnyAggregate };
  readonly policies: { readonly [name: string]: Policy };
  readonly sagas: { readonly [name: string]: Saga };
  readonly processes: { readonly [name: string]: Process };
  readonly deadlines: { readonly [name: string]: Deadline };
  readonly removedDeadlines: ReadonlySet<string>;
  readonly settings: { readonly [name: string]: Setting };
  readonly views: { readonly [name: string]: View };
  readonly labels: Labels;
};

/**
 * The board of a bounded context: all that runs in it. What it does not have is left out.
 * @throws where a note, a state or a rule on it is undefined, as one is whose name is misspelt.
 */
export const boundedContext = <
  const A extends { readonly [name: string]: AnyAggregateNote } = {},
  const V extends { readonly [name: string]: View } = {},
  const D extends { readonly [name: string]: Deadline | Removed } = {},
>(
  name: string,
  board: Board<A, V, D>,
): BoundedContext => {
  checkNothingMissing(name, board);
  const { actors = {}, aggregates, views, deadlines = {}, ...rest } = board;
  checkSights(name, actors, views ?? {});
  return {
    policies: {},
    sagas: {},
    processes: {},
    settings: {},
    labels: {},
    ...rest,
    name,
    actors: actorsOf(actors, Object.keys(views ?? {})),
    aggregates: aggregates ?? {},
    ...deadlinesOf(deadlines),
    views: viewsOf(views ?? {}),
  };
};

const actorsOf = (
  actors: Actors<string, { readonly [view: string]: View }>,
  views: readonly string[],
): BoundedContext['actors'] =>
  mapValues(actors, ({ reads = {}, ...actor }) => ({
    issues: [],
    ...actor,
    // A board's actor names views by the keys of `V`, which are strings.
    reads: (typeof reads === 'string'
      ? Object.fromEntries(views.map((view) => [view, reads]))
      : reads) as Actor['reads'],
  }));

/** A field that tells rows from one another cannot be hidden: the address of a row has it. */
const strangersIn = (sights: Sights, views: BoundedContext['views']): readonly string[] =>
  Object.entries(sights).flatMap(([view, of]) => {
    const { fields = {}, key = [] } = views[view] ?? {};
    return Object.entries(of ?? {}).flatMap(([field, sight]) => {
      const columns = [field, ...(sight === 'never' ? [] : Object.keys(sight))];
      const isHidable = !key.includes(field) && columns.every((column) => fields[column]);
      return isHidable ? [] : [`${view}.${field}`];
    });
  });

const checkSights = (
  context: string,
  actors: { readonly [name: string]: { readonly sees?: object } },
  views: BoundedContext['views'],
): void => {
  for (const [actor, { sees = {} }] of Object.entries(actors)) {
    // The board's own type says that these are fields by views.
    const strangers = strangersIn(sees as Sights, views);
    if (strangers.length === 0) continue;
    const where = strangers.join(', ');
    throw new Error(`What ${actor} sees in ${context} is no field that can be hidden: ${where}.`);
  }
};

const deadlinesOf = (all: {
  readonly [name: string]: Deadline | Removed;
}): Pick<BoundedContext, 'deadlines' | 'removedDeadlines'> => {
  const entries = Object.entries(all);
  return {
    deadlines: Object.fromEntries(
      entries.flatMap(([name, of]) => ('removed' in of ? [] : [[name, of] as const])),
    ),
    removedDeadlines: new Set(entries.flatMap(([name, of]) => ('removed' in of ? [name] : []))),
  };
};

const viewsOf = (views: { readonly [name: string]: View }): BoundedContext['views'] =>
  Object.fromEntries(
    Object.entries(views).map(([name, view]) => [
      name,
      { ...view, path: view.path === '' ? pathOf(name) : view.path },
    ]),
  );

/**
 * A column by which the rows of a view are often looked up or sorted, perhaps with another one by
 * which those with the same value are sorted.
 */
export type LookUp = { readonly view: string; readonly field: string; readonly by?: string };

/**
 * What a store makes indexes for: the columns that a view names (`lookedUpBy`), those that tell
 * whose a row is, and its status.
 */
export const lookUpsIn = ({ views, actors }: BoundedContext): readonly LookUp[] => {
  const owners = Object.values(actors).flatMap(({ owns }) => owns ?? []);
  return Object.entries(views).flatMap(([view, { fields, lookedUpBy }]) => {
    const columns = lookedUpBy.filter((column) => typeof column === 'string');
    const pairs = lookedUpBy.filter((column) => typeof column !== 'string');
    const wanted = new Set([...owners, 'status', ...columns]);
    return [
      ...[...wanted].filter((field) => field in fields).map((field) => ({ view, field })),
      ...pairs.map(([field, by]) => ({ view, field, by })),
    ];
  });
};

export type { AnyNote };
