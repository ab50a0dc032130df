// The way of a question through the gateway: a list of a view, or one row of it.

import { admit, findRow, findRows, preferredType, readQuery, refusal } from '@dure/access';
import type { Business, Caller, Refusal, RowReach, ViewEntry, WrittenQuery } from '@dure/access';
import { POSITION_HEADER } from '../commands/answer.ts';
import { absolute } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { offeredFor, openingTemplates } from '../hal/templates.ts';
import type { Shown } from '../hal/templates.ts';
import { identify, PERSONA_QUERY } from '../identity/identify.ts';
import { pageHeaders, pageType } from '../pages/html.ts';
import {
  formsType,
  halType,
  jsonType,
  languageIn,
  originIn,
  parameterValues,
  send,
  sendProblem,
} from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { followRows } from '../streams/rows.ts';
import { etagOf, isUnchanged } from './etag.ts';
import { listBody, rowBody } from './represent.ts';
import { listPage, rowPage } from './table-page.ts';

export type ViewLine = {
  readonly business: Business;
  readonly view: ViewEntry;
  readonly scope: Scope;
  /** Whether a reference document has it: its links say the whole address. */
  readonly isDocumented: boolean;
};

const rowTypes = [halType, formsType, jsonType, 'text/html'] as const;
const listTypes = [...rowTypes, 'text/event-stream'] as const;

const queryText = ({ request }: Exchange): string => {
  const at = request.url.indexOf('?');
  return at < 0 ? '' : request.url.slice(at + 1);
};

const seenFrom = (exchange: Exchange, line: ViewLine): ViewLine =>
  line.isDocumented ? { ...line, scope: absolute(line.scope, originIn(exchange)) } : line;

/** Names of a query that say nothing of the rows. */
const otherNames: readonly string[] = ['after', PERSONA_QUERY];

const listQueryIn = ({ request }: Exchange): WrittenQuery => {
  // The server reads a query as an object of texts and lists of texts.
  const written = Object.entries(request.query as WrittenQuery);
  return Object.fromEntries(written.filter(([name]) => !otherNames.includes(name)));
};

const tokenIn = ({ request }: Exchange): string | undefined => {
  const header = request.headers[POSITION_HEADER];
  if (typeof header === 'string') return header;
  // As above.
  const { after } = request.query as { readonly after?: unknown };
  return typeof after === 'string' ? after : undefined;
};

type Let =
  | { readonly is: 'in'; readonly caller: Caller; readonly reach: RowReach }
  | { readonly is: 'refused'; readonly refusal: Refusal };

const letIn = async (exchange: Exchange, { business, view }: ViewLine): Promise<Let> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified;
  const { caller } = identified;
  const admitted = await admit(business, view, { caller, after: tokenIn(exchange) });
  return admitted.is === 'refused' ? admitted : { is: 'in', caller, reach: admitted.reach };
};

const shownTo = (line: ViewLine, exchange: Exchange, caller: Caller): Shown => ({
  business: line.business,
  scope: line.scope,
  caller,
  language: languageIn(exchange),
});

/** Its bytes are made once: a tag is made of them, they are counted, and sent. */
const answerCached = (exchange: Exchange, of: object, type: string) => {
  const body = Buffer.from(JSON.stringify(of));
  const etag = etagOf(body);
  const headers = { etag, 'cache-control': 'private, no-cache' };
  if (isUnchanged(exchange.request.headers['if-none-match'], etag)) {
    return send(exchange, { http: 304, type, headers });
  }
  return send(exchange, { http: 200, body, type, headers });
};

const isOpen = ({ gateway }: Exchange): boolean => gateway.identity.isLocalOnly;

const sendPage = (exchange: Exchange, body: string) =>
  send(exchange, { http: 200, body, type: pageType, headers: pageHeaders });

export const listHandler = (of: ViewLine): Handle => {
  const { view } = of;
  return async (exchange) => {
    const line = seenFrom(exchange, of);
    const admitted = await letIn(exchange, line);
    if (admitted.is === 'refused') return sendProblem(exchange, admitted.refusal);
    const { caller, reach } = admitted;
    const type = preferredType(exchange.request.headers.accept, listTypes);
    if (type === 'text/event-stream') return followRows(exchange, line, caller);
    const read = readQuery(view.view, listQueryIn(exchange));
    if (read.is === 'refused') return sendProblem(exchange, read.refusal);
    const { list } = read;
    const found = await findRows(view, list.query, reach);
    const shown = shownTo(line, exchange, caller);
    const query = queryText(exchange);
    if (type === 'text/html') {
      return sendPage(
        exchange,
        listPage({ ...shown, view, isOpenHouse: isOpen(exchange) }, found, { list, query }),
      );
    }
    const templates = openingTemplates(shown, view.view.path);
    const body = listBody(line, found, { list, query, templates });
    return answerCached(exchange, body, type);
  };
};

export const rowHandler = (of: ViewLine): Handle => {
  const { view } = of;
  return async (exchange) => {
    const line = seenFrom(exchange, of);
    const admitted = await letIn(exchange, line);
    if (admitted.is === 'refused') return sendProblem(exchange, admitted.refusal);
    const { caller, reach } = admitted;
    const values = parameterValues(exchange, view.view.key.length);
    const found = await findRow(view, values, reach);
    if (!found) return sendProblem(exchange, refusal('NotFound'));
    const shown = shownTo(line, exchange, caller);
    const offered = await offeredFor(shown, view, found.row);
    const type = preferredType(exchange.request.headers.accept, rowTypes);
    if (type === 'text/html') {
      return sendPage(
        exchange,
        rowPage({ ...shown, view, isOpenHouse: isOpen(exchange) }, found, offered),
      );
    }
    return answerCached(exchange, rowBody(line, found, offered), type);
  };
};
