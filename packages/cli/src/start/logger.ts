// The operator's log: what went wrong in this process, and with `--verbose` every record. Quiet
// otherwise. Lines of JSON for programs that collect them, on the standard error.

import { pino } from 'pino';
import type { Logger as PinoLogger } from 'pino';
import type { CommitNotice, Incident } from '@dure/kernel';
import { masked, maskText } from './mask.ts';

export type Logger = {
  readonly incident: (business: string, incident: Omit<Incident, 'context'> & Place) => void;
  readonly happened: (business: string, notice: CommitNotice) => void;
  readonly warn: (facts: object, words: string) => void;
  /** From now on. */
  readonly setVerbose?: (isVerbose: boolean) => void;
};

type Place = { readonly context?: string };

const causeFields = (cause: unknown): object =>
  cause instanceof Error
    ? {
        type: cause.name,
        message: maskText(cause.message),
        stack: maskText(cause.stack ?? ''),
        ...(cause.cause === undefined ? {} : { cause: causeFields(cause.cause) }),
      }
    : { message: maskText(String(cause)) };

const levelOf = (isVerbose: boolean): string => (isVerbose ? 'info' : 'warn');

const pinoTo = (write: (line: string) => void, isVerbose: boolean): PinoLogger => {
  const options = {
    level: levelOf(isVerbose),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return pino(options, { write });
};

export const loggerTo = (
  write: (line: string) => void,
  of: { readonly isVerbose: boolean; readonly hidden: ReadonlySet<string> },
): Logger => {
  const logger = pinoTo(write, of.isVerbose);
  return {
    incident: (business, { id, context, what, cause }) =>
      logger.error({ business, context, incident: id, cause: causeFields(cause) }, maskText(what)),
    happened: (business, notice) => {
      if (notice.is !== 'record' || !logger.isLevelEnabled('info')) return;
      const { context, record } = notice;
      const { type, kind, caseId, sequence, partition, actor, at, traceparent } = record;
      const trace = traceparent?.split('-')[1];
      const data = masked(record.data, of.hidden);
      const place = { business, context, kind, caseId, ...(trace ? { trace } : {}) };
      const facts = { ...place, sequence, partition, actor, at, data };
      logger.info(facts, type);
    },
    warn: (facts, words) => logger.warn(masked(facts, of.hidden) as object, words),
    setVerbose: (isVerbose) => {
      logger.level = levelOf(isVerbose);
    },
  };
};
