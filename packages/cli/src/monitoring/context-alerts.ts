// Alarms about a context of a business: what stands still, what falls behind, and what waits for
// people.

import type { Words } from '@dure/domain';
import type { Alert, Severity } from './alert.ts';
import { HOUR_S, MINUTE_S } from './durations.ts';
import type { Durations } from './durations.ts';

const place = '{{ $labels.business }}/{{ $labels.context }}';
const own = { business: 'b', context: 'c' };

type Told = {
  readonly name: string;
  readonly severity: Severity;
  readonly ko: string;
  readonly en: string;
  /** The metric that it is about, with more labels where it has some. */
  readonly series: string;
  readonly labels?: { readonly [name: string]: string };
  readonly expr: (of: Durations, metric: string) => string;
  readonly forS: number;
  /** Samples, one a minute, with which it fires, and is quiet, after an hour and a half. */
  readonly fires: string;
  readonly quiet: string;
};

const LOOK_S = 90 * MINUTE_S;

const labelsText = (labels: { readonly [name: string]: string }): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');

const alertOf = (told: Told): Alert => {
  const { name, severity, ko, en, series, expr, forS, fires, quiet } = told;
  const labels = { ...own, ...told.labels };
  const summary: Words = { ko: `${place}: ${ko}`, en: `${place}: ${en}` };
  const one = `${series}{${labelsText(labels)}}`;
  return {
    name,
    severity,
    summary,
    expr: (of) => expr(of, series),
    forS,
    fires: { series: [[one, fires]], atS: LOOK_S, labels },
    quiet: { series: [[one, quiet]], atS: LOOK_S },
  };
};

const above = (_: Durations, metric: string): string => `${metric} > 0`;

/** More of them in the last minutes, not counting what a process had counted before it died. */
const grows =
  (seconds: number, most: number) =>
  (of: Durations, metric: string): string =>
    `increase(${metric}[${of.window(seconds)}]) > ${most}`;

const told: readonly Told[] = [
  {
    name: 'DureContextDown',
    severity: 'page',
    ko: '서비스를 할 수 없습니다',
    en: 'cannot serve',
    series: 'dure_context_up',
    expr: (_, metric) => `${metric} == 0`,
    forS: MINUTE_S,
    fires: '1x80 0x20',
    quiet: '1x88 0 1x20',
  },
  {
    name: 'DureNoReplica',
    severity: 'page',
    ko: '돌리는 프로세스가 없습니다',
    en: 'no process runs it',
    series: 'dure_context_replicas',
    expr: (_, metric) => `${metric} == 0`,
    forS: MINUTE_S,
    fires: '2x80 0x20',
    quiet: '2x80 1x20',
  },
  {
    name: 'DureLogTrouble',
    severity: 'page',
    ko: '따라가던 기록이 아닙니다. 복원이 섞였을 수 있습니다',
    en: 'a log is not the one that was followed: a restore may have mixed times',
    series: 'dure_context_troubles',
    expr: above,
    forS: 0,
    fires: '0x80 1x20',
    quiet: '0x100',
  },
  {
    name: 'DureDeadlinesLate',
    severity: 'page',
    ko: '기한이 지났는데 아무 일도 일어나지 않습니다',
    en: 'deadlines are due and do not fire',
    series: 'dure_deadline_overdue_seconds',
    expr: (of, metric) =>
      `min_over_time(${metric}[${of.window(MINUTE_S)}]) > ${of.seconds(MINUTE_S)}`,
    forS: MINUTE_S,
    fires: '0x70 60+60x30',
    quiet: '0x80 5x20',
  },
  {
    name: 'DureFallsBehind',
    severity: 'page',
    ko: '다른 서비스의 기록을 따라잡지 못합니다',
    en: 'does not catch up with the log of {{ $labels.source }}',
    series: 'dure_lag_records',
    labels: { source: 's' },
    expr: (of, metric) => `min_over_time(${metric}[${of.window(10 * MINUTE_S)}]) > 0`,
    forS: MINUTE_S,
    fires: '0x70 5x30',
    quiet: '0x80 500 0 500 0 500 0 0x20',
  },
  {
    name: 'DureBreakerOpen',
    severity: 'page',
    ko: '{{ $labels.callee }}에 묻지 않고 있습니다',
    en: '{{ $labels.callee }} is not asked any more',
    series: 'dure_breaker_open',
    labels: { callee: 'd' },
    expr: above,
    forS: 2 * MINUTE_S,
    fires: '1x100',
    quiet: '_x89 1x10',
  },
  {
    name: 'DureStoppedMessages',
    severity: 'page',
    ko: '{{ $value }}건이 사람을 기다리며 멈춰 있습니다',
    en: '{{ $value }} messages have stopped and wait for a person',
    series: 'dure_stopped_messages',
    expr: above,
    forS: 5 * MINUTE_S,
    fires: '0x80 3x20',
    quiet: '0x88 3x20',
  },
  {
    name: 'DureWorkWaits',
    severity: 'ticket',
    ko: '할 일이 한 시간 넘게 남아 있습니다 ({{ $labels.kind }})',
    en: 'work has waited for a person for an hour ({{ $labels.kind }})',
    series: 'dure_work_entries',
    labels: { kind: 'stalled' },
    expr: above,
    forS: HOUR_S,
    fires: '1x100',
    quiet: '0x60 1x40',
  },
  {
    name: 'DureRulesFail',
    severity: 'page',
    ko: '규칙이 실패합니다. 코드를 고쳐야 합니다',
    en: 'rules fail: the code of the board is at fault',
    series: 'dure_kernel_commands_failed_total',
    expr: grows(15 * MINUTE_S, 0),
    forS: 0,
    fires: '0x80 0+1x20',
    quiet: '7x100',
  },
  {
    name: 'DureTurnsFail',
    severity: 'page',
    ko: '저장소에 쓰지 못한 일이 잦습니다',
    en: 'turns are not committed: look at the store',
    series: 'dure_kernel_turns_failed_total',
    expr: grows(5 * MINUTE_S, 5),
    forS: 0,
    fires: '0x80 0+3x20',
    quiet: '0x85 1 2x20',
  },
];

export const contextAlerts: readonly Alert[] = told.map(alertOf);
