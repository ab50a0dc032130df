// The rows of several views as they change, in one stream: a page shows more than one list, and a
// browser has only a few connections to a server, for all of its windows.

import { invalidPart, mayRead, refusal } from '@dure/access';
import type { Business, Caller, Refusal, ViewEntry } from '@dure/access';
import type { Scope } from '../hal/paths.ts';
import { identify } from '../identity/identify.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { followChanges } from './rows.ts';

/** So many views may one page follow. */
const VIEWS_MAX = 20;

const asked = ({ request }: Exchange): readonly string[] => {
  // The server reads a query as an object of texts and lists of texts.
  const { view = [] } = request.query as { readonly view?: string | readonly string[] };
  return [...new Set([view].flat())];
};

const noSuchView = (path: string): Refusal =>
  invalidPart('view', `${path}라는 조회 화면은 없습니다`, `There is no view ${path}`);

const viewsIn = (
  exchange: Exchange,
  business: Business,
  caller: Caller,
): readonly ViewEntry[] | Refusal => {
  const paths = asked(exchange);
  if (paths.length === 0 || paths.length > VIEWS_MAX) {
    const ko = `조회 화면을 1개에서 ${VIEWS_MAX}개까지 적어 주세요`;
    return invalidPart('view', ko, `Name 1 to ${VIEWS_MAX} views`);
  }
  const all = [...business.views.values()];
  const views: ViewEntry[] = [];
  for (const path of paths) {
    const view = all.find((one) => one.view.path === path);
    if (!view) return noSuchView(path);
    if (!mayRead(view, caller)) return refusal('Forbidden');
    views.push(view);
  }
  return views;
};

export const changesHandler = (business: Business, scope: Scope): Handle => {
  return async (exchange) => {
    const identified = await identify(exchange, business);
    if (identified.is === 'refused') return sendProblem(exchange, identified.refusal);
    const { caller } = identified;
    const views = viewsIn(exchange, business, caller);
    if ('kind' in views) return sendProblem(exchange, views);
    return followChanges(exchange, { business, views, scope }, caller);
  };
};
