// Whether a request comes from the gateway's own pages, or from no page at all. Without sign-in, a
// page of another site could otherwise use the gateway through its visitor's browser.

import { isLoopback, refusal } from '@dure/access';
import type { Refusal } from '@dure/access';
import type { FastifyRequest } from 'fastify';

const refusedFor = (ko: string, en: string): Refusal => refusal('Forbidden', { words: { ko, en } });

const otherMachine = refusedFor(
  '로그인을 켜지 않은 서버는 이 컴퓨터에서만 쓸 수 있습니다',
  'A server without sign-in may only be used from this machine',
);

const otherPage = refusedFor(
  '다른 사이트의 페이지는 로그인을 켜지 않은 서버를 쓸 수 없습니다',
  'A page of another site may not use a server without sign-in',
);

/** The host that was ours the last time: it is looked at with every request. */
let lastLoopback = 'localhost';

const isOurs = (host: string): boolean => {
  if (host === lastLoopback) return true;
  if (!isLoopback(host.toLowerCase().replace(/:\d+$/, ''))) return false;
  lastLoopback = host;
  return true;
};

const safeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether the request, by its method, changes nothing. */
export const isSafe = ({ method }: FastifyRequest): boolean => safeMethods.includes(method);

/** Someone who follows a link sees the page; the page that has the link sees nothing of it. */
export const isFollowedLink = (request: FastifyRequest): boolean =>
  isSafe(request) &&
  request.headers['sec-fetch-mode'] === 'navigate' &&
  request.headers['sec-fetch-dest'] === 'document';

/** Browsers say where a page is from by either header; older ones by `Origin` alone. */
export const isOfOtherPage = ({ headers }: FastifyRequest): boolean => {
  const { origin, host = '' } = headers;
  if (origin !== undefined) return origin !== `http://${host}` && origin !== `https://${host}`;
  const site = headers['sec-fetch-site'];
  return site !== undefined && site !== 'same-origin' && site !== 'none';
};

/**
 * Why a request may not use a gateway without sign-in; nothing, where it may.
 * @param origins those whose pages may use it all the same.
 */
export const refusalOfOrigin = (
  request: FastifyRequest,
  origins: readonly string[],
): Refusal | undefined => {
  const { host, origin } = request.headers;
  if (host !== undefined && !isOurs(host)) return otherMachine;
  if (!isOfOtherPage(request)) return undefined;
  if (origin !== undefined && origins.includes(origin)) return undefined;
  return isFollowedLink(request) ? undefined : otherPage;
};
