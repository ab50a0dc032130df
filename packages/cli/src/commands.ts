// The commands of the CLI, as its help lists them.

import { command } from './command.ts';
import { contracts, creating, importing } from './commands-of-contracts.ts';
import { deploy } from './kubernetes/commands.ts';
import { erase, exporting } from './personal/commands.ts';
import {
  archive,
  backup,
  doctor,
  monitoring,
  move,
  restore,
  retire,
  sla,
} from './commands-of-operations.ts';
import { preview, why } from './preview/commands.ts';
import type { Command } from './command.ts';
import {
  benchOptions,
  crashOptions,
  gatewayOptions,
  logOptions,
  serveOptions,
  auditOptions,
  rightsOptions,
  settingsOptions,
  simulateOptions,
  startOptions,
  statusOptions,
  upOptions,
  wallOptions,
} from './command-options.ts';
import type {
  BenchOptions,
  CrashOptions,
  GatewayOptions,
  LogOptions,
  ServeOptions,
  AuditOptions,
  RightsOptions,
  SettingsOptions,
  SimulateOptions,
  StartOptions,
  StatusOptions,
  UpOptions,
  WallOptions,
} from './command-options.ts';

const business = {
  hint: 'business',
  words: { ko: '사업 폴더나 이름', en: 'name or folder of a business' },
};

const oneBusiness = { ...business, most: 1, isNeeded: true } as const;

const start = command<StartOptions>({
  name: 'start',
  words: { ko: '사업을 시작합니다', en: 'starts businesses' },
  operand: { ...business, hint: 'business…', most: Infinity },
  options: startOptions,
  examples: [
    ['dure start', { ko: '모든 사업을 8088 포트에서', en: 'all businesses, on port 8088' }],
    ['dure start lodging --port 9000', { ko: '숙박 예약만', en: 'lodging alone' }],
    [
      'dure start lodging --documented-replay',
      { ko: '문서의 2024년 2월 20일에서', en: 'on the documented day in February 2024' },
    ],
  ],
  load: async () => (await import('./start/start.ts')).start,
});

const wall = command<WallOptions>({
  name: 'wall',
  words: { ko: '사업의 벽을 그립니다', en: 'draws the wall of a business' },
  operand: oneBusiness,
  options: wallOptions,
  excludes: [['format', 'msaez']],
  examples: [
    ['dure wall lodging', { ko: '글로', en: 'in words' }],
    ['dure wall lodging --format svg --out wall.svg', { ko: '그림으로', en: 'as a picture' }],
    ['dure wall lodging --format proto', { ko: 'gRPC의 .proto로', en: 'as the .proto of gRPC' }],
    ['dure wall lodging --msaez --out model.json', { ko: 'MSAEz로', en: 'for MSAEz' }],
  ],
  load: async () => (await import('./wall/wall.ts')).wall,
});

const log = command<LogOptions>({
  name: 'log',
  words: { ko: '일어난 일을 건별로 보여 줍니다', en: 'tells what happened, case by case' },
  operand: oneBusiness,
  options: logOptions,
  examples: [
    ['dure log lodging', { ko: '최근 20건', en: 'the latest 20 cases' }],
    ['dure log lodging --case order-4', { ko: '한 건 전부', en: 'all of one case' }],
    ['dure log lodging --follow', { ko: '계속 지켜봄', en: 'keep watching' }],
  ],
  load: async () => (await import('./log/log.ts')).log,
});

const settings = command<SettingsOptions>({
  name: 'settings',
  words: { ko: '사업의 설정을 보여 줍니다', en: 'lists the settings of a business' },
  operand: oneBusiness,
  options: settingsOptions,
  examples: [
    ['dure settings lodging', { ko: '모든 설정과 뜻', en: 'every setting, and what it means' }],
    ['dure start lodging --set NIGHTS_MAX=14', { ko: '하나를 바꿈', en: 'change one of them' }],
  ],
  load: async () => (await import('./settings/settings.ts')).settings,
});

const audit = command<AuditOptions>({
  name: 'audit',
  words: {
    ko: '감사 기록이 쓰인 그대로인지 봅니다',
    en: 'checks that the audit log is as it was written',
  },
  operand: {
    hint: 'verify business…',
    usage: 'verify [business…]',
    words: { ko: 'verify, 그리고 사업', en: 'verify, and the businesses' },
    most: Infinity,
  },
  options: auditOptions,
  examples: [
    [
      'dure audit verify',
      { ko: '함께 시작한 모든 사업의 기록', en: 'the log of all businesses that start together' },
    ],
  ],
  load: async () => (await import('./audit/audit.ts')).audit,
});

