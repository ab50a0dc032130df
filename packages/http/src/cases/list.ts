// The cases of a business, as its operators look for one: the rows of the view that has one row
// for each case.

import { findRows, readQuery, redactDataOf, refusal, textOf, valueLabels } from '@dure/access';
import type { Business, ViewEntry, WrittenQuery } from '@dure/access';
import { calendarOf } from '@dure/domain';
import type { ViewRow } from '@dure/kernel';
import { PERSONA_QUERY } from '../identity/identify.ts';
import type { Act } from '../operations/operator.ts';
import type { Published } from '../published.ts';
import type { Exchange } from '../server/exchange.ts';
import { caseHref } from './lines.ts';
import type { CaseList, ListedCase } from './shape.ts';

/** Of the views with a row for each case, that of the context which decides it; the widest. */
export const caseViewOf = ({ views, system }: Business): ViewEntry | undefined => {
  const { businessKey } = system;
  const own = system.contexts.find(({ aggregates }) =>
    Object.values(aggregates).some(({ identifiedBy }) => identifiedBy === businessKey),
  );
  const all = [...views.values()].filter(({ view }) => view.key.join() === businessKey);
  const widthOf = ({ view }: ViewEntry): number => Object.keys(view.fields).length;
  const rank = (entry: ViewEntry): number =>
    Number(entry.context === own) * 1_000 + Number('status' in entry.view.fields) * 500;
  return all.toSorted((a, b) => rank(b) + widthOf(b) - rank(a) - widthOf(a))[0];
};

const queryIn = ({ request }: Exchange): WrittenQuery => {
  // The server reads a query as an object of texts and lists of texts.
  const written = Object.entries(request.query as WrittenQuery);
  return Object.fromEntries(written.filter(([name]) => name !== PERSONA_QUERY));
};

const listed = (
  business: Published,
  view: ViewEntry,
  { row, lastEventAt }: ViewRow,
): ListedCase => {
  const { system, home } = business;
  const caseId = textOf(row[system.businessKey]) ?? '';
  const href = caseHref(home, caseId);
  const label = valueLabels(system, view, row)['status'];
  const value = row['status'];
  const isKnown = typeof value === 'string';
  return {
    caseId,
    ...(isKnown ? { status: { value, label: label ?? { ko: value, en: value } } } : {}),
    lastEventAt: calendarOf(system.timeZone).isoOf(lastEventAt),
    row: redactDataOf(system)(row),
    _links: {
      trail: { href },
      story: { href: `${href}/story` },
      why: { href: `${href}/why` },
    },
  };
};

const nextOf = ({ request }: Exchange, cursor: string | undefined, page: number) => {
  const url = new URL(request.url, 'http://localhost');
  url.searchParams.set('page', String(page));
  if (cursor !== undefined) url.searchParams.set('cursor', cursor);
  return { next: { href: `${url.pathname}${url.search}` } };
};

export const caseList = (business: Published): Act => {
  const view = caseViewOf(business);
  return async ({ exchange }) => {
    if (!view) return refusal('NotFound');
    const read = readQuery(view.view, queryIn(exchange));
    if (read.is === 'refused') return read.refusal;
    const { page, size, query } = read.list;
    const found = await findRows(view, query, { is: 'all' });
    const next = found.hasNext ? nextOf(exchange, found.cursor, page + 1) : {};
    const body: CaseList = {
      view: view.name,
      cases: found.rows.map((row) => listed(business, view, row)),
      page: {
        number: page,
        size,
        totalElements: found.total,
        ...(found.hasMore ? { hasMore: true } : {}),
      },
      _links: { self: { href: exchange.request.url }, ...next },
    };
    return { body };
  };
};
