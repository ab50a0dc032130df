// `dure rights`: who may do what, as the boards say it.

import { rightsOf } from '@dure/access';
import type { FieldRight, Right, Rights } from '@dure/access';
import type { System } from '@dure/domain';
import { chosenBusiness } from '../choose.ts';
import type { Run } from '../command.ts';
import type { RightsOptions } from '../command-options.ts';
import type { Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';

type Cell = { readonly actor: string; readonly may: Right; readonly owns?: string };
type Line = { readonly name: string; readonly texts: readonly string[] };

const shownAs = ({ may, owns }: Cell): string => {
  if (may === 'no') return '·';
  return may === 'all' ? '●' : `○ ${owns ?? ''}`.trim();
};

const columnsOf = (actors: readonly string[], lines: readonly Line[]): readonly number[] =>
  actors.map((actor, at) =>
    Math.max(widthOf(actor), ...lines.map(({ texts }) => widthOf(texts[at] ?? ''))),
  );

const table = (title: string, actors: readonly string[], lines: readonly Line[]) => {
  const first = Math.max(widthOf(title), ...lines.map(({ name }) => widthOf(name)));
  const widths = columnsOf(actors, lines);
  const row = (name: string, texts: readonly string[]): string =>
    [padded(name, first), ...texts.map((text, at) => padded(text, widths[at] ?? 0))]
      .join('  ')
      .trimEnd();
  return [row(title, actors), ...lines.map(({ name, texts }) => row(name, texts))];
};

const linesBy = <C>(
  cells: readonly C[],
  nameOf: (cell: C) => string,
  show: (cell: C) => string,
): readonly Line[] =>
  [...Map.groupBy(cells, nameOf)].map(([name, of]) => ({ name, texts: of.map(show) }));

const fieldShownAs = ({ may, when = {} }: FieldRight): string => {
  if (may !== 'while') return may === 'no' ? '·' : '●';
  const parts = Object.entries(when).map(([column, values]) => `${column}: ${values.join(', ')}`);
  return `◐ ${parts.join('; ')}`;
};

const words = {
  fields: { ko: '필드', en: 'Fields' },
  fieldLegend: {
    ko: '● 행이 보이면 언제나, ◐ 행이 그러할 때만, · 안 됨',
    en: '● wherever the row is shown, ◐ only while the row is so, · not',
  },
  commands: { ko: '명령', en: 'Commands' },
  views: { ko: '조회', en: 'Views' },
  legend: {
    ko: '● 모두, ○ 그 필드가 자기 것인 것만, · 안 됨',
    en: '● all, ○ only where that field is theirs, · not',
  },
};

/** Fields that all see wherever they see the row have no line. */
const fieldLines = (of: Rights, terminal: Terminal): readonly string[] => {
  if (of.fields.length === 0) return [];
  const lines = linesBy(of.fields, ({ view, field }) => `${view}.${field}`, fieldShownAs);
  const titled = table(terminal.in(words.fields), of.actors, lines);
  return ['', ...titled, '', terminal.in(words.fieldLegend)];
};

/** The tables, ready to be shown. */
export const rightLines = (system: System, terminal: Terminal): readonly string[] => {
  const rights = rightsOf(system);
  const { actors, commands, views } = rights;
  const byCommand = linesBy(commands, ({ command }) => command, shownAs);
  const byView = linesBy(views, ({ view }) => view, shownAs);
  return [
    ...table(terminal.in(words.commands), actors, byCommand),
    '',
    ...table(terminal.in(words.views), actors, byView),
    '',
    terminal.in(words.legend),
    ...fieldLines(rights, terminal),
  ];
};

export const rights: Run<RightsOptions> = async ({ operands, terminal, folder }) => {
  const business = await chosenBusiness(operands[0] ?? '', folder);
  for (const line of rightLines(await business.load(), terminal)) terminal.say(line);
  return 0;
};
