// What a start says: where to look, and three lines to try.

import type { System, Words } from '@dure/domain';
import type { Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';

export type Greeting = {
  readonly systems: readonly System[];
  /** What to draw the wall of is called; nothing, where there are several. */
  readonly wall: string | undefined;
  readonly url: string;
  /** Of single contexts, where they are served as documented: `lodging/place`. */
  readonly urls: { readonly [context: string]: string };
  /** Where the data lies; nothing, where it is kept in memory. */
  readonly data: string | undefined;
  readonly replayedAt: string | undefined;
  /** Where people sign in without a password, if they do. */
  readonly signIn?: string | undefined;
  /** Where clients of gRPC reach it, if it is open. */
  readonly grpc?: string | undefined;
  readonly startedMs: number;
};

const words = {
  overview: { ko: '둘러보기', en: 'Look around' },
  docs: { ko: 'API 문서', en: 'API' },
  wall: { ko: '벽', en: 'The wall' },
  data: { ko: '데이터', en: 'Data' },
  memory: { ko: '메모리에만, 끝내면 사라집니다', en: 'in memory only; gone at the end' },
  clock: { ko: '시계', en: 'Clock' },
  signIn: { ko: '개발용 로그인', en: 'Development sign-in' },
  grpc: { ko: 'gRPC', en: 'gRPC' },
  process: { ko: '프로세스', en: 'Process' },
  try: { ko: '해 보기', en: 'Try' },
  end: { ko: 'Ctrl+C로 끝냅니다', en: 'Ctrl+C ends it' },
  ready: { ko: '준비됨', en: 'ready' },
} as const satisfies { readonly [name: string]: Words };

type Row = readonly [label: string, value: string];

const rowsOf = (greeting: Greeting, terminal: Terminal): readonly Row[] => {
  const { url, systems, wall, urls, data, replayedAt, signIn, grpc } = greeting;
  const said = (of: Words) => terminal.in(of);
  const own = systems.length === 1 ? [] : systems;
  return [
    [said(words.overview), url],
    ...own.map((system): Row => [labelIn(system, terminal), `${url}/${system.name}`]),
    [said(words.docs), `${url}/docs`],
    ...(grpc === undefined ? [] : [[said(words.grpc), grpc] as const]),
    [said(words.wall), `npx dure wall ${wall ?? '<business>'}`],
    ...Object.entries(urls).map(([context, at]): Row => [context, at]),
    [said(words.data), data ?? said(words.memory)],
    ...(replayedAt === undefined ? [] : [[said(words.clock), replayedAt] as const]),
    ...(signIn === undefined ? [] : [[said(words.signIn), signIn] as const]),
    [said(words.process), String(process.pid)],
  ];
};

const labelIn = ({ label }: System, { language }: Terminal): string =>
  language === 'ko' ? label[0] : label[1];

/** What runs: a business by its name, or how many. */
const whatRuns = (systems: readonly System[], terminal: Terminal): string => {
  const [system] = systems;
  if (!system || systems.length > 1) {
    const count = systems.length;
    return terminal.in({ ko: `사업 ${count}개`, en: `${count} businesses` });
  }
  const own = labelIn(system, terminal);
  return own.toLowerCase() === system.name ? own : `${own} (${system.name})`;
};

/** All the lines, ready to be copied. */
export const greetingOf = (
  greeting: Greeting,
  lines: readonly string[],
  terminal: Terminal,
): readonly string[] => {
  const { systems, startedMs } = greeting;
  const said = (of: Words) => terminal.in(of);
  const rows = rowsOf(greeting, terminal);
  const width = Math.max(...rows.map(([label]) => widthOf(label))) + 2;
  const seconds = (startedMs / 1000).toFixed(2);
  const title = terminal.paint('bold', `두레 Dure · ${whatRuns(systems, terminal)}`);
  return [
    `${title} · ${said(words.ready)} ${terminal.paint('faint', `(${seconds} s)`)}`,
    '',
    ...rows.map(([label, value]) => `  ${terminal.paint('faint', padded(label, width))}${value}`),
    '',
    ...(lines.length > 0 ? [`${said(words.try)}:`, ...lines.map((line) => `  ${line}`), ''] : []),
    terminal.paint('faint', said(words.end)),
  ];
};
