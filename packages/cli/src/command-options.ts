// The options of each command of the CLI, as its help lists them.

import type { Words } from '@dure/domain';
import { choice, common, flag, number, text, texts } from './options.ts';

const PORT_MAX = 65_535;
export const STANDARD_PORT = 8088;
/** This machine alone. */
export const STANDARD_HOST = '127.0.0.1';

/** Where the data lies, unless `--data` says otherwise. */
export const STANDARD_DATA = process.env['DURE_DATA'] ?? './data';

export const data = text({ ko: '데이터 폴더', en: 'folder of the data' }, 'folder', STANDARD_DATA);

export const startOptions = {
  ...common,
  port: number({ ko: '포트', en: 'port' }, 'port', {
    min: 0,
    max: PORT_MAX,
    standard: STANDARD_PORT,
  }),
  grpc: number({ ko: 'gRPC도 이 포트에서', en: 'gRPC as well, on this port' }, 'port', {
    min: 0,
    max: PORT_MAX,
    standard: undefined,
  }),
  host: text(
    { ko: '주소 (기본은 이 컴퓨터만)', en: 'address (this machine only, unless given)' },
    'host',
  ),
  'public-url': text(
    { ko: '프록시가 앞에 있을 때 손님이 쓰는 주소', en: 'where clients reach it, behind a proxy' },
    'url',
  ),
  data,
  memory: flag({ ko: '디스크에 쓰지 않음', en: 'keep nothing on the disk' }),
  demo: flag(
    { ko: '처음 시작할 때 시연 데이터를 넣음', en: 'play the demo on the first start' },
    true,
  ),
  'documented-replay': flag({
    ko: '문서의 날짜와 자동 설정으로 재현',
    en: 'replay the documents, at their date and with their automatic settings',
  }),
  'movable-clock': flag({
    ko: '시연의 시계를 앞으로 옮길 수 있게 함 (한 사업, --memory)',
    en: 'let the clock of a demo be moved on (one business, --memory)',
  }),
  'documented-ports': flag({
    ko: '서비스마다 문서의 포트도 엶',
    en: 'also open the ports that the documents give each service',
  }),
  'sign-in': flag({
    ko: '시연의 사람들로 로그인 (비밀번호 없음, 이 컴퓨터만)',
    en: 'sign in as the people of the demos (no passwords, this machine only)',
  }),
  set: texts({ ko: '설정을 바꿈', en: 'change a setting' }, 'NAME=value'),
  verbose: flag({ ko: '일어나는 일을 모두 보여 줌', en: 'show all that happens' }),
};
export type StartOptions = typeof startOptions;

export const wallOptions = {
  ...common,
  format: choice(
    {
      ko: '형식 (없으면 파일 이름대로, 아니면 글)',
      en: 'form (else as the file is named, or text)',
    },
    ['text', 'svg', 'mermaid', 'proto'],
    undefined,
  ),
  msaez: flag({ ko: 'MSAEz의 벽으로', en: 'as a wall of MSAEz' }),
  out: text({ ko: '파일에 씀', en: 'write to a file' }, 'file'),
  record: flag({
    ko: 'gRPC의 필드 번호를 사업 옆에 적어 둠',
    en: 'record the field numbers of gRPC beside the business',
  }),
};
export type WallOptions = typeof wallOptions;

export const auditOptions = {
  ...common,
  data,
  head: text({ ko: '따로 적어 둔 끝', en: 'the end that was kept elsewhere' }, 'number:seal'),
};
export type AuditOptions = typeof auditOptions;

export const rightsOptions = { ...common };
export type RightsOptions = typeof rightsOptions;

export const settingsOptions = { ...common };
export type SettingsOptions = typeof settingsOptions;

export const logOptions = {
  ...common,
  data,
  case: text({ ko: '한 건만', en: 'one case only' }, 'key'),
  cases: number({ ko: '최근 몇 건', en: 'so many cases, the latest' }, 'count', {
    min: 1,
    max: 10_000,
    standard: 20,
  }),
  follow: {
    ...flag({ ko: '새로 일어나는 일을 따라감', en: 'go on with what happens' }),
    short: 'f',
  },
  'documented-replay': flag({ ko: '문서 재현의 기록', en: 'the log of the documented replay' }),
  documented: flag({
    ko: '문서의 이벤트 형식으로 (한 줄에 JSON 하나)',
    en: 'as the documents have events (one JSON a line)',
  }),
};
export type LogOptions = typeof logOptions;

export const simulateOptions = {
  ...common,
  all: flag({ ko: '모든 사업을 차례로', en: 'all businesses, one after the other' }),
  seeds: number({ ko: '사업마다 몇 개의 씨앗', en: 'how many seeds for each business' }, 'count', {
    min: 1,
    max: 1_000_000_000,
    standard: 500,
  }),
  from: number({ ko: '첫 씨앗', en: 'first seed' }, 'seed', {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    standard: 1,
  }),
  seed: number({ ko: '이 씨앗 하나만', en: 'this seed alone' }, 'seed', {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    standard: undefined,
  }),
  threads: number({ ko: '스레드 수', en: 'threads' }, 'count', {
    min: 1,
    max: 256,
    standard: undefined,
  }),
};
export type SimulateOptions = typeof simulateOptions;

