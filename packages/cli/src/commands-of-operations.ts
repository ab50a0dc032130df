// Commands for those who keep a business running: what a cluster is given, who leaves, alarms,
// reports, copies, and what is wrong.

import { command } from './command.ts';
import { retireOptions } from './command-options.ts';
import type { RetireOptions } from './command-options.ts';
import {
  archiveOptions,
  backupOptions,
  doctorOptions,
  monitoringOptions,
  moveOptions,
  restoreOptions,
  slaOptions,
} from './operations-options.ts';
import type {
  ArchiveOptions,
  BackupOptions,
  DoctorOptions,
  MonitoringOptions,
  MoveOptions,
  RestoreOptions,
  SlaOptions,
} from './operations-options.ts';

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

const oneBusiness = { ...businesses, hint: 'business', most: 1 } as const;

export const backup = command<BackupOptions>({
  name: 'backup',
  words: {
    ko: '돌고 있는 사업을 한 순간의 모습으로 백업합니다',
    en: 'copies a business, as it is at one instant, while it runs',
  },
  operand: { ...oneBusiness, isNeeded: true },
  options: backupOptions,
  examples: [
    ['dure backup lodging --out monday', { ko: 'monday 폴더에', en: 'in the folder monday' }],
  ],
  load: async () => (await import('./backup/backup.ts')).backUp,
});

export const restore = command<RestoreOptions>({
  name: 'restore',
  words: { ko: '백업을 복원합니다', en: 'restores a backup' },
  operand: oneBusiness,
  options: restoreOptions,
  examples: [
    ['dure restore --from monday --data ./data', { ko: '빈 곳에', en: 'in an empty place' }],
    [
      'dure restore --from monday --replace',
      { ko: '있던 것 대신', en: 'instead of what is there' },
    ],
  ],
  load: async () => (await import('./backup/restore.ts')).restore,
});

export const move = command<MoveOptions>({
  name: 'move',
  words: {
    ko: '끝나 있는 사업의 데이터를 다른 저장소나 더 많은 파티션으로 옮깁니다',
    en: 'moves the data of a business that is ended to other stores, or to more partitions',
  },
  operand: { ...oneBusiness, isNeeded: true },
  options: moveOptions,
  examples: [
    [
      'dure move lodging --to dure.yaml',
      { ko: '파일이 말하는 곳으로', en: 'to where a file says' },
    ],
    [
      'dure move lodging --to ./wider --partitions 4',
      { ko: '네 파티션으로', en: 'to four partitions' },
    ],
  ],
  load: async () => (await import('./move/move.ts')).move,
});

export const archive = command<ArchiveOptions>({
  name: 'archive',
  words: {
    ko: '끝난 지 오래된 건의 기록을 따로 두고 전처럼 읽습니다',
    en: 'puts the records of cases that ended long ago aside, and reads them as before',
  },
  operand: { ...oneBusiness, isNeeded: true },
  options: archiveOptions,
  excludes: [['older-than', 'back']],
  examples: [
    [
      'dure archive lodging --from dure.yaml --older-than 90d',
      { ko: '90일 지난 끝난 건', en: 'cases that ended 90 days ago' },
    ],
  ],
  load: async () => (await import('./archive/archive.ts')).archive,
});

export const doctor = command<DoctorOptions>({
  name: 'doctor',
  words: {
    ko: '데이터나 관문에 무엇이 잘못되었는지, 무엇을 할지 봅니다',
    en: 'says what is wrong with data or a gateway, and what to do',
  },
  operand: businesses,
  options: doctorOptions,
  examples: [
    ['dure doctor', { ko: '데이터 폴더', en: 'the data folder' }],
    ['dure doctor --url http://127.0.0.1:8088', { ko: '돌고 있는 것', en: 'what runs there' }],
  ],
  load: async () => (await import('./doctor/doctor.ts')).doctor,
});

export const retire = command<RetireOptions>({
  name: 'retire',
  words: {
    ko: '서비스 하나가 사업에서 물러나게 합니다',
    en: 'lets one context leave its business while the others run',
  },
  operand: {
    hint: 'business/context',
    words: { ko: '서비스 이름', en: 'name of a context' },
    most: 1,
    isNeeded: true,
    example: 'lodging/payment',
  },
  options: retireOptions,
  examples: [
    ['dure retire lodging/recommend', { ko: '무엇이 함께 끝나는지', en: 'what would end with it' }],
    ['dure retire lodging/recommend --confirm lodging/recommend', { ko: '합니다', en: 'does it' }],
    [
      'dure retire lodging/recommend --drop-data --confirm lodging/recommend',
      { ko: '나중에 데이터까지', en: 'later, its data as well' },
    ],
  ],
  load: async () => (await import('./deployment/retire.ts')).retire,
});
