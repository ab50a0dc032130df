// Counts requests and how long they take, for `/metrics`, and the calls of other ways in.

import type { CallAnswered } from '@dure/access';
import { Registry } from '@prometheus-io/client';
import { Durations } from './durations.ts';
import type { Series } from './durations.ts';

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

export const createMeter = (): Meter => {
  const registry = new Registry();
  const requests = new Durations({
    registry,
    name: 'dure_http_request_duration_seconds',
    help: 'Time from a request to its answer.',
    labelNames: ['business', 'method', 'route', 'status'],
  });
  const calls = new Durations({
    registry,
    name: 'dure_grpc_call_duration_seconds',
    help: 'Time from a call of gRPC to its answer, or to the beginning of its stream.',
    labelNames: ['service', 'method', 'code'],
  });
  return {
    registry,
    grpc: ({ service, method, code, tookMs }) => calls.series(service, method, code).add(tookMs),
    of: ({ business = '', method, path }) => {
      const byStatus = new Map<number, Series>();
      return (http, tookMs) => {
        let series = byStatus.get(http);
        if (!series) {
          series = requests.series(business, method, path, String(http));
          byStatus.set(http, series);
        }
        series.add(tookMs);
      };
    },
  };
};
