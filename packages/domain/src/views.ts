// Views: the green notes. The shape of a row, and the way to keep it true to the events.

import type { AnyHappening } from './policies.ts';
import { mapValues, pickFields } from './notes.ts';
import type { AnyMessage, AnyOf, AnyPad, Names } from './notes.ts';
import { rowByRow } from './rows.ts';
import type { NamesIn, Strangers } from './rows.ts';
import type { DataOf, Fields } from './shapes.ts';

/** The row takes the fields that the event has by the same name. */
export const take = { type: 'Take' } as const;
export type Take = typeof take;

/** What a fold knows besides the event and the row. */
export type About<Key> = { readonly key: Key; /** Epoch milliseconds. */ readonly at: number };

/** A row as it is written, whole: what is optional and undefined, or left out, is not there. */
type Written<Row> = {
  readonly [N in keyof Row]: {} extends Pick<Row, N> ? Row[N] | undefined : Row[N];
};

type Creates<M, Row, Key> = Take | ((event: M, about: About<Key>) => Written<Row>);
type Updates<M, Row, Key> =
  Take | ((event: M, row: Row, about: About<Key>) => Written<Row> | undefined);

/** The events that a row of a table names; what names another follows nothing. */
type Named<M extends AnyMessage, T> = [NamesIn<T>] extends [M['type']]
  ? Extract<M, { readonly type: NamesIn<T> }>
  : never;

type KeyOf<Row, K extends readonly (keyof Row)[]> = { readonly [N in K[number]]: Row[N] };

/** What a table says of the events that a row of it names. For others the compiler says so. */
type Said<M extends AnyMessage, T, Rule> = [Named<M, T>] extends [never]
  ? `This does not follow ${Strangers<T, M['type']>}`
  : Rule;

/** In each table `'StayFinished, ReservationCanceled'` is one row for both events. */
type Drawing<Row, K extends readonly (keyof Row & string)[], M extends AnyMessage, A, C, U> = {
  /** The name in paths: `bikes`, unless given. */
  readonly path?: string;
  /** The fields that tell one row from another. */
  readonly key: K;
  /** For events that touch other rows than the one with their own key fields: the keys. */
  readonly rows?: {
    readonly [W in keyof A]: Said<
      M,
      W,
      (event: Named<M, W>, at: number) => readonly KeyOf<Row, K>[]
    >;
  };
  /** Events that begin a row. On a row that is there they do what `updates` says, or nothing. */
  readonly creates: {
    readonly [W in keyof C]: Said<M, W, Creates<Named<M, W>, Row, KeyOf<Row, K>>>;
  };
  /**
   * Events that rewrite the row that is there. What a function returns is the row: a field that it
   * leaves out is gone, and `undefined` takes the row down.
   */
  readonly updates?: {
    readonly [W in keyof U]: Said<M, W, Updates<Named<M, W>, Row, KeyOf<Row, K>>>;
  };
  /** Columns that take a new value only if its rank is not lower than the old one's. */
  readonly ranks?: { readonly [F in keyof Row]?: readonly (Row[F] | readonly Row[F][])[] };
  /**
   * Columns that rows are often looked up or sorted by; owners and a status are, anyway. Two of
   * them, `['customerId', 'spent']`, where the rows of one are often sorted by the other.
   */
  readonly lookedUpBy?: readonly (ColumnOf<Row> | readonly [ColumnOf<Row>, ColumnOf<Row>])[];
  /** Counted up when rows are to be drawn anew, from the beginning, at the next start; 1 if not. */
  readonly version?: number;
};

type ColumnOf<Row> = keyof Row & string;
type LookedUpBy = string | readonly [string, string];

type Fold = (event: AnyMessage, row: Row | undefined, about: About<Row>) => Row | undefined;
type Row = { readonly [field: string]: unknown };

export type View = {
  readonly name: string;
  readonly context: string;
  readonly path: string;
  readonly fields: Fields;
  readonly key: readonly string[];
  readonly follows: readonly AnyHappening[];
  /** The keys of the rows that an event touches; none, where it has no value for a key. */
  readonly rowsOf: (event: AnyMessage, at: number) => readonly Row[];
  readonly creates: { readonly [event: string]: Fold };
  readonly updates: { readonly [event: string]: Fold };
  readonly lookedUpBy: readonly LookedUpBy[];
  /** 1 unless said otherwise. */
  readonly version?: number | undefined;
};

type HappeningPad = AnyPad<'event'> | AnyPad<'reminder'>;

/** A green note: it becomes a view when it is said what it follows. */
export type ViewNote<N extends string = string, F extends Fields = Fields> = {
  readonly name: N;
  readonly context: string;
  readonly fields: F;
  readonly follows: <
    const P extends readonly HappeningPad[],
    const K extends readonly (keyof DataOf<F> & string)[],
    A,
    C,
    U,
  >(
    pads: P,
    drawing: Drawing<DataOf<F>, K, Extract<AnyOf<P[number]>, AnyMessage>, A, C, U>,
  ) => View;
};

export type ViewPad<G extends Names> = { readonly [N in keyof G & string]: ViewNote<N, G[N]> };

