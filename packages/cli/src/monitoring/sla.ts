// `dure sla`: how well a month was answered, and what is left of its error budget, by Prometheus.

import { calendarOf, DAY_MS } from '@dure/domain';
import type { System } from '@dure/domain';
import { chosenBusinesses } from '../choose.ts';
import { UserError } from '../command.ts';
import type { Run } from '../command.ts';
import type { SlaOptions } from '../operations-options.ts';
import { padded, widthOf } from '../width.ts';
import { OBJECTIVE_PERCENT } from './budget.ts';

const MISTAKEN = 2;
const PERCENT = 100;
const MS_PER_S = 1_000;
const MONTH_DAYS_MAX = 32;
const ANSWER_MS = 30_000;
const MISSED = 1;

export type Report = {
  readonly business: string;
  readonly month: string;
  /** Percent of the requests that must not fail by a fault of ours. */
  readonly objective: number;
  /** Nothing was asked in the month: there is nothing to report. */
  readonly requests: number;
  /** Answered with 500 and above. */
  readonly failed: number;
  readonly answeredPercent: number | undefined;
  /** How much of what may fail has failed: 100 is all of it. */
  readonly budgetUsedPercent: number | undefined;
  readonly commandsP99S: number | undefined;
};

type Span = { readonly fromMs: number; readonly toMs: number };

const noMonth = (written: string): UserError =>
  new UserError(
    {
      ko: `--month ${written}: 2026-10 꼴의, 이미 시작된 달이어야 합니다`,
      en: `--month ${written}: a month is written as 2026-10, and has begun`,
    },
    MISTAKEN,
  );

/** The month in the time zone of the business, up to now where it is not over. */
export const spanOf = (month: string, timeZone: string, nowMs: number): Span => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw noMonth(month);
  const { dayOf, instantAt } = calendarOf(timeZone);
  const fromMs = instantAt(`${month}-01`, '00:00');
  const next = dayOf(fromMs + MONTH_DAYS_MAX * DAY_MS).slice(0, 'YYYY-MM'.length);
  const toMs = Math.min(nowMs, instantAt(`${next}-01`, '00:00'));
  if (toMs <= fromMs) throw noMonth(month);
  return { fromMs, toMs };
};

const away = (address: string, cause: unknown): UserError =>
  new UserError(
    {
      ko: `${address}의 Prometheus가 답하지 않습니다. --prometheus로 주소를 주세요`,
      en: `The Prometheus at ${address} gives no answer. Give its address with --prometheus`,
    },
    1,
    { cause },
  );

type Found = {
  readonly data: { readonly result: readonly { readonly value: [number, string] }[] };
};

/** The one number that a query comes to; nothing, where it comes to none. */
const asked = async (address: string, query: string, at: Span): Promise<number | undefined> => {
  const url = new URL('api/v1/query', address.endsWith('/') ? address : `${address}/`);
  url.searchParams.set('query', query);
  url.searchParams.set('time', String(at.toMs / MS_PER_S));
  const signal = AbortSignal.timeout(ANSWER_MS);
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    // The HTTP interface of Prometheus promises this shape of an instant vector.
    const { data } = (await response.json()) as Found;
    const value = Number(data.result[0]?.value[1]);
    return Number.isFinite(value) ? value : undefined;
  } catch (cause) {
    throw away(address, cause);
  }
};

/** What is left of the budget does not count for a month without a request. */
const percentOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : (part / whole) * PERCENT;

type Wish = { readonly address: string; readonly month: string; readonly nowMs: number };

const reportOf = async ({ name, timeZone }: System, wish: Wish): Promise<Report> => {
  const { address, month, nowMs } = wish;
  const span = spanOf(month, timeZone, nowMs);
  const window = `${Math.ceil((span.toMs - span.fromMs) / MS_PER_S)}s`;
  const increase = (series: string, more = ''): string =>
    `increase(dure_http_request_duration_seconds_${series}{business="${name}"${more}}[${window}])`;
  const of = (query: string) => asked(address, query, span);
  const p99 = `histogram_quantile(0.99, sum by (le) (${increase('bucket', ',method!="GET"')}))`;
  const [requests = 0, failed = 0, commandsP99S] = await Promise.all([
    of(`sum(${increase('count')})`),
    of(`sum(${increase('count', ',status=~"5.."')})`),
    of(p99),
  ]);
  const failedPercent = percentOf(failed, requests);
  return {
    business: name,
    month,
    objective: OBJECTIVE_PERCENT,
    requests: Math.round(requests),
    failed: Math.round(failed),
    answeredPercent: failedPercent === undefined ? undefined : PERCENT - failedPercent,
    budgetUsedPercent: percentOf(failedPercent ?? 0, PERCENT - OBJECTIVE_PERCENT),
    commandsP99S,
  };
};

const headings = {
  ko: ['사업', '달', '요청', '실패', '답한 비율', '약속', '쓴 허용량', '명령 p99'],
  en: ['business', 'month', 'requests', 'failed', 'answered', 'objective', 'budget-used', 'p99'],
} as const;

const percent = (value: number | undefined, digits: number): string =>
  value === undefined ? '–' : `${value.toFixed(digits)} %`;

const lineOf = (of: Report): readonly string[] => [
  of.business,
  of.month,
  String(of.requests),
  String(of.failed),
  percent(of.answeredPercent, 3),
  percent(of.objective, 1),
  percent(of.requests === 0 ? undefined : of.budgetUsedPercent, 0),
  of.commandsP99S === undefined ? '–' : `${(of.commandsP99S * MS_PER_S).toFixed(1)} ms`,
];

const table = (lines: readonly (readonly string[])[]): readonly string[] => {
  const widths = lines[0]?.map((_, at) => Math.max(...lines.map((of) => widthOf(of[at] ?? ''))));
  return lines.map((line) =>
    line
      .map((cell, at) => padded(cell, widths?.[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};

/** Ends with 1 where a business has used up more than its budget. */
export const sla: Run<SlaOptions> = async ({ values, operands, terminal, folder }) => {
  const nowMs = Date.now();
  const chosen = await chosenBusinesses(operands, folder);
  const systems = await Promise.all(chosen.map((business) => business.load()));
  const [first] = systems;
  const today = calendarOf(first?.timeZone ?? 'UTC').dayOf(nowMs);
  const { month = today.slice(0, 'YYYY-MM'.length), prometheus: address } = values;
  const wish = { address, month, nowMs };
  const reports = await Promise.all(systems.map((system) => reportOf(system, wish)));
  if (values.json) terminal.say(JSON.stringify(reports));
  else {
    const lines = [headings[terminal.language], ...reports.map(lineOf)];
    for (const line of table(lines)) terminal.say(line);
  }
  const isMissed = reports.some(({ budgetUsedPercent = 0 }) => budgetUsedPercent > PERCENT);
  return isMissed ? MISSED : 0;
};
