// The resources of a business as lines of the server.

import type { Business, Work } from '@dure/access';
import { commandHandler } from '../commands/handle.ts';
import type { Scope } from '../hal/paths.ts';
import type { Route } from '../routes/route.ts';
import { send } from './exchange.ts';
import type { Handle } from './exchange.ts';
import type { Endpoint } from './endpoint.ts';
import { listHandler, rowHandler } from '../views/handle.ts';

const movedHandler =
  (to: string): Handle =>
  async (exchange) => {
    const { url } = exchange.request;
    const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
    return send(exchange, {
      http: 308,
      type: 'text/plain',
      headers: { location: `${to}${query}` },
    });
  };

const handlerOf = (business: Business, route: Route, scope: Scope): Handle => {
  const { action, isDocumented } = route;
  if (action.is === 'command') return commandHandler(business, { ...route, action }, scope);
  if (action.is === 'moved') return movedHandler(`${scope.prefix}${encodeURI(action.to)}`);
  const line = { business, view: action.view, scope, isDocumented };
  return action.is === 'list' ? listHandler(line) : rowHandler(line);
};

/** What opens something new can wait for what is under way: cancellations, and work of staff. */
const workOf = (business: Business, { action, path }: Route): Work => {
  if (action.is !== 'command') return 'read';
  const commands = [...business.commands.values()];
  return commands.some(({ openingPath }) => openingPath === path) ? 'opening' : 'command';
};

export const resourceEndpoints = (
  business: Business,
  routes: readonly Route[],
  scope: Scope,
): readonly Endpoint[] =>
  routes.map((route) => ({
    method: route.method,
    path: `${scope.prefix}${route.path}`,
    handle: handlerOf(business, route, scope),
    work: workOf(business, route),
  }));
