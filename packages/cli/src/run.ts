// From the words on the command line to a command, and from its trouble to words and an exit code.

import { version } from './version.ts';
import { UserError } from './command.ts';
import type { Command, Operand } from './command.ts';
import { commands } from './commands.ts';
import { helpOf, helpOfAll } from './help.ts';
import { checkKeptByNpm } from './kept-by-npm.ts';
import { nearest } from './did-you-mean.ts';
import { parse } from './options.ts';
import { tellUserError, terminalOf } from './terminal.ts';
import type { Language, Streams, Terminal } from './terminal.ts';

const MISTAKEN = 2;

/** `--lang` counts even where another word is wrong, so that this is said in that language. */
const languageIn = (args: readonly string[]): Language | undefined => {
  const at = args.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const given = args[at]?.split('=')[1] ?? args[at + 1];
  return at >= 0 && (given === 'ko' || given === 'en') ? given : undefined;
};

const unknownCommand = (name: string): UserError => {
  const near = nearest(name, [...commands.map((of) => of.name), 'help', 'version']);
  return new UserError(
    {
      ko: `${name}: 모르는 명령입니다. ${near ? `혹시 dure ${near}?` : 'dure help를 보세요'}`,
      en: `There is no command ${name}. ${near ? `Did you mean dure ${near}?` : 'See dure help'}`,
    },
    MISTAKEN,
  );
};

const commandOf = (name: string): Command => {
  const found = commands.find((of) => of.name === name);
  if (!found) throw unknownCommand(name);
  return found;
};

type Read = {
  readonly values: { readonly [option: string]: unknown };
  readonly operands: readonly string[];
  readonly given: readonly string[];
};

const notKnown = (name: string, odd: string): UserError => {
  const ko = `dure ${name}: '${odd}'은(는) 쓰이지 않습니다`;
  return new UserError({ ko, en: `dure ${name} does not know what to do with ${odd}` }, MISTAKEN);
};

type Naming = { readonly operand: Operand; readonly own: readonly string[] };

const notNamed = (name: string, { operand, own }: Naming): UserError => {
  const { words, unless, example = own[0] ?? 'lodging' } = operand;
  const all = unless === undefined ? '' : `, dure ${name} --${unless}`;
  const line = `dure ${name} ${example}${all}`;
  const ko = `${words.ko}이(가) 빠졌습니다. 예: ${line}`;
  return new UserError({ ko, en: `The ${words.en} is missing: ${line}` }, MISTAKEN);
};

/** How many operands a command takes; none, where a flag stands for all. */
const mostOf = ({ operand }: Command, values: Read['values']): number => {
  const isAll = operand?.unless !== undefined && values[operand.unless] === true;
  return isAll ? 0 : (operand?.most ?? 0);
};

/** The operands; where one is needed and none is written, the only business of the project. */
const operandsOf = async (of: Command, read: Read, folder: string): Promise<readonly string[]> => {
  const { name, operand } = of;
  const { operands } = read;
  const most = mostOf(of, read.values);
  if (operands.length > most) throw notKnown(name, operands[most] ?? '');
  if (!operand?.isNeeded || most === 0 || operands.length > 0) return operands;
  if (operand.example !== undefined) throw notNamed(name, { operand, own: [] });
  return [await onlyBusiness(name, operand, folder)];
};

const onlyBusiness = async (name: string, operand: Operand, folder: string): Promise<string> => {
  const { isInProject, ownBusinesses } = await import('./project.ts');
  const own = (await ownBusinesses(folder)).map(({ called }) => called);
  const [first] = own;
  if (first !== undefined && own.length === 1) return first;
  if (first === undefined && isInProject(folder)) {
    throw (await import('./choose.ts')).noneYet(name);
  }
  throw notNamed(name, { operand, own });
};

const both = (name: string, [one, other]: readonly [string, string]): UserError => {
  const ko = `dure ${name}: --${one}와(과) --${other} 가운데 하나만 쓸 수 있습니다`;
  return new UserError({ ko, en: `dure ${name} takes --${one} or --${other}, not both` }, MISTAKEN);
};

const checkExclusions = ({ name, excludes = [] }: Command, { given }: Read): void => {
  const found = excludes.find((pair) => pair.every((option) => given.includes(option)));
  if (found) throw both(name, found);
};

const sayAll = (lines: readonly string[], terminal: Terminal): number => {
  for (const line of lines) terminal.say(line);
  return 0;
};

type Around = {
  readonly terminal: Terminal;
  readonly folder: string;
  readonly env: Streams['env'];
};

const runCommand = async (
  of: Command,
  args: readonly string[],
  { terminal, folder, env }: Around,
): Promise<number> => {
  const words = args.filter((word) => !word.startsWith('-') && !/^\d+$/.test(word));
  checkKeptByNpm(Object.keys(of.options), { env, line: words.join(' ') });
  const parsed = parse(of.options, args);
  if (parsed.is === 'mistaken') throw new UserError(parsed.words, MISTAKEN);
  const { values } = parsed;
  if (values['help']) return sayAll(helpOf(of, terminal), terminal);
  checkExclusions(of, parsed);
  const operands = await operandsOf(of, parsed, folder);
  const run = await of.load();
  return run({ values, operands, terminal, folder });
};

const helpWords = new Set(['help', '--help', '-h']);
const versionWords = new Set(['version', '--version', '-v']);

const sayHelp = (of: string | undefined, terminal: Terminal): number => {
  const isOfAll = of === undefined || of.startsWith('-');
  return sayAll(
    isOfAll ? helpOfAll(commands, terminal) : helpOf(commandOf(of), terminal),
    terminal,
  );
};

const dispatch = (args: readonly string[], around: Around): Promise<number> | number => {
  const { terminal } = around;
  const [name = 'help', ...rest] = args;
  if (helpWords.has(name)) return sayHelp(rest[0], terminal);
  if (versionWords.has(name)) {
    return sayAll([`dure ${version()}, node ${process.version}`], terminal);
  }
  return runCommand(commandOf(name), rest, around);
};

/** Runs the command line. Resolves to the exit code. */
export const run = async (args: readonly string[], streams: Streams): Promise<number> => {
  const terminal = terminalOf(streams, languageIn(args));
  try {
    return await dispatch(args, { terminal, folder: streams.cwd(), env: streams.env });
  } catch (cause) {
    const { wordsFor } = await import('./user-error.ts');
    const shown = wordsFor(cause);
    if (!shown) throw cause;
    if (shown.exitCode === MISTAKEN) terminal.tell(terminal.in(shown.words));
    else tellUserError(terminal, shown.words);
    return shown.exitCode;
  }
};
