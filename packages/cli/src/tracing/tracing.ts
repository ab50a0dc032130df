// Traces: each command at the gateway is a span, and so is each record that it sets in motion, in
// whatever process. A record says its trace, and the record that caused it; from both, every
// process works out the same ids, so that nothing but the trace has to be carried along.

import { createHash, randomBytes } from 'node:crypto';
import type { CommitNotice } from '@dure/kernel';
import { causeIn, recordId } from '@dure/kernel/ids';
import type { PlacedRecord } from '@dure/kernel/ports';
import type { GatewayOptions } from '@dure/http';
import { UserError } from '../command.ts';
import type { Logger } from '../start/logger.ts';
import type { Environment } from '../terminal.ts';
import { OtlpExporter } from './otlp.ts';
import type { Span } from './otlp.ts';

const MISTAKEN = 2;
const SPAN_BYTES = 8;
const TRACE_BYTES = 16;
const SERVER_FAULT = 500;

type Tracing = NonNullable<GatewayOptions['tracing']>;

type Trace = { readonly traceId: string; readonly parent: string; readonly isSampled: boolean };

const traceIn = (traceparent: string): Trace => {
  const [, traceId = '', parent = '', flags = '00'] = traceparent.split('-');
  return { traceId, parent, isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
};

/** The same wherever it is worked out. */
const spanIdOf = (business: string, record: string): string =>
  createHash('sha256')
    .update(`${business}/${record}`)
    .digest('hex')
    .slice(0, SPAN_BYTES * 2);

const recordPattern = /^[\w-]+\.\d+\.\d+$/;

/** The record that caused it, where one did; else whoever sent the command. */
const parentOf = (business: string, causedBy: string, sender: string): string => {
  const cause = causeIn(causedBy);
  return recordPattern.test(cause) ? spanIdOf(business, cause) : sender;
};

const kindOf = ({ kind, target }: PlacedRecord): Span['kind'] =>
  kind === 'command' && target !== undefined ? 'producer' : 'internal';

const spanOf = (business: string, { context, record }: CommitNotice): Span | undefined => {
  const { traceparent, type, kind, caseId, causedBy, actor, partition, sequence, at } = record;
  const trace = traceparent === undefined ? undefined : traceIn(traceparent);
  if (!trace?.isSampled) return undefined;
  const id = recordId(context, partition, sequence);
  return {
    traceId: trace.traceId,
    spanId: spanIdOf(business, id),
    parentSpanId: parentOf(business, causedBy, trace.parent),
    name: `${context} ${type}`,
    kind: kindOf(record),
    startMs: at,
    endMs: Math.max(at, Date.now()),
    isError: kind === 'refusal',
    // Who acted may be a person: what kind of actor it was is enough.
    attributes: {
      'dure.business': business,
      'dure.context': context,
      'dure.case': caseId,
      'dure.record': id,
      'dure.kind': kind,
      'dure.actor': actor.split(':', 1)[0] ?? '',
    },
  };
};

export type Tracer = {
  /** For the gateway: each command is a span. */
  readonly tracing: Tracing;
  /** Each record that a context of this process commits is a span. */
  readonly happened: (business: string, notice: CommitNotice) => void;
  readonly close: () => Promise<void>;
};

const begin =
  (exporter: OtlpExporter, share: number): Tracing['begin'] =>
  ({ name, parent }) => {
    const isSampledHere = Math.random() < share;
    const trace = parent === undefined ? undefined : traceIn(parent);
    const { traceId, isSampled } = trace ?? {
      traceId: randomBytes(TRACE_BYTES).toString('hex'),
      isSampled: isSampledHere,
    };
    const spanId = randomBytes(SPAN_BYTES).toString('hex');
    const startMs = Date.now();
    const end = (http: number): void => {
      if (!isSampled) return;
      exporter.add({
        traceId,
        spanId,
        parentSpanId: trace?.parent ?? '',
        name,
        kind: 'server',
        startMs,
        endMs: Date.now(),
        isError: http >= SERVER_FAULT,
        attributes: { 'http.response.status_code': String(http) },
      });
    };
    return { traceparent: `00-${traceId}-${spanId}-0${isSampled ? 1 : 0}`, end };
  };

/** Of those that begin here; a client that has one decides for itself. */
const shareIn = ({ OTEL_TRACES_SAMPLER_ARG: written = '1' }: Environment): number => {
  const share = Number(written);
  if (share >= 0 && share <= 1) return share;
  throw new UserError(
    {
      ko: 'OTEL_TRACES_SAMPLER_ARG: 0부터 1까지의 비율이어야 합니다. 예: 0.1',
      en: 'OTEL_TRACES_SAMPLER_ARG must be a share from 0 to 1, such as 0.1',
    },
    MISTAKEN,
  );
};

/** `name=value,other=value`, percent-encoded, as the standard variable has it. */
const headersIn = ({ OTEL_EXPORTER_OTLP_HEADERS: written = '' }: Environment) =>
  Object.fromEntries(
    written
      .split(',')
      .filter((pair) => pair.includes('='))
      .map((pair): readonly [string, string] => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
      }),
  );

const urlIn = (environment: Environment): string | undefined => {
  const own = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  if (own) return own;
  const shared = environment['OTEL_EXPORTER_OTLP_ENDPOINT'];
  return shared ? `${shared.replace(/\/+$/, '')}/v1/traces` : undefined;
};

/** Nothing, unless the environment says where traces go. */
export const tracerIn = (
  environment: Environment,
  service: string,
  { warn }: Pick<Logger, 'warn'>,
): Tracer | undefined => {
  const url = urlIn(environment);
  if (url === undefined) return undefined;
  const share = shareIn(environment);
  const dropped = (count: number, cause: unknown): void =>
    warn({ count, cause: String(cause) }, 'Spans of traces were dropped.');
  const exporter = new OtlpExporter({ url, headers: headersIn(environment), service, dropped });
  return {
    tracing: { begin: begin(exporter, share) },
    happened: (business, notice) => {
      const span = spanOf(business, notice);
      if (span) exporter.add(span);
    },
    close: () => exporter.close(),
  };
};

/** Goes the way of the log: what is told to it is a span, too. */
export const withTraces = (logger: Logger, tracer: Tracer | undefined): Logger =>
  tracer === undefined
    ? logger
    : {
        ...logger,
        happened: (business, notice) => {
          tracer.happened(business, notice);
          logger.happened(business, notice);
        },
      };
