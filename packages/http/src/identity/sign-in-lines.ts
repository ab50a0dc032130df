// The lines by which browsers sign in and out, as lines of the server.

import type { SignInAnswer, SignInLine, SignInRequest } from '@dure/access';
import type { Words } from '@dure/domain';
import { problem } from '../answers/own-refusals.ts';
import type { Endpoint } from '../server/endpoint.ts';
import { jsonType, originIn, send, sendProblem } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import { CSRF_HEADER } from './identify.ts';
import { isOfOtherPage } from './own-origin.ts';

const AWAY_RETRY_S = 5;

const requestIn = (exchange: Exchange): SignInRequest => {
  const { request } = exchange;
  const { headers, body, url } = request;
  const csrf = headers[CSRF_HEADER];
  return {
    url,
    origin: originIn(exchange),
    cookie: headers.cookie,
    contentType: headers['content-type'],
    body: typeof body === 'string' ? body : '',
    csrf: typeof csrf === 'string' ? csrf : undefined,
    isForeign: isOfOtherPage(request),
  };
};

const problemOf = (http: number, words: Words) => {
  const retry = http === 503 ? { retryAfter: AWAY_RETRY_S } : {};
  return { ...problem('SignInFailed', { words, ...retry }), http };
};

const sendAnswer = (
  exchange: Exchange,
  answer: Extract<SignInAnswer, { readonly is: 'answer' }>,
) => {
  const { http, body, location, cookies = [] } = answer;
  // Set on the response itself: a list of headers by name has room for one cookie only.
  if (cookies.length > 0) exchange.reply.raw.setHeader('set-cookie', cookies);
  return send(exchange, {
    http,
    type: jsonType,
    body: JSON.stringify(body ?? {}),
    headers: {
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...(location === undefined || http !== 303 ? {} : { location }),
    },
  });
};

export const signInEndpoints = (lines: readonly SignInLine[]): readonly Endpoint[] =>
  lines.map(({ method, path, handle }) => ({
    method,
    path,
    work: 'signIn',
    handle: async (exchange) => {
      const answer = await handle(requestIn(exchange));
      if (answer.is === 'answer') return sendAnswer(exchange, answer);
      return sendProblem(exchange, problemOf(answer.http, answer.words));
    },
  }));