export const viewPad = <G extends Names>(context: string, group: G): ViewPad<G> =>
  // `mapValues` forgets which view has which fields; the group itself says it.
  mapValues(group, (fields, name) => ({
    name,
    context,
    fields,
    follows: (pads: readonly HappeningPad[], drawing: AnyDrawing) =>
      drawView({ name, context, fields }, pads, drawing),
  })) as unknown as ViewPad<G>;

type AnyRule = Take | ((event: never, ...known: never[]) => unknown);
type AnyDrawing = {
  readonly path?: string;
  readonly key: readonly string[];
  readonly rows?: { readonly [event: string]: (event: never, at: number) => readonly Row[] };
  readonly creates: { readonly [event: string]: AnyRule };
  readonly updates?: { readonly [event: string]: AnyRule };
  readonly ranks?: { readonly [field: string]: readonly unknown[] };
  readonly lookedUpBy?: readonly LookedUpBy[];
  readonly version?: number;
};

const isTake = (rule: AnyRule): rule is Take => typeof rule === 'object';

const creating = (rule: AnyRule, pick: ReturnType<typeof pickFields>): Fold => {
  // The kernel calls a fold with the event under whose name it stands.
  const begin = isTake(rule) ? undefined : (rule as unknown as (...of: unknown[]) => Row);
  return (event, _row, about) => {
    const row: { [field: string]: unknown } = {};
    pick(row, begin ? begin(event, about) : event, about.key);
    return row;
  };
};

const updating = (
  rule: AnyRule,
  pick: ReturnType<typeof pickFields>,
  ranks: AnyDrawing['ranks'],
): Fold => {
  // As in `creating`.
  const rewrite = isTake(rule) ? undefined : (rule as unknown as (...of: unknown[]) => Row);
  return (event, row = {}, about) => {
    const after = rewrite ? rewrite(event, row, about) : (event as unknown as Row);
    if (after === undefined) return undefined;
    // What a function returns is the row; what is taken is written over the row that is there.
    const next: { [field: string]: unknown } = rewrite ? {} : { ...row };
    pick(next, after);
    for (const field in ranks) {
      const ranking = ranks[field] ?? [];
      if (rankIn(ranking, next[field]) < rankIn(ranking, row[field])) next[field] = row[field];
    }
    return next;
  };
};

const rankIn = (ranking: readonly unknown[], value: unknown): number =>
  ranking.findIndex((rank) => (Array.isArray(rank) ? rank.includes(value) : rank === value));

const drawView = (
  note: { readonly name: string; readonly context: string; readonly fields: Fields },
  pads: readonly HappeningPad[],
  drawing: AnyDrawing,
): View => {
  const pick = pickFields(unstamped(note.fields));
  const followed: Followed = Object.assign({}, ...pads);
  const keysIn = rowByRow(drawing.rows ?? {});
  const creates = rowByRow(drawing.creates);
  const updates = rowByRow(drawing.updates ?? {});
  const names = Object.keys({ ...creates, ...updates });
  checkKeys(note.name, names, [followed, drawing]);
  return {
    ...note,
    path: drawing.path ?? '',
    key: drawing.key,
    follows: names.flatMap((name) => followed[name] ?? []),
    rowsOf: (event, at) => {
      const keys = keysIn[event.type];
      if (!keys) return keyIn(drawing.key, event);
      return keys(event as never, at).filter((row) => isWhole(drawing.key, row));
    },
    creates: mapValues(creates, (rule) => creating(rule, pick)),
    updates: mapValues(updates, (rule) => updating(rule, pick, drawing.ranks)),
    lookedUpBy: drawing.lookedUpBy ?? [],
    ...(drawing.version === undefined ? {} : { version: drawing.version }),
  };
};

/** In a row a status is a column as any other. */
const unstamped = (fields: Fields): Fields =>
  mapValues(fields, (shape) => ({ schema: shape.schema, read: shape.read }));

/** What names no row touches none: a key is never the text of nothing. */
const isWhole = (key: readonly string[], of: Row): boolean =>
  key.every((field) => of[field] !== undefined && of[field] !== null);

const keyIn = (key: readonly string[], event: Row): readonly Row[] => {
  const fields: { [field: string]: unknown } = {};
  for (const field of key) {
    const part = event[field];
    if (part === undefined || part === null) return [];
    fields[field] = part;
  }
  return [fields];
};

type Followed = { readonly [name: string]: AnyHappening };

/** Events that name no row, and of which the drawing does not say which rows they touch. */
const checkKeys = (view: string, names: readonly string[], of: readonly [Followed, AnyDrawing]) => {
  const [followed, { key, rows = {} }] = of;
  const told = rowByRow(rows);
  for (const name of names) {
    const { fields = {} } = followed[name] ?? {};
    const missing = key.find((field) => !Object.hasOwn(fields, field));
    if (missing === undefined || told[name] || !followed[name]) continue;
    throw new Error(
      `A row of ${view} has the key ${missing}, and ${name} has no such field: ` +
        `say under rows which rows it touches.`,
    );
  }
};
