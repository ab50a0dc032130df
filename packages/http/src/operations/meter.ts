// Counts requests and how long they take, for `/metrics`, and the calls of other ways in.

import type { CallAnswered } from '@dure/access';
import { Histogram, Registry } from '@prometheus-io/client';

/** Called when an answer has been handed over. */
export type Observe = (http: number, tookMs: number) => void;

export type Measured = {
  readonly method: string;
  readonly path: string;
  /** Nothing, where the line belongs to all of them. */
  readonly business?: string | undefined;
};

export type Meter = {
  readonly registry: Registry;
  /** A route is labelled by its pattern, so that the number of series stays bounded. */
  readonly grpc: (of: CallAnswered) => void;
  readonly of: (line: Measured) => Observe;
};

const bucketsS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export const createMeter = (): Meter => {
  const registry = new Registry();
  const seconds = new Histogram({
    name: 'dure_http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['business', 'method', 'route', 'status'],
    buckets: bucketsS,
    registers: [registry],
  });
  const grpc = new Histogram({
    name: 'dure_grpc_call_duration_seconds',
    help: 'Time from a call of gRPC to its answer, or to the beginning of its stream.',
    labelNames: ['service', 'method', 'code'],
    buckets: bucketsS,
    registers: [registry],
  });
  return {
    registry,
    grpc: ({ service, method, code, tookMs }) =>
      grpc.labels(service, method, code).observe(tookMs / 1000),
    of: ({ business = '', method, path }) => {
      const series = new Map<number, ReturnType<typeof seconds.labels>>();
      return (http, tookMs) => {
        let one = series.get(http);
        if (!one) {
          one = seconds.labels(business, method, path, String(http));
          series.set(http, one);
        }
        one.observe(tookMs / 1000);
      };
    },
  };
};
