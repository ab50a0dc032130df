// Chains and records as lines to read.

import { hiddenFields } from '@dure/access';
import { calendarOf } from '@dure/domain';
import type { System } from '@dure/domain';
import { masked } from '../start/mask.ts';
import type { Colour, Terminal } from '../terminal.ts';
import { clipped, padded, widthOf } from '../width.ts';
import type { Chain } from './chains.ts';
import type { ContextRecord } from './records.ts';

export type Pen = {
  readonly terminal: Terminal;
  /** What a note is called; its name, where it has no label. */
  readonly labelOf: (record: ContextRecord) => string;
  readonly hidden: ReadonlySet<string>;
  /** An instant on the clocks of the business. */
  readonly isoOf: (instantMs: number) => string;
};

const colours: { readonly [K in ContextRecord['kind']]: Colour } = {
  event: 'orange',
  command: 'blue',
  reminder: 'yellow',
  refusal: 'red',
  operation: 'red',
};

const ARROW = ' → ';
const INDENT = '  ';
const DAY_LENGTH = 'YYYY-MM-DD'.length;
const TIME_LENGTH = 'HH:MM:SS'.length;
const ISO_SECONDS_LENGTH = DAY_LENGTH + 1 + TIME_LENGTH;

export const penFor = (system: System, terminal: Terminal): Pen => {
  const index = terminal.language === 'ko' ? 0 : 1;
  const labels = new Map(
    system.contexts.flatMap(({ labels: { events, commands, reminders } }) =>
      [events, commands, reminders].flatMap((group) => Object.entries(group ?? {})),
    ),
  );
  return {
    terminal,
    labelOf: ({ type }) => labels.get(type)?.[index] ?? type,
    hidden: hiddenFields(system),
    isoOf: calendarOf(system.timeZone).isoOf,
  };
};

const dayIn = ({ isoOf }: Pen, { at }: ContextRecord): string => isoOf(at).slice(0, DAY_LENGTH);
const timeIn = ({ isoOf }: Pen, { at }: ContextRecord): string =>
  isoOf(at).slice(DAY_LENGTH + 1, DAY_LENGTH + 1 + TIME_LENGTH);

const statusIn = ({ data }: ContextRecord): string => {
  const { status } = data;
  return typeof status === 'string' ? status : '';
};

/** One name, however often the event came in a row: `NightsOpened ×3`. */
const namesOf = (events: readonly ContextRecord[]): readonly string[] => {
  const names: { readonly name: string; times: number }[] = [];
  for (const { type } of events) {
    const last = names.at(-1);
    if (last?.name === type) last.times += 1;
    else names.push({ name: type, times: 1 });
  }
  return names.map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name));
};

/** The names of the events with an arrow between them, wrapped. */
const arrows = (events: readonly ContextRecord[], { terminal }: Pen): readonly string[] => {
  const lines: string[][] = [[]];
  let width = 0;
  for (const name of namesOf(events)) {
    const wide = widthOf(name) + ARROW.length;
    if (width > 0 && width + wide > terminal.columns - INDENT.length) {
      lines.push([]);
      width = 0;
    }
    lines.at(-1)?.push(terminal.paint('orange', name));
    width += wide;
  }
  const arrow = terminal.paint('faint', ARROW);
  return lines.map(
    (names, at) => names.join(arrow) + (at < lines.length - 1 ? arrow.trimEnd() : ''),
  );
};

/** A case in short: when, what it has come to, and its events as the documents show them. */
export const drawChain = ({ caseId, records }: Chain, pen: Pen): readonly string[] => {
  const { paint } = pen.terminal;
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) return [];
  const isMail = ({ data }: ContextRecord) => 'messageKey' in data;
  const events = records.filter((record) => record.kind === 'event' && !isMail(record));
  const mail = records.filter((record) => record.kind === 'event' && isMail(record)).length;
  const status = statusIn(events.findLast((event) => statusIn(event) !== '') ?? last);
  const when = `${dayIn(pen, first)} ${timeIn(pen, first)}${zoneIn(pen, first)}`;
  const head = [paint('bold', caseId), status, paint('faint', when), mail > 0 ? `✉ ${mail}` : ''];
  return [
    head.filter((part) => part !== '').join('  '),
    ...arrows(events, pen).map((line) => INDENT + line),
    '',
  ];
};

/** The widest names that a column is made for. */
const NAME_WIDTH = 28;
const LABEL_WIDTH = 22;
const CONTEXT_WIDTH = 12;
const CASE_WIDTH = 14;
const DATA_WIDTH = 10;
const DATA_INDENT = ' '.repeat(DATA_WIDTH);

/** The zone of the instants of a business, as their clocks have it: `+09:00`. */
const zoneIn = ({ isoOf }: Pen, { at }: ContextRecord): string =>
  isoOf(at).slice(ISO_SECONDS_LENGTH);

/**
 * One record, on a line of its own.
 * @param of `withCase` where lines of several cases and days stand one below the other.
 */
export const drawRecord = (
  record: ContextRecord,
  pen: Pen,
  { withCase = false }: { readonly withCase?: boolean } = {},
): string => {
  const { paint } = pen.terminal;
  const { kind, type, context, target, actor } = record;
  const label = pen.labelOf(record);
  const column = (words: string, width: number) => padded(clipped(words, width), width);
  const to = target === undefined ? '' : `${ARROW.trim()} ${target}`;
  const by = kind === 'event' ? statusIn(record) : actor;
  const zone = withCase ? zoneIn(pen, record) : '';
  return [
    paint('faint', `${timeIn(pen, record)}${zone}`),
    ...(withCase ? [paint('bold', column(record.caseId, CASE_WIDTH))] : []),
    paint(colours[kind], column(type, NAME_WIDTH)),
    column(label === type ? '' : label, LABEL_WIDTH),
    paint('faint', column(context, CONTEXT_WIDTH)),
    [by, to].filter((part) => part !== '').join(' '),
  ]
    .join('  ')
    .trimEnd();
};

/** A case in full: every record, and what is written on it. */
export const drawCase = ({ caseId, records }: Chain, pen: Pen): readonly string[] => {
  const { paint, isLive, columns } = pen.terminal;
  const lines = [paint('bold', caseId)];
  let day = '';
  for (const record of records) {
    if (dayIn(pen, record) !== day) {
      lines.push('', paint('faint', `${dayIn(pen, record)} (${zoneIn(pen, record)})`));
    }
    day = dayIn(pen, record);
    lines.push(drawRecord(record, pen));
    if (record.kind === 'command') continue;
    const data = JSON.stringify(masked(record.data, pen.hidden));
    lines.push(DATA_INDENT + paint('faint', isLive ? clipped(data, columns - DATA_WIDTH) : data));
  }
  return lines;
};

/** An event as the documents have it on the topic. */
export const drawDocumented = ({ type, at, data }: ContextRecord, { hidden }: Pen): string =>
  JSON.stringify(masked({ eventType: type, timestamp: at, ...data }, hidden));
