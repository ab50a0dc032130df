// What the menus are called, by their numbers.

import { textIn, useList } from '@dure/web/kit';

/** The names of the menus, as far as they can be read. */
export const useMenuNames = (): ReadonlyMap<string, string> => {
  const menus = useList('menuStocks', { size: 200 });
  return new Map(
    (menus.data?.rows ?? []).map((row) => [textIn(row, 'restaurantMenuId'), textIn(row, 'menuNm')]),
  );
};
