// Reading one's own write: a view is asked to have seen a command first.

import type { Position } from '@dure/kernel';
import type { Problem } from '../answers/problem.ts';
import { invalidPart, problem } from '../answers/refusals.ts';
import type { Business, ViewEntry } from '../business/business.ts';
import { POSITION_HEADER } from '../commands/answer.ts';
import type { Exchange } from '../server/exchange.ts';

const SEEN_TIMEOUT_MS = 2_000;
const RETRY_AFTER_S = 1;

const tokenPattern = /^([^\s.]{1,64})\.(\d{1,6})\.(\d{1,15})$/;

const badToken = invalidPart(
  'Dure-Position',
  '명령의 응답에 있는 값이어야 합니다: place.0.123',
  "Must be the value from a command's answer: place.0.123",
);

const notYetSeen = problem('NotYetSeen', { retryAfter: RETRY_AFTER_S });

const tokenIn = ({ request }: Exchange): string | undefined => {
  const header = request.headers[POSITION_HEADER];
  if (typeof header === 'string') return header;
  // The server reads a query as an object of texts and lists of texts.
  const { after } = request.query as { readonly after?: unknown };
  return typeof after === 'string' ? after : undefined;
};

const positionIn = (token: string, { running }: Business): Position | undefined => {
  const [, context = '', partition, sequence] = tokenPattern.exec(token) ?? [];
  const kernel = Object.hasOwn(running.kernels, context) ? running.kernels[context] : undefined;
  if (!kernel || Number(partition) >= kernel.store.partitions) return undefined;
  return { context, partition: Number(partition), sequence: Number(sequence) };
};

/**
 * Waits until the view has seen the position that the request names, if it names one. A view that
 * has not caught up in time answers 503 with Retry-After: it will, and nothing is wrong meanwhile.
 */
export const caughtUp = async (
  exchange: Exchange,
  view: ViewEntry,
  business: Business,
): Promise<Problem | undefined> => {
  const token = tokenIn(exchange);
  if (token === undefined || token === '') return undefined;
  const position = positionIn(token, business);
  if (!position) return badToken;
  return (await view.kernel.seen(position, SEEN_TIMEOUT_MS)) ? undefined : notYetSeen;
};
