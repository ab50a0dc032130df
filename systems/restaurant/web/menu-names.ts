// What the menus are called, by their numbers.

import { textIn, useList } from '@dure/web/kit';

const MENUS_MAX = 200;

/**
 * All menus, by one question: whoever has looked at them knows them on every page, also where the
 * kitchen is so far behind that it lets one wait who has just ordered.
 */
export const useMenus = () => useList('menuStocks', { size: MENUS_MAX, sort: 'restaurantMenuId' });

/** The names of the menus, as far as they can be read. */
export const useMenuNames = (): ReadonlyMap<string, string> =>
  new Map(
    (useMenus().data?.rows ?? []).map((row) => [
      textIn(row, 'restaurantMenuId'),
      textIn(row, 'menuNm'),
    ]),
  );
