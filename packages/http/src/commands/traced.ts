// A command as the first span of a trace, or the next one of the client's, where traces are kept.

import { readTrace } from '@dure/access';
import type { FastifyReply } from 'fastify';
import type { Exchange } from '../server/exchange.ts';

type Perform = (traceparent: string | undefined) => Promise<FastifyReply>;

export const traced = async (
  { gateway: { tracing }, request, reply }: Exchange,
  route: string,
  perform: Perform,
): Promise<FastifyReply> => {
  const parent = readTrace(request.headers['traceparent']);
  if (tracing === undefined) return perform(parent);
  const span = tracing.begin({ name: `${request.method} ${route}`, parent });
  try {
    return await perform(span.traceparent);
  } finally {
    // An answer is written past the reply, whose status would be that of an untouched one.
    span.end(reply.raw.statusCode);
  }
};
