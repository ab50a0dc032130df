// A command as the first span of a trace, or the next one of the client's, where traces are kept.

import { readTrace } from '@dure/access';
import type { FastifyReply } from 'fastify';
import type { Exchange } from '../server/exchange.ts';
import type { Span } from '../server/tracing.ts';

type Perform = (traceparent: string | undefined) => Promise<FastifyReply>;

export const traced = (
  exchange: Exchange,
  route: string,
  perform: Perform,
): Promise<FastifyReply> => {
  const { gateway, request } = exchange;
  const parent = readTrace(request.headers['traceparent']);
  const { tracing } = gateway;
  if (tracing === undefined) return perform(parent);
  const span = tracing.begin({ name: `${request.method} ${route}`, parent });
  return until(span, exchange, perform);
};

const until = async (span: Span, { reply }: Exchange, perform: Perform): Promise<FastifyReply> => {
  try {
    return await perform(span.traceparent);
  } finally {
    // An answer is written past the reply, whose status would be that of an untouched one.
    span.end(reply.raw.statusCode);
  }
};
