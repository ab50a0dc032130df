// Where a page of a list ended, as a client carries it to the next one.

import type { Mistake } from '@dure/domain';
import type { ViewQuery, ViewRow } from '@dure/kernel';

type Place = NonNullable<ViewQuery['after']>;
type Order = Pick<ViewQuery, 'sortBy' | 'descending'>;

/** Longer than any key and value that a cursor is made of. */
const LENGTH_MAX = 4_000;

const orderName = ({ sortBy = '', descending }: Order): string =>
  `${descending ? '-' : ''}${sortBy}`;

const isPlain = (value: unknown): value is Place['by'] =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** Nothing where rows are sorted by a list or an object, which no place can be kept of. */
export const cursorOf = (order: Order, { row, lastEventAt, key }: ViewRow): string | undefined => {
  const by = order.sortBy === undefined ? lastEventAt : (row[order.sortBy] ?? null);
  if (!isPlain(by)) return undefined;
  return Buffer.from(JSON.stringify([orderName(order), by, key])).toString('base64url');
};

const parsed = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
};

const mistake: Mistake = {
  path: 'cursor',
  ko: '같은 정렬의 목록이 준 다음 쪽 링크의 값이어야 합니다. 첫 쪽부터 다시 읽으세요',
  en: 'Must be from the next link of a list in the same order; begin again at its first page',
};

/** A cursor goes on in the order that it was made in, and in no other. */
export const readCursor = (
  order: Order,
  written: string | readonly string[] | undefined,
): Place | Mistake | undefined => {
  if (written === undefined || written === '') return undefined;
  if (typeof written !== 'string' || written.length > LENGTH_MAX) return mistake;
  const [name, by, key] = parsed(written);
  return name === orderName(order) && isPlain(by) && typeof key === 'string'
    ? { by, key }
    : mistake;
};
