// The output of the command line: two streams, a language, and colours on a terminal.

import type { Words } from '@dure/domain';

export type Language = 'ko' | 'en';

/** The variables of the environment. */
export type Environment = { readonly [name: string]: string | undefined };

export type Colour =
  'blue' | 'orange' | 'green' | 'lilac' | 'pink' | 'red' | 'yellow' | 'faint' | 'bold';

export type Terminal = {
  readonly language: Language;
  /** Whether the language was asked for. */
  readonly isChosen: boolean;
  /** Whether it is a terminal, rather than a file or a program. */
  readonly isLive: boolean;
  readonly columns: number;
  /** The result: a line on the standard output. */
  readonly say: (line: string) => void;
  /** All that is not the result: a line on the standard error. */
  readonly tell: (line: string) => void;
  /** A line that the next one replaces; on a terminal only. */
  readonly show: (line: string) => void;
  readonly paint: (colour: Colour, words: string) => string;
  readonly in: (words: Words) => string;
};

/** The colours of the sticky notes. */
const codes: { readonly [C in Colour]: string } = {
  blue: '38;5;75',
  orange: '38;5;208',
  green: '38;5;113',
  lilac: '38;5;141',
  pink: '38;5;211',
  red: '38;5;203',
  yellow: '38;5;221',
  faint: '2',
  bold: '1',
};

/** Korean where the machine speaks Korean, otherwise English. */
export const languageOf = (environment: Environment): Language => {
  const named = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  return named.toLowerCase().startsWith('ko') ? 'ko' : 'en';
};

const painter = (environment: Environment, isLive: boolean): Terminal['paint'] => {
  const isPlain = !isLive || environment['NO_COLOR'] || environment['TERM'] === 'dumb';
  if (isPlain) return (_colour, words) => words;
  return (colour, words) => `\u001B[${codes[colour]}m${words}\u001B[0m`;
};

type Stream = {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
};

/** What a process gives its program. */
export type Streams = {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Environment;
  /** The folder from which names and paths are looked up. */
  readonly cwd: () => string;
};

export const terminalOf = (
  streams: Omit<Streams, 'cwd'>,
  chosen: Language | undefined,
): Terminal => {
  const { stdout, stderr, env } = streams;
  const language = chosen ?? languageOf(env);
  const isLive = stdout.isTTY ?? false;
  return {
    language,
    isChosen: chosen !== undefined,
    isLive,
    columns: stdout.columns ?? 100,
    say: (line) => void stdout.write(`${line}\n`),
    tell: (line) => void stderr.write(`${line}\n`),
    show: (line) => {
      if (isLive) stdout.write(`\r\u001B[2K${line}`);
    },
    paint: painter(env, isLive),
    in: (words) => words[language],
  };
};

/** Tells of trouble in both languages, unless one was asked for. */
export const tellUserError = ({ language, isChosen, tell }: Terminal, words: Words): void => {
  tell(words[language]);
  if (!isChosen) tell(words[language === 'ko' ? 'en' : 'ko']);
};
