// `dure preview`: what a command would do, asked of a running gateway.

import type { Described, DescribedCommand, ShownPreview } from '@dure/http/described';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import { nearest } from '../did-you-mean.ts';
import type { Terminal } from '../terminal.ts';
import { ask, twoOf } from './ask.ts';
import type { PreviewOptions } from './commands.ts';

const MISTAKEN = 2;
const NOT_POSSIBLE = 1;

const unknown = (name: string, commands: readonly DescribedCommand[]): UserError => {
  const names = commands.filter(({ issuers }) => issuers.length > 0).map(({ slug }) => slug);
  const near = nearest(name, names);
  const all = names.join(', ');
  return new UserError(
    {
      ko: `${name}: 없는 명령입니다. ${near ? `혹시 ${near}? ` : ''}있는 명령: ${all}`,
      en: `There is no command ${name}. ${near ? `Did you mean ${near}? ` : ''}There are: ${all}`,
    },
    MISTAKEN,
  );
};

const commandNamed = ({ commands }: Described, name: string): DescribedCommand => {
  const found = commands.find((of) => of.slug === name || of.name === name);
  if (!found) throw unknown(name, commands);
  return found;
};

type Fields = { readonly [field: string]: string };

const fieldsIn = (written: readonly string[]): Fields =>
  Object.fromEntries(
    written.map((one) => {
      const at = one.indexOf('=');
      if (at > 0) return [one.slice(0, at), one.slice(at + 1)];
      const example = '--set orderId=4';
      const words = { ko: `항목=값으로 적어 주세요. 예: ${example}`, en: `Write ${example}` };
      throw new UserError(words, MISTAKEN);
    }),
  );

/** Where the instance is named, its own path; otherwise the one that opens an instance. */
const pathOf = ({ path, openingPath, names }: DescribedCommand, fields: Fields): string => {
  const [key = ''] = names;
  const named = fields[key];
  if (named !== undefined) return path.replace(`{${key}}`, encodeURIComponent(named));
  if (openingPath !== undefined) return encodeURI(openingPath);
  throw new UserError(
    { ko: `어느 것인지 적어 주세요: --set ${key}=…`, en: `Say which one: --set ${key}=…` },
    MISTAKEN,
  );
};

const listed = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];

const stateLines = ({ state }: ShownPreview, { in: say }: Terminal): readonly string[] =>
  state ? [`${say(state.before.label)} → ${say(state.after.label)}`] : [];

const linesOf = (shown: ShownPreview, terminal: Terminal): readonly string[] => {
  const { in: say } = terminal;
  const { problem, amounts, events, asks, deadlines, follows } = shown;
  if (problem) return [`${say(shown.label)}: ${say(problem)}`];
  return [
    say(shown.label),
    ...(shown.depends ? [say(shown.depends)] : []),
    ...listed(say({ ko: '상태', en: 'State' }), stateLines(shown, terminal)),
    ...listed(
      say({ ko: '금액', en: 'Amounts' }),
      amounts.map(({ label, amount }) => `${say(label)} ${amount.toLocaleString('en-US')}`),
    ),
    ...listed(
      say({ ko: '일어날 일', en: 'Events' }),
      events.map(({ name, label }) => `${say(label)} (${name})`),
    ),
    ...listed(
      say({ ko: '묻게 될 것', en: 'Asks' }),
      asks.map(({ label, to, answer }) => `${say(label)} → ${to}: ${answer}`),
    ),
    ...listed(
      say({ ko: '기한', en: 'Deadlines' }),
      deadlines.map(({ label, at }) => `${say(label)} ${at ?? say({ ko: '끝남', en: 'ends' })}`),
    ),
    ...listed(
      say({ ko: '뒤따를 명령', en: 'What follows' }),
      follows.map(({ label, target }) => `${say(label)} → ${target}`),
    ),
  ];
};

export const preview: Run<PreviewOptions> = async (given) => {
  const { values, terminal } = given;
  const example = 'dure preview lodging cancel-reservation --set orderId=4';
  const wanted = { ko: '사업이나 명령', en: 'A business or a command', example };
  const [business, name] = await twoOf(given, wanted);
  const home = `/${encodeURIComponent(business)}`;
  const described = await ask<Described>(values, { path: `${home}/described` });
  const command = commandNamed(described, name);
  const body = fieldsIn(values.set);
  const path = `${home}${pathOf(command, body)}`;
  const headers = { prefer: 'preview' };
  const shown = await ask<ShownPreview>(values, { path, body, headers });
  const lines = values.json ? [JSON.stringify(shown, null, 2)] : linesOf(shown, terminal);
  for (const line of lines) terminal.say(line);
  return shown.isPossible ? 0 : NOT_POSSIBLE;
};
