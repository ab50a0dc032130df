// The way of a question through the gateway: a list of a view, or one row of it.

import type { ViewRow } from '@dure/kernel';
import { problem } from '../answers/refusals.ts';
import { textOf } from '../business/text.ts';
import type { Business, ViewEntry } from '../business/business.ts';
import type { Scope } from '../hal/paths.ts';
import { openingTemplates, templatesFor } from '../hal/templates.ts';
import type { Shown } from '../hal/templates.ts';
import type { Caller } from '../identity/caller.ts';
import { reaches } from '../identity/reach.ts';
import type { Reach } from '../identity/reach.ts';
import { pageHeaders, pageType } from '../pages/html.ts';
import { halType, languageIn, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { followRows } from '../streams/rows.ts';
import { etagOf, isUnchanged } from './etag.ts';
import { readQuery } from './query.ts';
import type { ListQuery } from './query.ts';
import { admit } from './reading.ts';
import { listBody, rowBody } from './represent.ts';
import { listPage, rowPage } from './table-page.ts';

export type ViewLine = {
  readonly business: Business;
  readonly view: ViewEntry;
  readonly scope: Scope;
};

const accepts = ({ request }: Exchange, type: string): boolean =>
  request.headers.accept?.includes(type) ?? false;

const queryText = ({ request }: Exchange): string => {
  const at = request.url.indexOf('?');
  return at < 0 ? '' : request.url.slice(at + 1);
};

/** What is the caller's own; nothing, when no row of the view can be. */
const within = ({ query }: ListQuery, reach: Reach): ListQuery['query'] => {
  if (reach.is !== 'own') return query;
  const { field, values } = reach;
  return { ...query, anyOf: [...query.anyOf, { field, values }] };
};

const shownTo = (line: ViewLine, exchange: Exchange, caller: Caller): Shown => ({
  business: line.business,
  scope: line.scope,
  caller,
  language: languageIn(exchange),
});

const answerCached = (exchange: Exchange, body: string) => {
  const etag = etagOf(body);
  const headers = { etag, 'cache-control': 'private, no-cache' };
  if (isUnchanged(exchange.request.headers['if-none-match'], etag)) {
    return send(exchange, { http: 304, type: halType, headers });
  }
  return send(exchange, { http: 200, body, type: halType, headers });
};

const isOpen = ({ door }: Exchange): boolean => door.identity.isLocalOnly;

const sendPage = (exchange: Exchange, body: string) =>
  send(exchange, { http: 200, body, type: pageType, headers: pageHeaders });

export const listHandler = (line: ViewLine): Handle => {
  const { business, view, scope } = line;
  return async (exchange) => {
    const admitted = await admit(exchange, business, view);
    if (admitted.is === 'refused') return sendProblem(exchange, admitted.problem);
    const { caller, reach } = admitted;
    if (accepts(exchange, 'text/event-stream')) return followRows(exchange, line, caller);
    const read = readQuery(view.view, exchange.request.query);
    if (read.is === 'refused') return sendProblem(exchange, read.problem);
    const { list } = read;
    const found = await view.kernel.rows(view.name, within(list, reach));
    const shown = shownTo(line, exchange, caller);
    const query = queryText(exchange);
    if (accepts(exchange, 'text/html')) {
      return sendPage(
        exchange,
        listPage({ ...shown, view, isOpenHouse: isOpen(exchange) }, found, { list, query }),
      );
    }
    const templates = openingTemplates(shown, view.view.path);
    const body = listBody({ business, scope, view }, found, { list, query, templates });
    return answerCached(exchange, JSON.stringify(body));
  };
};

/** The key of a row as the kernel has it, from the values of the path. */
export const rowKey = ({ view }: ViewEntry, values: readonly string[]): string =>
  view.key.map((field, at) => textOf(view.fields[field]?.read(values[at])) ?? '').join('|');

const findRow = async (
  view: ViewEntry,
  values: readonly string[],
  reach: Reach,
): Promise<ViewRow | undefined> => {
  const found = await view.kernel.row(view.name, rowKey(view, values));
  return found && reaches(reach, found) ? found : undefined;
};

/** Somebody else's row is not there, so that nobody learns what he may not know. */
export const rowHandler = (line: ViewLine): Handle => {
  const { business, view, scope } = line;
  return async (exchange) => {
    const admitted = await admit(exchange, business, view);
    if (admitted.is === 'refused') return sendProblem(exchange, admitted.problem);
    const { caller, reach } = admitted;
    const values = parameterValues(exchange, view.view.key.length);
    const found = await findRow(view, values, reach);
    if (!found) return sendProblem(exchange, problem('NotFound'));
    const shown = shownTo(line, exchange, caller);
    const templates = await templatesFor(shown, view, found.row);
    if (accepts(exchange, 'text/html')) {
      return sendPage(
        exchange,
        rowPage({ ...shown, view, isOpenHouse: isOpen(exchange) }, found, templates),
      );
    }
    return answerCached(
      exchange,
      JSON.stringify(rowBody({ business, scope, view }, found, templates)),
    );
  };
};
