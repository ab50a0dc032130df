// A name for each operation that tools can use: ASCII, and unlike every other one.

import { romanized } from '@dure/access';
import { choicesOf, parametersOf } from '../routes/route.ts';
import type { Route } from '../routes/route.ts';

const lowerFirst = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

const ascii = (text: string): string =>
  romanized(text)
    .replace(/[^A-Za-z\d]+/g, '_')
    .replace(/^_+|_+$/g, '');

/** By what it does: `requestLoan`, `changeLoan`, `listLoans`, `getLoans`. */
const wishedFor = ({ action, method }: Route): string => {
  if (action.is === 'moved') return `moved_${method.toLowerCase()}`;
  if (action.is !== 'command') return `${action.is === 'list' ? 'list' : 'get'}${action.view.name}`;
  const [first] = choicesOf(action);
  if (!first) return method.toLowerCase();
  return action.byValue ? `change${first.command.aggregate.name}` : lowerFirst(first.command.name);
};

/** A line at which an instance begins, and the server gives it its id. */
const isOpening = ({ action, path }: Route): boolean =>
  action.is === 'command' && action.byValue === undefined && parametersOf(path).length === 0;

/**
 * Several lines may do the same: the one at which an instance begins has the plain name, later ones
 * have their path, or a number, in theirs.
 */
export const operationIds = (
  business: string,
  routes: readonly Route[],
): ReadonlyMap<Route, string> => {
  const taken = new Set<string>();
  const ids = new Map<Route, string>();
  const openingFirst = routes.toSorted((one, other) => +isOpening(other) - +isOpening(one));
  for (const route of openingFirst) {
    const wished = `${ascii(business)}_${ascii(wishedFor(route))}`;
    const longer = `${wished}_${route.method.toLowerCase()}_${ascii(route.path)}`;
    const isFree = (id: string) => !taken.has(id.toLowerCase());
    let id = isFree(wished) ? wished : longer;
    for (let number = 2; !isFree(id); number += 1) id = `${longer}_${number}`;
    taken.add(id.toLowerCase());
    ids.set(route, id);
  }
  return ids;
};
