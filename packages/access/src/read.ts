// What comes before any answer from a view: may the caller read it, and is it there?

import type { Page, ViewQuery, ViewRow } from '@dure/kernel';
import { rowKey as joinedKey } from '@dure/kernel/ids';
import type { Caller } from './caller.ts';
import type { Business, ViewEntry } from './catalogue.ts';
import { cursorOf } from './cursor.ts';
import { mayRead, reaches, reachOf } from './reach.ts';
import type { RowReach } from './reach.ts';
import { lookedUpThrough, seenThrough } from './sight.ts';
import { refusal } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { textOf } from './text.ts';
import { caughtUp } from './wait.ts';

export type Admitted =
  | { readonly is: 'admitted'; readonly reach: RowReach }
  | { readonly is: 'refused'; readonly refusal: Refusal };

const refused = (of: Refusal): Admitted => ({ is: 'refused', refusal: of });

/** Whoever has no list of their own there is told whose it is. */
const forReadersOnly = ({ readers }: ViewEntry): Refusal => {
  const names = [...readers.keys()].join(', ');
  const words =
    names === ''
      ? { ko: '아무에게도 열려 있지 않은 조회 화면입니다', en: 'Nobody reads this view' }
      : { ko: `이 조회 화면은 ${names}의 것입니다`, en: `This view is for ${names}` };
  return refusal('Forbidden', { words, facts: { readers: names } });
};

/** @param of `after` is the position that the view must have seen, as `tokenOf` writes it. */
export const admit = async (
  business: Business,
  view: ViewEntry,
  of: { readonly caller: Caller; readonly after?: string | undefined },
): Promise<Admitted> => {
  if (!mayRead(view, of.caller)) return refused(forReadersOnly(view));
  const behind = await caughtUp(of.after, view, business);
  if (behind) return refused(behind);
  return { is: 'admitted', reach: await reachOf(view, of.caller) };
};

/** What is the caller's own; nothing, when no row of the view can be. */
const within = (written: ViewQuery, reach: RowReach): ViewQuery => {
  const query = lookedUpThrough(reach.sees, written);
  if (reach.is !== 'own') return query;
  const { field, values } = reach;
  return { ...query, anyOf: [...query.anyOf, { field, values }] };
};

/** A page, and where the next one begins, if there are rows behind it. */
export type FoundPage = Page & {
  readonly hasNext: boolean;
  /** Missing too where no place can be kept in the order of the list. */
  readonly cursor?: string | undefined;
};

/** The rows of a view that the caller reaches, and what they see of each. */
export const findRows = async (
  view: ViewEntry,
  query: ViewQuery,
  reach: RowReach,
): Promise<FoundPage> => {
  // One row more shows whether there is another page, whatever has come or gone meanwhile.
  const asked = { ...within(query, reach), limit: query.limit + 1 };
  const found = await view.kernel.rows(view.name, asked);
  const rows = found.rows.slice(0, query.limit);
  const last = rows.at(-1);
  const hasNext = found.rows.length > rows.length;
  const seen = rows.map((row) => seenThrough(reach.sees, row));
  return {
    ...found,
    rows: seen,
    hasNext,
    cursor: hasNext && last ? cursorOf(query, last) : undefined,
  };
};

/** The key of a row as the kernel has it, from the values of the key's fields as written. */
const rowKey = ({ view }: ViewEntry, values: readonly string[]): string =>
  joinedKey(view.key.map((field, at) => textOf(view.fields[field]?.read(values[at])) ?? ''));

/** Someone else's row is not there, so that no one learns what they may not know. */
export const findRow = async (
  view: ViewEntry,
  values: readonly string[],
  reach: RowReach,
): Promise<ViewRow | undefined> => {
  const found = await view.kernel.row(view.name, rowKey(view, values));
  return found && reaches(reach, found) ? seenThrough(reach.sees, found) : undefined;
};
