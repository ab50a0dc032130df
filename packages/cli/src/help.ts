// The help: for a newcomer who has typed `dure` and nothing else, and for each command.

import type { Words } from '@dure/domain';
import type { Command, Operand } from './command.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';
import { padded, widthOf } from './width.ts';

type Line = readonly [left: string, right: string];

const titles = {
  motto: {
    ko: '두레는 벽에 붙인 쪽지로 사업을 돌립니다.',
    en: 'Dure runs businesses from the notes on their wall.',
  },
  usage: { ko: '쓰는 법', en: 'Usage' },
  commands: { ko: '명령', en: 'Commands' },
  options: { ko: '옵션', en: 'Options' },
  examples: { ko: '예', en: 'Examples' },
  more: {
    ko: '명령마다 도움말이 있습니다: dure <명령> --help',
    en: 'Every command has its own help: dure <command> --help',
  },
  first: {
    ko: '처음이라면: dure start lodging',
    en: 'New here? dure start lodging',
  },
  standard: { ko: '기본', en: 'standard' },
  help: { ko: '이 도움말', en: 'this help' },
  version: { ko: '버전', en: 'the version' },
} as const satisfies { readonly [name: string]: Words };

const table = (lines: readonly Line[], terminal: Terminal): readonly string[] => {
  const width = Math.max(...lines.map(([left]) => widthOf(left))) + 2;
  return lines.map(([left, right]) => {
    const gap = padded(left, width).slice(left.length);
    return `  ${terminal.paint('bold', left)}${gap}${right}`;
  });
};

const usageOf = ({ name, operand }: Command): string => {
  if (!operand) return `dure ${name}`;
  return `dure ${name} ${operand.usage ?? bracketed(operand)}`;
};

/** Angles around what is needed, and squares around what may be left out. */
const bracketed = ({ hint, isNeeded, unless }: Operand): string => {
  const all = unless === undefined ? '' : `|--${unless}`;
  return isNeeded ? `<${hint}${all}>` : `[${hint}${all}]`;
};

/** What `dure` and `dure help` print. */
export const helpOfAll = (commands: readonly Command[], terminal: Terminal): readonly string[] => {
  const said = (words: Words) => terminal.in(words);
  const lines = commands.map((of): Line => [of.name, said(of.words)]);
  return [
    said(titles.motto),
    '',
    `${said(titles.usage)}: dure <command> [options]`,
    '',
    `${said(titles.commands)}:`,
    ...table([...lines, ['help', said(titles.help)], ['version', said(titles.version)]], terminal),
    '',
    said(titles.first),
    said(titles.more),
  ];
};

const optionLines = (options: Options, terminal: Terminal): readonly Line[] =>
  Object.entries(options).map(([name, { words, takes, hint, standard, short }]) => {
    const isOn = takes === 'nothing' && standard === true;
    const left = `--${isOn ? 'no-' : ''}${name}${takes === 'text' ? ` <${hint}>` : ''}`;
    const isTold = typeof standard === 'string' || typeof standard === 'number';
    const aside = isTold ? ` (${terminal.in(titles.standard)}: ${standard})` : '';
    const right = isOn ? notDone(words) : words;
    return [`${short ? `-${short}, ` : ''}${left}`, `${terminal.in(right)}${aside}`];
  });

const notDone = ({ ko, en }: Words): Words => ({ ko: `하지 않음: ${ko}`, en: `do not ${en}` });

/** What `dure <command> --help` prints. */
export const helpOf = (of: Command, terminal: Terminal): readonly string[] => {
  const said = (words: Words) => terminal.in(words);
  const examples = of.examples.map(([line, words]): Line => [line, said(words)]);
  return [
    `${usageOf(of)} [options]: ${said(of.words)}`,
    ...(of.operand ? ['', ...table([[of.operand.hint, said(of.operand.words)]], terminal)] : []),
    '',
    `${said(titles.options)}:`,
    ...table(optionLines(of.options, terminal), terminal),
    '',
    `${said(titles.examples)}:`,
    ...table(examples, terminal),
  ];
};
