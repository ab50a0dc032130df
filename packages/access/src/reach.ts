// What of a view a caller may read: every row, or those that are their own.

import type { Actor } from '@dure/domain';
import type { ViewRow } from '@dure/kernel';
import { textOf } from './text.ts';
import type { ViewEntry } from './catalogue.ts';
import { provenBy } from './caller.ts';
import type { Caller } from './caller.ts';
import { sightsOf } from './sight.ts';
import type { Sights } from './sight.ts';

/** More instances than anyone owns through another view. */
const OWNED_MAX = 1_000;

type Rows =
  | { readonly is: 'none' }
  | { readonly is: 'all' }
  /** Rows whose field has one of these values. */
  | { readonly is: 'own'; readonly field: string; readonly values: readonly string[] };

/** Which rows, and of these which fields, where not all are seen at all times. */
export type RowReach = Rows & { readonly sees?: Sights };

const nothingOfIt: Rows = { is: 'none' };

/** The values of a field in the rows, of another view, that are theirs. */
const valuesThrough = async (
  view: ViewEntry,
  caller: Caller,
  by: { readonly owns: string; readonly field: string; readonly through: string },
): Promise<readonly string[]> => {
  const { rows } = await view.kernel.rows(by.through, {
    filters: [],
    anyOf: [{ field: by.owns, values: provenBy(caller.claims, by.owns) }],
    descending: false,
    offset: 0,
    limit: OWNED_MAX,
  });
  return rows.flatMap(({ row }) => textOf(row[by.field]) ?? []);
};

const ownReach = async (view: ViewEntry, caller: Caller, actor: Actor): Promise<Rows> => {
  const { owns, through = {} } = actor;
  if (owns === undefined) return nothingOfIt;
  if (view.view.fields[owns]) {
    return { is: 'own', field: owns, values: provenBy(caller.claims, owns) };
  }
  const [way] = Object.entries(through).filter(([field]) => view.view.fields[field]);
  if (!way) return nothingOfIt;
  const [field, other] = way;
  return {
    is: 'own',
    field,
    values: await valuesThrough(view, caller, { owns, field, through: other }),
  };
};

/** Whether what a caller may read of a view hangs on the rows of another, and so may change. */
export const isLookedUp = (view: ViewEntry, { actor = '', ownsAll }: Caller): boolean => {
  const reader = ownsAll ? undefined : view.readers.get(actor);
  const owns = reader?.reach === 'own' ? reader.actor.owns : undefined;
  return owns !== undefined && !view.view.fields[owns];
};

/** `mayRead` is false where the view is not theirs to read at all. */
export const mayRead = (view: ViewEntry, caller: Caller): boolean =>
  caller.actor === undefined ? view.readers.size > 0 : view.readers.has(caller.actor);

const rowsFor = async (view: ViewEntry, caller: Caller): Promise<Rows> => {
  if (!mayRead(view, caller)) return nothingOfIt;
  if (caller.ownsAll || caller.actor === undefined) return { is: 'all' };
  const reader = view.readers.get(caller.actor);
  if (!reader || reader.reach === 'all') return reader ? { is: 'all' } : nothingOfIt;
  return ownReach(view, caller, reader.actor);
};

export const reachOf = async (view: ViewEntry, caller: Caller): Promise<RowReach> => {
  const rows = await rowsFor(view, caller);
  const sees = sightsOf(view, caller);
  return sees === undefined ? rows : { ...rows, sees };
};

export const reaches = (reach: RowReach, { row }: ViewRow): boolean => {
  if (reach.is !== 'own') return reach.is === 'all';
  const owner = textOf(row[reach.field]);
  return owner !== undefined && reach.values.includes(owner);
};