const rights = command<RightsOptions>({
  name: 'rights',
  words: {
    ko: '누가 무엇을 할 수 있는지 보여 줍니다',
    en: 'shows who may do what',
  },
  operand: oneBusiness,
  options: rightsOptions,
  examples: [
    [
      'dure rights lodging',
      { ko: '모든 배역과 명령과 조회', en: 'every actor beside every command and view' },
    ],
  ],
  load: async () => (await import('./rights/rights.ts')).rights,
});

const simulate = command<SimulateOptions>({
  name: 'simulate',
  words: {
    ko: '모든 것을 고장 내며 사업을 돌려 봅니다',
    en: 'runs a business in storms that break everything',
  },
  operand: { ...oneBusiness, unless: 'all' },
  options: simulateOptions,
  excludes: [
    ['seed', 'seeds'],
    ['seed', 'from'],
  ],
  examples: [
    ['dure simulate lodging --seeds 2000', { ko: '폭풍 2000번', en: '2,000 storms' }],
    ['dure simulate --all --seeds 50', { ko: '사업마다 50번', en: '50 storms over each business' }],
    ['dure simulate lodging --seed 42', { ko: '42번만 다시', en: 'storm 42 again' }],
  ],
  load: async () => (await import('./simulate/simulate.ts')).simulate,
});

const crash = command<CrashOptions>({
  name: 'crash',
  words: {
    ko: '진짜 프로세스를 kill -9 로 죽이며 잃는 것이 없는지 봅니다',
    en: 'kills a real process with SIGKILL, and looks whether anything is lost',
  },
  operand: { ...business, hint: 'business…', most: Infinity },
  options: crashOptions,
  examples: [
    ['dure crash --kills 100 --seed 7', { ko: '100번', en: 'a hundred times' }],
    ['dure crash ./my-shop', { ko: '내 사업을', en: 'a business of your own' }],
    [
      'dure crash --deployment dure.yaml --kills 200',
      { ko: '서비스마다 프로세스로', en: 'its services, as processes' },
    ],
  ],
  load: async () => (await import('./crash/crash.ts')).crash,
});

const bench = command<BenchOptions>({
  name: 'bench',
  words: { ko: '얼마나 빠른지 잽니다', en: 'measures how fast it is' },
  options: benchOptions,
  examples: [['dure bench --quick', { ko: '1분쯤', en: 'takes about a minute' }]],
  load: async () => (await import('./bench.ts')).bench,
});

const up = command<UpOptions>({
  name: 'up',
  words: {
    ko: '서비스마다 프로세스를 하나씩 이 컴퓨터에서 돌립니다',
    en: 'runs every context as a process of its own, on this machine',
  },
  operand: { ...business, hint: 'business…', most: Infinity },
  options: upOptions,
  examples: [
    ['dure up lodging', { ko: '숙박 예약을 서비스로', en: 'lodging, as services' }],
    ['dure up --file dure.yaml', { ko: '파일대로', en: 'what the file says' }],
  ],
  load: async () => (await import('./deployment/up.ts')).up,
});

const serve = command<ServeOptions>({
  name: 'serve',
  words: { ko: '서비스 하나(또는 몇)를 돌립니다', en: 'runs one context, or several' },
  operand: {
    hint: 'business/context',
    words: { ko: '서비스 이름', en: 'name of a context' },
    most: 1,
    isNeeded: true,
  },
  options: serveOptions,
  examples: [
    ['dure serve lodging/payment', { ko: '결제만', en: 'payment alone' }],
    ['dure serve lodging/payment,management', { ko: '둘을 한 프로세스에', en: 'two of them' }],
    ['dure serve lodging', { ko: '모두 한 프로세스에', en: 'all of them in one process' }],
  ],
  load: async () => (await import('./deployment/serve.ts')).serve,
});

const gateway = command<GatewayOptions>({
  name: 'gateway',
  words: { ko: '서비스들 앞의 관문을 엽니다', en: 'opens the one entry to the services' },
  operand: { ...business, hint: 'business…', most: Infinity },
  options: gatewayOptions,
  examples: [['dure gateway lodging', { ko: '숙박 예약의 관문', en: 'the entry to lodging' }]],
  load: async () => (await import('./deployment/gateway.ts')).gateway,
});

const status = command<StatusOptions>({
  name: 'status',
  words: { ko: '어느 프로세스가 무엇을 하는지 보여 줍니다', en: 'says which process runs what' },
  operand: { ...business, hint: 'business…', most: Infinity },
  options: statusOptions,
  examples: [['dure status', { ko: 'dure up으로 켠 것들', en: 'what dure up has started' }]],
  load: async () => (await import('./deployment/status.ts')).status,
});

export const commands: readonly Command[] = [
  start,
  log,
  wall,
  preview,
  why,
  settings,
  rights,
  audit,
  erase,
  exporting,
  simulate,
  crash,
  bench,
  up,
  serve,
  gateway,
  status,
  retire,
  deploy,
  monitoring,
  sla,
  backup,
  restore,
  move,
  archive,
  doctor,
  contracts,
  importing,
  creating,
];
