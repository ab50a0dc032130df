// Dashboards for Grafana, as the JSON that it imports: one of the processes, one of each business.

import type { Words } from '@dure/domain';
import { failedShare } from './budget.ts';

type Unit = 'short' | 'reqps' | 's' | 'bytes' | 'percentunit' | 'dateTimeFromNow';

export type Panel = {
  readonly title: Words;
  readonly unit: Unit;
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
};

const WIDTH = 12;
const HEIGHT = 8;
const COLUMNS = 2;
const RATE = '5m';
const MS_PER_S = 1_000;

const panel = (title: Words, unit: Unit, ...queries: readonly (readonly [string, string])[]) => ({
  title,
  unit,
  queries: queries.map(([expr, legend]) => ({ expr, legend })),
});

export const processPanels: readonly Panel[] = [
  panel({ ko: '켜져 있음', en: 'Up' }, 'short', ['up{job="dure"}', '{{instance}}']),
  panel({ ko: '서비스 가능', en: 'Contexts that can serve' }, 'short', [
    'sum by (business) (max by (business, context) (dure_context_up))',
    '{{business}}',
  ]),
  panel({ ko: '요청', en: 'Requests' }, 'reqps', [
    `sum by (status) (rate(dure_http_request_duration_seconds_count[${RATE}]))`,
    '{{status}}',
  ]),
  panel({ ko: '메모리', en: 'Memory' }, 'bytes', [
    'dure_process_resident_memory_bytes',
    '{{instance}}',
  ]),
  panel({ ko: '가장 길게 멈춘 시간', en: 'Longest standstill' }, 's', [
    'dure_event_loop_delay_seconds',
    '{{instance}}',
  ]),
  panel({ ko: '남은 디스크', en: 'Disk that is left' }, 'percentunit', [
    'dure_data_free_bytes / dure_data_size_bytes',
    '{{instance}}',
  ]),
  panel({ ko: '시작한 때', en: 'Started' }, 'dateTimeFromNow', [
    `dure_process_start_seconds * ${MS_PER_S}`,
    '{{instance}}',
  ]),
  panel({ ko: '스트림을 듣는 손님', en: 'Clients of streams' }, 'short', [
    'dure_http_streams',
    '{{instance}}',
  ]),
];

/** Nothing that failed is a share of nothing, which is shown as such. */
const shareOf = (business: string): string => {
  const none = `0 * sum by (business) (dure_context_up{business="${business}"})`;
  return `(${failedShare(business, RATE)}) or ${none}`;
};

const trafficPanels = (business: string): readonly Panel[] => {
  const own = `business="${business}"`;
  const rate = (name: string): string =>
    `sum by (context) (rate(dure_kernel_${name}_total{${own}}[${RATE}]))`;
  const buckets = `rate(dure_http_request_duration_seconds_bucket{${own}}[${RATE}])`;
  const quantile = (of: number): string => `histogram_quantile(${of}, sum by (le) (${buckets}))`;
  return [
    panel({ ko: '명령', en: 'Commands' }, 'reqps', [rate('commands'), '{{context}}']),
    panel(
      { ko: '한 일과 거절', en: 'Done and refused' },
      'reqps',
      [rate('commands_done'), '{{context}} done'],
      [rate('commands_refused'), '{{context}} refused'],
      [rate('commands_failed'), '{{context}} failed'],
    ),
    panel({ ko: '답하지 못한 비율', en: 'Share that failed' }, 'percentunit', [
      shareOf(business),
      business,
    ]),
    panel(
      { ko: '걸린 시간', en: 'Time to answer' },
      's',
      [quantile(0.5), 'p50'],
      [quantile(0.99), 'p99'],
    ),
  ];
};

const standingPanels = (business: string): readonly Panel[] => {
  const own = `business="${business}"`;
  const sum = (name: string): string => `sum by (context) (${name}{${own}})`;
  // Every gateway says the same of a context.
  const most = (name: string): string => `max by (context) (${name}{${own}})`;
  return [
    panel({ ko: '밀린 기록', en: 'Records behind' }, 'short', [
      `max by (context, source) (dure_lag_records{${own}})`,
      '{{context}} ← {{source}}',
    ]),
    panel({ ko: '멈춘 메시지', en: 'Stopped messages' }, 'short', [
      most('dure_stopped_messages'),
      '{{context}}',
    ]),
    panel({ ko: '보관된 메시지', en: 'Parked messages' }, 'short', [
      most('dure_parked_messages'),
      '{{context}}',
    ]),
    panel({ ko: '할 일', en: 'Work for people' }, 'short', [
      `sum by (kind) (max by (kind, context) (dure_work_entries{${own}})) or vector(0)`,
      '{{kind}}',
    ]),
    panel({ ko: '열린 차단기', en: 'Open breakers' }, 'short', [
      sum('dure_kernel_breakers_open'),
      '{{context}}',
    ]),
    panel({ ko: '늦은 기한', en: 'Deadlines that are late' }, 's', [
      most('dure_deadline_overdue_seconds'),
      '{{context}}',
    ]),
    panel({ ko: '대기 중', en: 'Queued' }, 'short', [sum('dure_kernel_queued'), '{{context}}']),
    panel({ ko: '프로세스', en: 'Replicas' }, 'short', [
      most('dure_context_replicas'),
      '{{context}}',
    ]),
  ];
};

export const businessPanels = (business: string): readonly Panel[] => [
  ...trafficPanels(business),
  ...standingPanels(business),
];

type Dashboard = {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly Panel[];
};

/** What Grafana imports; it asks which Prometheus is meant. */
export const dashboardOf = ({ uid, title, panels }: Dashboard, language: keyof Words): object => ({
  uid,
  title,
  tags: ['dure'],
  timezone: 'browser',
  schemaVersion: 39,
  refresh: '30s',
  time: { from: 'now-6h', to: 'now' },
  templating: {
    list: [{ name: 'source', type: 'datasource', query: 'prometheus', label: 'Prometheus' }],
  },
  panels: panels.map((of, at) => ({
    id: at + 1,
    type: 'timeseries',
    title: of.title[language],
    datasource: { type: 'prometheus', uid: '${source}' },
    gridPos: {
      x: (at % COLUMNS) * WIDTH,
      y: Math.floor(at / COLUMNS) * HEIGHT,
      w: WIDTH,
      h: HEIGHT,
    },
    fieldConfig: { defaults: { unit: of.unit }, overrides: [] },
    targets: of.queries.map(({ expr, legend }, number) => ({
      refId: 'ABCDEFGH'[number],
      expr,
      legendFormat: legend,
    })),
  })),
});

/** All of them, by the names of their files. */
export const dashboardsOf = (
  businesses: readonly { readonly name: string; readonly label: string }[],
  language: keyof Words,
): { readonly [file: string]: object } => {
  const title = { ko: '두레: 프로세스', en: 'Dure: processes' }[language];
  const own = businesses.map(({ name, label }) => {
    const of = { uid: `dure-${name}`, title: `Dure: ${label}`, panels: businessPanels(name) };
    return [`dashboard-${name}.json`, dashboardOf(of, language)] as const;
  });
  const all = { uid: 'dure-processes', title, panels: processPanels };
  return { 'dashboard-processes.json': dashboardOf(all, language), ...Object.fromEntries(own) };
};
