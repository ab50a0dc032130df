// A request that is answered with a stream.

import { endWhenOver } from '@dure/access';
import type { Business, Caller } from '@dure/access';
import type { FastifyReply } from 'fastify';
import { credentialsIn } from '../identity/identify.ts';
import { sendProblem } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Stream } from './stream.ts';

export const lastEventId = ({ request }: Exchange): string | undefined => {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
};

export type Listener = { readonly business: Business; readonly caller: Caller };

/** Answers with a stream, or tells why not. It ends when the caller is not who they were. */
export const openStream = (
  exchange: Exchange,
  { business, caller }: Listener,
  begin: (stream: Stream) => void,
): FastifyReply => {
  const { gateway, request, reply } = exchange;
  const refused = gateway.streams.refusal();
  if (refused) return sendProblem(exchange, refused);
  reply.hijack();
  const correlation = request.headers['correlation-id'];
  const isPlain = typeof correlation === 'string' && /^[\w.:-]{1,128}$/.test(correlation);
  const stream = gateway.streams.open(reply.raw, isPlain ? { 'correlation-id': correlation } : {});
  if (request.method === 'HEAD') {
    stream.end();
    return reply;
  }
  const { identity } = gateway;
  const listening = { identity, credentials: credentialsIn(request), business, caller };
  endWhenOver(stream, listening, () => stream.end());
  begin(stream);
  return reply;
};
