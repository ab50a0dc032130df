// A command as the first span of a trace, or the next one of the client's, where traces are kept.

import { readTrace } from '@dure/access';
import type { FastifyReply } from 'fastify';
import type { Exchange } from '../server/exchange.ts';
import type { Span } from '../server/tracing.ts';

/** The span that a command is, or comes after; nothing, where it is in no trace. */
export type Trace = string | undefined;

type Perform = (exchange: Exchange, traceparent: Trace) => FastifyReply | Promise<unknown>;

export const traced = (exchange: Exchange, route: string, perform: Perform): Promise<unknown> => {
  const { gateway, request } = exchange;
  const parent = readTrace(request.headers['traceparent']);
  const { tracing } = gateway;
  if (tracing === undefined) return performed(exchange, parent, perform);
  const span = tracing.begin({ name: `${request.method} ${route}`, parent });
  return until(span, exchange, perform);
};

/** An answer that was given at once. */
const given = Promise.resolve();

/** What is thrown before anything is waited for is a failure as any other. */
const performed = (exchange: Exchange, parent: Trace, perform: Perform): Promise<unknown> => {
  try {
    const answering = perform(exchange, parent);
    return answering instanceof Promise ? answering : given;
  } catch (cause) {
    return Promise.reject(cause);
  }
};

const until = async (span: Span, exchange: Exchange, perform: Perform): Promise<unknown> => {
  try {
    return await perform(exchange, span.traceparent);
  } finally {
    // An answer is written past the reply, whose status would be that of an untouched one.
    span.end(exchange.reply.raw.statusCode);
  }
};
