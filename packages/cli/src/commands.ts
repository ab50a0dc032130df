// The commands of the CLI, as its help lists them.

import { command } from './command.ts';
import type { Command } from './command.ts';
import { choice, common, flag, number, text, texts } from './options.ts';

const PORT_MAX = 65_535;
const STANDARD_PORT = 8088;

/** Where the data lies, unless `--data` says otherwise. */
export const STANDARD_DATA = process.env['DURE_DATA'] ?? './data';

const data = text({ ko: '데이터 폴더', en: 'folder of the data' }, 'folder', STANDARD_DATA);

const business = {
  hint: 'business',
  words: { ko: '사업 이름', en: 'name of a business' },
};

const startOptions = {
  ...common,
  port: number({ ko: '포트', en: 'port' }, 'port', {
    min: 0,
    max: PORT_MAX,
    standard: STANDARD_PORT,
  }),
  host: text(
    { ko: '주소 (기본은 이 컴퓨터만)', en: 'address (this machine only, unless given)' },
    'host',
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
  'documented-ports': flag({
    ko: '서비스마다 문서의 포트도 엶',
    en: 'also open the ports that the documents give each service',
  }),
  set: texts({ ko: '설정을 바꿈', en: 'change a setting' }, 'NAME=value'),
  verbose: flag({ ko: '일어나는 일을 모두 보여 줌', en: 'show all that happens' }),
};
export type StartOptions = typeof startOptions;

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

const wallOptions = {
  ...common,
  format: choice({ ko: '형식', en: 'form' }, ['text', 'svg', 'mermaid'], 'text'),
  out: text({ ko: '파일에 씀', en: 'write to a file' }, 'file'),
};
export type WallOptions = typeof wallOptions;

const wall = command<WallOptions>({
  name: 'wall',
  words: { ko: '사업의 벽을 그립니다', en: 'draws the wall of a business' },
  operand: { ...business, most: 1 },
  options: wallOptions,
  examples: [
    ['dure wall lodging', { ko: '글로', en: 'in words' }],
    ['dure wall lodging --format svg --out wall.svg', { ko: '그림으로', en: 'as a picture' }],
  ],
  load: async () => (await import('./wall/wall.ts')).wall,
});

const logOptions = {
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

const log = command<LogOptions>({
  name: 'log',
  words: { ko: '일어난 일을 건별로 보여 줍니다', en: 'tells what happened, case by case' },
  operand: { ...business, most: 1 },
  options: logOptions,
  examples: [
    ['dure log lodging', { ko: '최근 20건', en: 'the latest 20 cases' }],
    ['dure log lodging --case order-4', { ko: '한 건 전부', en: 'all of one case' }],
    ['dure log lodging --follow', { ko: '계속 지켜봄', en: 'keep watching' }],
  ],
  load: async () => (await import('./log/log.ts')).log,
});

const simulateOptions = {
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

const simulate = command<SimulateOptions>({
  name: 'simulate',
  words: {
    ko: '모든 것을 고장 내며 사업을 돌려 봅니다',
    en: 'runs a business in storms that break everything',
  },
  operand: { ...business, most: 1, unless: 'all' },
  options: simulateOptions,
  examples: [
    ['dure simulate lodging --seeds 2000', { ko: '폭풍 2000번', en: '2,000 storms' }],
    ['dure simulate --all --seeds 50', { ko: '사업마다 50번', en: '50 storms over each business' }],
    ['dure simulate lodging --seed 42', { ko: '42번만 다시', en: 'storm 42 again' }],
  ],
  load: async () => (await import('./simulate/simulate.ts')).simulate,
});

const crashOptions = {
  ...common,
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

const crash = command<CrashOptions>({
  name: 'crash',
  words: {
    ko: '진짜 프로세스를 kill -9 로 죽이며 잃는 것이 없는지 봅니다',
    en: 'kills a real process with SIGKILL, and looks whether anything is lost',
  },
  options: crashOptions,
  examples: [['dure crash --kills 100 --seed 7', { ko: '100번', en: 'a hundred times' }]],
  load: async () => (await import('./crash/crash.ts')).crash,
});

const benchOptions = { ...common, quick: flag({ ko: '짧게', en: 'the short form' }) };
export type BenchOptions = typeof benchOptions;

const bench = command<BenchOptions>({
  name: 'bench',
  words: { ko: '얼마나 빠른지 잽니다', en: 'measures how fast it is' },
  options: benchOptions,
  examples: [['dure bench --quick', { ko: '1분쯤', en: 'takes about a minute' }]],
  load: async () => (await import('./bench.ts')).bench,
});

export const commands: readonly Command[] = [start, log, wall, simulate, crash, bench];
