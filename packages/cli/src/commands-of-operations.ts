// Commands for those who keep a business running: alarms, reports, copies, and what is wrong.

import { command } from './command.ts';
import { monitoringOptions, slaOptions } from './command-options.ts';
import type { MonitoringOptions, SlaOptions } from './command-options.ts';

const businesses = {
  hint: 'business…',
  words: { ko: '사업 폴더나 이름', en: 'name or folder of a business' },
  most: Infinity,
};

export const monitoring = command<MonitoringOptions>({
  name: 'monitoring',
  words: {
    ko: 'Prometheus의 경보 규칙과 Grafana의 계기판을 씁니다',
    en: 'writes alarms for Prometheus and dashboards for Grafana',
  },
  operand: businesses,
  options: monitoringOptions,
  examples: [
    ['dure monitoring lodging', { ko: 'monitoring 폴더에', en: 'in the folder monitoring' }],
  ],
  load: async () => (await import('./monitoring/monitoring.ts')).monitoring,
});

export const sla = command<SlaOptions>({
  name: 'sla',
  words: {
    ko: '한 달 동안 약속한 만큼 답했는지 보고합니다',
    en: 'reports how well a month was answered',
  },
  operand: businesses,
  options: slaOptions,
  examples: [
    ['dure sla lodging --month 2026-10', { ko: '10월의 보고', en: 'the report of October' }],
  ],
  load: async () => (await import('./monitoring/sla.ts')).sla,
});