export const crashOptions = {
  ...common,
  deployment: text(
    { ko: '이 배치 파일의 프로세스들을', en: 'the processes of this deployment' },
    'file',
  ),
  kills: number({ ko: '강제 종료 횟수', en: 'how often it is killed' }, 'count', {
    min: 1,
    max: 10_000,
    standard: 30,
  }),
  seed: number({ ko: '씨앗', en: 'seed' }, 'seed', {
    min: 0,
    max: Number.MAX_SAFE_INTEGER,
    standard: undefined,
  }),
};
export type CrashOptions = typeof crashOptions;

export const benchOptions = { ...common, quick: flag({ ko: '짧게', en: 'the short form' }) };
export type BenchOptions = typeof benchOptions;

const file = text(
  {
    ko: '배치 파일 (기본은 있으면 dure.yaml)',
    en: 'file of the deployment (dure.yaml, if it is there)',
  },
  'file',
);
const port = (words: Words) =>
  number(words, 'port', { min: 1, max: PORT_MAX, standard: undefined });
const deployed = { ...common, file, data };
const settingsOf = {
  set: texts({ ko: '설정을 바꿈', en: 'change a setting' }, 'NAME=value'),
  settings: text(
    {
      ko: '설정 파일. 바뀌면 다시 읽음',
      en: 'file of settings, read again when it changes',
    },
    'file',
  ),
};
const verbose = flag({ ko: '일어나는 일을 모두 보여 줌', en: 'show all that happens' });
const host = text({ ko: '주소', en: 'address' }, 'host');

export const serveOptions = {
  ...deployed,
  host,
  port: port({ ko: '내부 포트', en: 'internal port' }),
  ...settingsOf,
  'pass-over': text(
    {
      ko: '설정 파일에 있는 다른 사업의 이름들',
      en: 'names in the file of settings that are of other businesses',
    },
    'names',
  ),
  verbose,
};
export type ServeOptions = typeof serveOptions;

const grpcWords = { ko: 'gRPC도 이 포트에서', en: 'gRPC as well, on this port' };

export const gatewayOptions = {
  ...deployed,
  host,
  port: port({ ko: '포트', en: 'port' }),
  grpc: port(grpcWords),
  'public-url': startOptions['public-url'],
  verbose,
};
export type GatewayOptions = typeof gatewayOptions;

export const upOptions = {
  ...deployed,
  port: port({ ko: '관문의 포트 (기본은 8088)', en: 'port of the gateway (8088, unless given)' }),
  grpc: port(grpcWords),
  ...settingsOf,
};
export type UpOptions = typeof upOptions;

export const deployOptions = {
  ...common,
  config: text(
    {
      ko: '배치 파일 (기본은 있으면 dure.yaml)',
      en: 'file of the deployment (dure.yaml, if it is there)',
    },
    'file',
  ),
  out: text({ ko: '쓸 폴더', en: 'folder to write to' }, 'folder', 'deploy'),
};
export type DeployOptions = typeof deployOptions;

export const retireOptions = {
  ...deployed,
  confirm: text(
    { ko: '정말 한다는 뜻으로 이름을 다시', en: 'the name once more: it is meant' },
    'name',
  ),
  'drop-data': flag({
    ko: '물러난 뒤에: 저장소와 토픽을 지웁니다',
    en: 'once it is retired: drops its store and its topic',
  }),
};
export type RetireOptions = typeof retireOptions;

export const statusOptions = deployed;
export type StatusOptions = typeof statusOptions;

export const contractsOptions = {
  ...common,
  version: text({ ko: '발행할 버전', en: 'version to publish' }, 'version'),
  out: text({ ko: '발행된 계약의 폴더', en: 'folder of what is published' }, 'folder', 'contracts'),
  needs: texts(
    { ko: '소비자가 필요한 것의 파일이나 폴더', en: 'file or folder of what consumers need' },
    'path',
  ),
  record: text(
    { ko: '벽 대신 이 발행본에 견줌', en: 'hold it to this, and not the wall' },
    'folder',
  ),
  format: choice({ ko: '형식', en: 'form' }, ['text', 'json'], 'text'),
  for: choice(
    { ko: '누구의 목록', en: 'whose catalogue' },
    ['pages', 'eventcatalog', 'backstage'],
    'pages',
  ),
  into: text({ ko: '목록을 쓸 폴더', en: 'folder of the catalogue' }, 'folder', 'catalogue'),
  owner: text({ ko: '목록에 적을 담당', en: 'who owns it, in the catalogue' }, 'team'),
  field: text({ ko: '이 필드가 있는 곳을 찾음', en: 'look where this field is' }, 'name'),
};
export type ContractsOptions = typeof contractsOptions;

export const importOptions = {
  ...common,
  out: text(
    {
      ko: '만들 폴더 (기본은 벽의 이름)',
      en: 'folder to make (named after the wall, unless given)',
    },
    'folder',
  ),
};
export type ImportOptions = typeof importOptions;

export const newOptions = {
  ...common,
  label: text({ ko: '사람들이 부르는 이름', en: 'what people call it, in Korean' }, 'words'),
};
export type NewOptions = typeof newOptions;
