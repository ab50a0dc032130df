// A request that is answered with a stream.

import type { FastifyReply } from 'fastify';
import { sendProblem } from '../server/exchange.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Stream } from './stream.ts';

export const lastEventId = ({ request }: Exchange): string | undefined => {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : undefined;
};

/** Answers with a stream, or tells why not. */
export const openStream = (exchange: Exchange, begin: (stream: Stream) => void): FastifyReply => {
  const { gateway, request, reply } = exchange;
  const refused = gateway.streams.refusal();
  if (refused) return sendProblem(exchange, refused);
  reply.hijack();
  const correlation = request.headers['correlation-id'];
  const isPlain = typeof correlation === 'string' && /^[\w.:-]{1,128}$/.test(correlation);
  const stream = gateway.streams.open(reply.raw, isPlain ? { 'correlation-id': correlation } : {});
  if (request.method === 'HEAD') stream.end();
  else begin(stream);
  return reply;
};
