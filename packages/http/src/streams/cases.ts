// The story of a case: its trail as it is, and its events as they happen.

import {
  findCase,
  followCase,
  invalidPart,
  PAGE_RECORDS,
  redactorOf,
  trailPage,
} from '@dure/access';
import type { Business, Caller, Refusal } from '@dure/access';
import { caseLinks } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { identify, PERSONA_QUERY } from '../identity/identify.ts';
import { halType, parameterValues, send, sendProblem } from '../server/exchange.ts';
import type { Exchange, Handle } from '../server/exchange.ts';
import { lastEventId, openStream } from './open-stream.ts';

type CaseLine = { readonly business: Business; readonly scope: Scope };

/** The case that a request names, if the caller may see it. */
const caseIn = async (
  exchange: Exchange,
  business: Business,
): Promise<{ readonly caseId: string; readonly caller: Caller } | Refusal> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified.refusal;
  const [written = ''] = parameterValues(exchange, 1);
  const { caller } = identified;
  const found = await findCase(business, written, caller);
  return 'kind' in found ? found : { ...found, caller };
};

/** Where a page begins, counted in records; the first one, where nothing else is said. */
const fromIn = ({ request }: Exchange): number | Refusal => {
  // The server reads a query as an object of texts and lists of texts.
  const { from = '0', [PERSONA_QUERY]: _persona, ...others } = request.query as Query;
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) {
    const ko = '이 목록에는 from만 쓸 수 있습니다. 다음 쪽은 _links.next에 있습니다';
    const en = 'The trail knows from alone; the next page stands in _links.next';
    return invalidPart(stranger, ko, en);
  }
  if (typeof from === 'string' && /^\d{1,9}$/.test(from)) return Number(from);
  return invalidPart('from', '0부터의 정수여야 합니다', 'Must be a whole number, from 0');
};

type Query = { readonly [name: string]: unknown };

export const trailHandler = ({ business, scope }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const found = await caseIn(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const from = fromIn(exchange);
    if (typeof from === 'object') return sendProblem(exchange, from);
    const { caseId } = found;
    const { records, hasMore } = await trailPage(business, caseId, from);
    const { trail, events } = caseLinks(scope, caseId);
    const at = (place: number) => ({ href: `${trail?.href ?? ''}?from=${place}` });
    const next = hasMore ? { next: at(from + PAGE_RECORDS) } : {};
    const told = records.map((record) => redact(record.context, record));
    const _links = { self: from === 0 ? trail : at(from), events, ...next };
    const body = JSON.stringify({ caseId, records: told, hasMore, _links });
    const headers = { 'cache-control': 'no-store' };
    return send(exchange, { http: 200, body, type: halType, headers });
  };
};

export const caseEventsHandler = ({ business }: CaseLine): Handle => {
  const redact = redactorOf(business.system);
  return async (exchange) => {
    const found = await caseIn(exchange, business);
    if ('kind' in found) return sendProblem(exchange, found);
    const { caseId, caller } = found;
    const after = lastEventId(exchange);
    return openStream(exchange, { business, caller }, (stream) =>
      followCase(stream, { business, caseId, after, redact }),
    );
  };
};
