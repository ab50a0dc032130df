// The options of the commands for those who keep a business running.

import { data } from './command-options.ts';
import { common, flag, number, text } from './options.ts';

const RUNBOOK = 'runbook.md';
export const monitoringOptions = {
  ...common,
  out: text({ ko: '쓸 폴더', en: 'folder to write to' }, 'folder', 'monitoring'),
  runbook: text({ ko: '대응 안내의 주소', en: 'address of the runbook' }, 'url', RUNBOOK),
};
export type MonitoringOptions = typeof monitoringOptions;

const json = flag({ ko: '프로그램이 읽게 JSON으로', en: 'as JSON, for programs' });

export const slaOptions = {
  ...common,
  prometheus: text(
    { ko: 'Prometheus의 주소', en: 'address of Prometheus' },
    'url',
    'http://127.0.0.1:9090',
  ),
  month: text({ ko: '달 (기본은 이번 달)', en: 'month (this one, unless given)' }, 'YYYY-MM'),
  json,
};
export type SlaOptions = typeof slaOptions;

export const backupOptions = {
  ...common,
  data,
  from: text(
    { ko: '저장소가 있는 곳 (기본은 --data)', en: 'where the stores are (--data, unless given)' },
    'where',
  ),
  out: text(
    {
      ko: '백업을 쓸 새 폴더 (기본은 여기에, 사업과 시각의 이름으로)',
      en: 'new folder of the backup (here, named after the business and the time, unless given)',
    },
    'folder',
  ),
  verify: flag(
    { ko: '따로 열어 약속을 확인', en: 'open it elsewhere and check the promises' },
    true,
  ),
};
export type BackupOptions = typeof backupOptions;

export const restoreOptions = {
  ...common,
  data,
  from: text({ ko: '백업 폴더', en: 'folder of the backup' }, 'folder'),
  context: text({ ko: '서비스 하나만', en: 'one context alone' }, 'name'),
  to: text({ ko: '복원할 빈 저장소', en: 'empty stores to restore into' }, 'where'),
  replace: flag({ ko: '있던 데이터를 옆으로 치움', en: 'put aside what is there' }),
};
export type RestoreOptions = typeof restoreOptions;

const PARTITIONS_MAX = 1_024;

export const moveOptions = {
  ...common,
  data,
  from: text(
    { ko: '지금 있는 곳 (기본은 --data)', en: 'where it is now (--data, unless given)' },
    'where',
  ),
  to: text({ ko: '옮길 빈 곳', en: 'empty place to move to' }, 'where'),
  partitions: number({ ko: '파티션 수 (지금의 배수)', en: 'partitions (a multiple of now)' }, 'n', {
    min: 1,
    max: PARTITIONS_MAX,
    standard: undefined,
  }),
};
export type MoveOptions = typeof moveOptions;

export const archiveOptions = {
  ...common,
  data,
  from: text({ ko: '저장소가 있는 곳', en: 'where the stores are' }, 'where'),
  'older-than': text({ ko: '이만큼 지난 끝난 건', en: 'cases that ended so long ago' }, '90d'),
  back: flag({ ko: '보관한 것을 모두 되돌림', en: 'take back all that was put aside' }),
};
export type ArchiveOptions = typeof archiveOptions;

export const doctorOptions = {
  ...common,
  data,
  url: text({ ko: '돌고 있는 관문의 주소', en: 'address of a gateway that runs' }, 'url'),
  json,
};
export type DoctorOptions = typeof doctorOptions;
