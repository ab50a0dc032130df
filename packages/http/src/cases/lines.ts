// Where the resources of a case are, and which case a request names.

import { findCase, invalidPart } from '@dure/access';
import type { Business, Refusal } from '@dure/access';
import { identify } from '../identity/identify.ts';
import { strangerIn } from '../operations/operator.ts';
import { parameterValues } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';

/** The case that a request names, if the caller may see it. */
export const caseIn = async (
  exchange: Exchange,
  business: Business,
): Promise<{ readonly caseId: string } | Refusal> => {
  const identified = await identify(exchange, business);
  if (identified.is === 'refused') return identified.refusal;
  const [written = ''] = parameterValues(exchange, 1);
  return findCase(business, written, identified.caller);
};

export const caseHref = (home: string, caseId: string): string =>
  `${home}/cases/${encodeURIComponent(caseId)}`;

/** Where a page begins, counted in records; the first one, where nothing else is said. */
export const placeIn = (exchange: Exchange): number | Refusal => {
  const stranger = strangerIn(exchange, ['from']);
  if (stranger) return stranger;
  // The server reads a query as an object of texts and lists of texts.
  const { from = '0' } = exchange.request.query as { readonly [name: string]: unknown };
  if (typeof from === 'string' && /^\d{1,9}$/.test(from)) return Number(from);
  return invalidPart('from', '0부터의 정수여야 합니다', 'Must be a whole number, from 0');
};
