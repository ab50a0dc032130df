// `dure rights`: who may do what, as the boards say it.

import { rightsOf } from '@dure/access';
import type { Right, Rights } from '@dure/access';
import type { System } from '@dure/domain';
import { chosenBusiness } from '../choose.ts';
import type { Run } from '../command.ts';
import type { RightsOptions } from '../command-options.ts';
import type { Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';

type Cell = { readonly actor: string; readonly may: Right; readonly owns?: string };
type Line = { readonly name: string; readonly cells: readonly Cell[] };

const shownAs = ({ may, owns }: Cell): string => {
  if (may === 'no') return '·';
  return may === 'all' ? '●' : `○ ${owns ?? ''}`.trim();
};

const columnsOf = (actors: readonly string[], lines: readonly Line[]): readonly number[] =>
  actors.map((actor, at) =>
    Math.max(
      widthOf(actor),
      ...lines.map(({ cells }) => {
        const cell = cells[at];
        return cell ? widthOf(shownAs(cell)) : 0;
      }),
    ),
  );

const table = (title: string, actors: readonly string[], lines: readonly Line[]) => {
  const first = Math.max(widthOf(title), ...lines.map(({ name }) => widthOf(name)));
  const widths = columnsOf(actors, lines);
  const row = (name: string, texts: readonly string[]): string =>
    [padded(name, first), ...texts.map((text, at) => padded(text, widths[at] ?? 0))]
      .join('  ')
      .trimEnd();
  return [row(title, actors), ...lines.map(({ name, cells }) => row(name, cells.map(shownAs)))];
};

const linesBy = <C extends Cell>(cells: readonly C[], nameOf: (cell: C) => string) =>
  [...Map.groupBy(cells, nameOf)].map(([name, of]): Line => ({ name, cells: of }));

const words = {
  commands: { ko: '명령', en: 'Commands' },
  views: { ko: '조회', en: 'Views' },
  legend: {
    ko: '● 모두, ○ 그 필드가 자기 것인 것만, · 안 됨',
    en: '● all, ○ only where that field is theirs, · not',
  },
};

/** Both tables, ready to be shown. */
export const rightLines = (system: System, terminal: Terminal): readonly string[] => {
  const { actors, commands, views }: Rights = rightsOf(system);
  const byCommand = linesBy(commands, ({ command }) => command);
  const byView = linesBy(views, ({ view }) => view);
  return [
    ...table(terminal.in(words.commands), actors, byCommand),
    '',
    ...table(terminal.in(words.views), actors, byView),
    '',
    terminal.in(words.legend),
  ];
};

export const rights: Run<RightsOptions> = async ({ operands, terminal, folder }) => {
  const business = await chosenBusiness(operands[0] ?? '', folder);
  for (const line of rightLines(await business.load(), terminal)) terminal.say(line);
  return 0;
};
