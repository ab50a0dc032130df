// `dure settings`: every number and switch of a business, what it means, and what it is now.

import { contextLabel, labelOf } from '@dure/access';
import type { BoundedContext, Setting, System } from '@dure/domain';
import { chosenBusiness } from '../choose.ts';
import type { Run } from '../command.ts';
import type { SettingsOptions } from '../command-options.ts';
import type { Terminal } from '../terminal.ts';
import { padded, widthOf } from '../width.ts';

type Row = {
  readonly name: string;
  readonly value: string;
  readonly bounds: string;
  readonly meaning: string;
};

const units: { readonly [unit in NonNullable<Setting['unit']>]: string } = {
  days: '일',
  hours: '시간',
  minutes: '분',
  seconds: '초',
  won: '원',
  yen: '엔',
  cents: '센트',
  percent: '%',
  metres: 'm',
  times: '번',
  'per second': '번/초',
};

const written = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const valueOf = ({ standard, unit }: Setting, { language }: Terminal): string => {
  if (unit === undefined) return written(standard);
  const counted = standard === 1 ? unit.replace(/s$/, '') : unit;
  return `${written(standard)} ${language === 'ko' ? units[unit] : counted}`;
};

type Plain = { readonly minimum?: number; readonly maximum?: number };

/** What it may be set to, where that is numbers; the standard shows what else is written. */
const boundsOf = ({ shape }: Setting): string => {
  const { minimum, maximum } = shape.schema as Plain; // A JSON Schema may have both.
  if (minimum !== undefined && maximum !== undefined) return `${minimum}–${maximum}`;
  if (minimum !== undefined) return `≥ ${minimum}`;
  return maximum === undefined ? '' : `≤ ${maximum}`;
};

const rowsOf = (system: System, context: BoundedContext, terminal: Terminal): readonly Row[] =>
  Object.values(context.settings).map((setting) => {
    const { name } = setting;
    const meaning = terminal.in(labelOf({ system, context }, 'settings', name));
    return { name, value: valueOf(setting, terminal), bounds: boundsOf(setting), meaning };
  });

const widthIn = (rows: readonly Row[], column: keyof Row): number =>
  Math.max(0, ...rows.map((row) => widthOf(row[column])));

const linesOf = (rows: readonly Row[], all: readonly Row[]): readonly string[] =>
  rows.map((row) => {
    const columns = (['name', 'value', 'bounds'] as const).map((column) =>
      padded(row[column], widthIn(all, column)),
    );
    return `  ${columns.join('  ')}  ${row.meaning}`;
  });

/** All settings of a business, by context. */
export const settingLines = (system: System, terminal: Terminal): readonly string[] => {
  const groups = system.contexts
    .map((context) => ({ context, rows: rowsOf(system, context, terminal) }))
    .filter(({ rows }) => rows.length > 0);
  const all = groups.flatMap(({ rows }) => rows);
  const none = { ko: '설정이 없습니다', en: 'There are no settings' };
  if (all.length === 0) return [terminal.in(none)];
  return groups.flatMap(({ context, rows }, index) => [
    ...(index === 0 ? [] : ['']),
    terminal.paint('bold', terminal.in(contextLabel(context))),
    ...linesOf(rows, all),
  ]);
};

export const settings: Run<SettingsOptions> = async ({ operands, terminal, folder }) => {
  const business = await chosenBusiness(operands[0] ?? '', folder);
  for (const line of settingLines(await business.load(), terminal)) terminal.say(line);
  return 0;
};
