// What an alarm is, before it becomes a rule of Prometheus.

import type { Words } from '@dure/domain';
import type { Durations } from './durations.ts';

/** `page` wakes a person now, `ticket` waits for the morning; `none` shows that alarms arrive. */
export type Severity = 'page' | 'ticket' | 'none';

/** Samples for its unit test, in the notation of promtool: series and values, one a minute. */
export type Example = {
  readonly series: readonly (readonly [series: string, values: string])[];
  /** When it is looked, from the first sample. */
  readonly atS: number;
};

export type Alert = {
  readonly name: string;
  readonly severity: Severity;
  /** One line for whoever reads it on a phone. Templates of Prometheus are filled in. */
  readonly summary: Words;
  readonly expr: (of: Durations) => string;
  /** For so long it has to be so. */
  readonly forS: number;
  /** Where it fires, with the labels that it then has besides its severity. */
  readonly fires: Example & { readonly labels: { readonly [name: string]: string } };
  /** Where it is quiet, although something like it happens. */
  readonly quiet: Example;
};
