// Alarms about the process, its disk, its certificate and the way in.

import type { Alert } from './alert.ts';
import { DAY_S, HOUR_S, MINUTE_S } from './durations.ts';

const instance = { job: 'dure', instance: 'a' };
const up = 'up{job="dure",instance="a"}';
const requests = 'dure_http_request_duration_seconds_count{job="dure",business="b",status=';
const GIB = 2 ** 30;

export const machineAlerts: readonly Alert[] = [
  {
    name: 'DureWatchdog',
    severity: 'none',
    summary: {
      ko: '늘 울립니다. 이것이 오지 않으면 경보가 오지 않는 것입니다',
      en: 'Fires always. Where it does not arrive, alarms do not arrive',
    },
    expr: () => 'vector(1)',
    forS: 0,
    fires: { series: [[up, '1x5']], atS: MINUTE_S, labels: {} },
    quiet: { series: [], atS: -1 },
  },
  {
    name: 'DureDown',
    severity: 'page',
    summary: {
      ko: '{{ $labels.instance }}이(가) 답하지 않습니다',
      en: '{{ $labels.instance }} does not answer',
    },
    expr: () => 'up{job="dure"} == 0',
    forS: MINUTE_S,
    fires: { series: [[up, '1 0x5']], atS: 3 * MINUTE_S, labels: instance },
    quiet: { series: [[up, '1 0 1x5']], atS: 3 * MINUTE_S },
  },
  {
    name: 'DureMissing',
    severity: 'page',
    summary: { ko: '수집되는 두레가 없습니다', en: 'No Dure is scraped at all' },
    expr: () => 'absent(up{job="dure"})',
    forS: 5 * MINUTE_S,
    fires: { series: [['up{job="other"}', '1x10']], atS: 6 * MINUTE_S, labels: { job: 'dure' } },
    quiet: { series: [[up, '0x10']], atS: 6 * MINUTE_S },
  },
  {
    name: 'DureRestarts',
    severity: 'page',
    summary: {
      ko: '{{ $labels.instance }}이(가) 자꾸 다시 시작합니다',
      en: '{{ $labels.instance }} starts again and again',
    },
    expr: (of) => `changes(dure_process_start_seconds[${of.window(15 * MINUTE_S)}]) > 2`,
    forS: 0,
    fires: {
      series: [['dure_process_start_seconds{job="dure",instance="a"}', '1 2 3 4 4x10']],
      atS: 5 * MINUTE_S,
      labels: instance,
    },
    quiet: {
      series: [['dure_process_start_seconds{job="dure",instance="a"}', '1 2 2x10']],
      atS: 5 * MINUTE_S,
    },
  },
  {
    name: 'DureStandsStill',
    severity: 'page',
    summary: {
      ko: '{{ $labels.instance }}이(가) 1초 넘게 멈췄습니다',
      en: '{{ $labels.instance }} did not answer for more than a second',
    },
    expr: () => 'dure_event_loop_delay_seconds > 1',
    forS: 2 * MINUTE_S,
    fires: {
      series: [['dure_event_loop_delay_seconds{job="dure",instance="a"}', '3x10']],
      atS: 5 * MINUTE_S,
      labels: instance,
    },
    quiet: {
      series: [['dure_event_loop_delay_seconds{job="dure",instance="a"}', '0 0 0 0 3 3 0 0']],
      atS: 5 * MINUTE_S,
    },
  },
  {
    name: 'DureDiskFills',
    severity: 'page',
    summary: {
      ko: '{{ $labels.instance }}의 디스크가 곧 찹니다',
      en: 'The disk of {{ $labels.instance }} will be full soon',
    },
    expr: (of) =>
      'dure_data_free_bytes / dure_data_size_bytes < 0.05 or ' +
      `(predict_linear(dure_data_free_bytes[${of.window(HOUR_S)}], ` +
      `${of.seconds(4 * HOUR_S)}) < 0 and ` +
      'dure_data_free_bytes / dure_data_size_bytes < 0.5)',
    forS: MINUTE_S,
    fires: {
      series: [
        ['dure_data_free_bytes{job="dure",instance="a"}', `${40 * GIB}-${GIB}x30`],
        ['dure_data_size_bytes{job="dure",instance="a"}', `${100 * GIB}x30`],
      ],
      atS: 20 * MINUTE_S,
      labels: instance,
    },
    quiet: {
      series: [
        ['dure_data_free_bytes{job="dure",instance="a"}', `${40 * GIB}-1x30`],
        ['dure_data_size_bytes{job="dure",instance="a"}', `${100 * GIB}x30`],
      ],
      atS: 20 * MINUTE_S,
    },
  },
  {
    name: 'DureCertificateEnds',
    severity: 'ticket',
    summary: {
      ko: '{{ $labels.instance }}의 인증서가 14일 안에 끝납니다',
      en: 'The certificate of {{ $labels.instance }} ends within 14 days',
    },
    expr: () => `dure_certificate_end_seconds - time() < ${14 * DAY_S}`,
    forS: MINUTE_S,
    fires: {
      series: [['dure_certificate_end_seconds{job="dure",instance="a"}', `${10 * DAY_S}x10`]],
      atS: 5 * MINUTE_S,
      labels: instance,
    },
    quiet: {
      series: [['dure_certificate_end_seconds{job="dure",instance="a"}', `${20 * DAY_S}x10`]],
      atS: 5 * MINUTE_S,
    },
  },
  {
    name: 'DureRefuses',
    severity: 'page',
    summary: {
      ko: '요청의 5%가 넘게 너무 많다고 돌려보내지고 있습니다',
      en: 'More than 5 % of the requests are turned away as too many',
    },
    expr: (of) => {
      const count = 'dure_http_request_duration_seconds_count';
      const window = of.window(5 * MINUTE_S);
      const rate = (status: string): string =>
        `sum by (job) (rate(${count}{${status}}[${window}]))`;
      return `${rate('status=~"429|503"')} / ${rate('')} > 0.05`;
    },
    forS: 2 * MINUTE_S,
    fires: {
      series: [
        [`${requests}"429"}`, '0+10x10'],
        [`${requests}"200"}`, '0+90x10'],
      ],
      atS: 8 * MINUTE_S,
      labels: { job: 'dure' },
    },
    quiet: {
      series: [
        [`${requests}"429"}`, '0+1x10'],
        [`${requests}"200"}`, '0+99x10'],
      ],
      atS: 8 * MINUTE_S,
    },
  },
];
