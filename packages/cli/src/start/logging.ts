// What `dure start` says of what happens: its log, and its traces where the environment wants them.

import { hiddenFields } from '@dure/access';
import type { System } from '@dure/domain';
import { tracerIn, withTraces } from '../tracing/tracing.ts';
import type { Tracer } from '../tracing/tracing.ts';
import { loggerTo } from './logger.ts';
import type { Logger } from './logger.ts';

export type Logging = { readonly logger: Logger; readonly tracer: Tracer | undefined };

export const loggingOf = (
  { verbose }: { readonly verbose: boolean },
  systems: readonly System[],
): Logging => {
  const hidden = new Set(systems.flatMap((system) => [...hiddenFields(system)]));
  const write = (line: string): void => void process.stderr.write(line);
  const logger = loggerTo(write, { isVerbose: verbose, hidden });
  const tracer = tracerIn(process.env, 'dure', logger);
  return { logger: withTraces(logger, tracer), tracer };
};
