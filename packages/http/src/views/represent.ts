// Rows of a view as HAL: with links to themselves, their list, and the story of their case.

import { valueLabels } from '@dure/access';
import type { Business, FoundPage, ListQuery, ViewEntry } from '@dure/access';
import { calendarOf } from '@dure/domain';
import type { ViewRow } from '@dure/kernel';
import { caseLinks, itemRelation, listHref, rowHref } from '../hal/paths.ts';
import type { Link, Scope } from '../hal/paths.ts';
import type { Offered, Templates } from '../hal/templates.ts';

export type Representing = {
  readonly business: Business;
  readonly scope: Scope;
  readonly view: ViewEntry;
  readonly isDocumented: boolean;
};

const unlessEmpty = (name: string, members: object): object =>
  Object.keys(members).length > 0 ? { [name]: members } : {};

/** The thing that a row is of, by the name that a reference document has for its link. */
const itemOf = ({ view, isDocumented }: Representing, self: Link): object => {
  const [command] = view.commands;
  return isDocumented && command ? { [itemRelation(command.aggregate)]: self } : {};
};

/** What people call the values that are words of one language. */
const labelsOf = ({ business, view }: Representing, row: ViewRow['row']): object =>
  unlessEmpty('_labels', valueLabels(business.system, view, row));

/** An instant on the clocks of the business. */
export const isoIn = ({ system }: Pick<Business, 'system'>, instantMs: number): string =>
  calendarOf(system.timeZone).isoOf(instantMs);

const linksOf = (of: Representing, { row }: ViewRow) => {
  const { scope, view } = of;
  const field = view.caseField;
  const caseId = field === undefined ? undefined : row[field];
  const self = { href: rowHref(scope, view, row) };
  return {
    self,
    ...itemOf(of, self),
    collection: { href: listHref(scope, view.view.path) },
    ...(typeof caseId === 'string' ? caseLinks(scope, caseId) : {}),
  };
};

/** Clients take what is in `_templates` for open forms, so what is closed stands apart. */
export const rowBody = (of: Representing, found: ViewRow, offered: Offered): object => ({
  ...found.row,
  lastEventAt: isoIn(of.business, found.lastEventAt),
  ...labelsOf(of, found.row),
  _links: linksOf(of, found),
  ...unlessEmpty('_templates', offered.open),
  ...unlessEmpty('_closed', offered.closed),
});

/** There are many of them in a list: nothing is made that would be empty. */
const listedRow = (of: Representing, { row, lastEventAt: atMs }: ViewRow): object => {
  const self = { href: rowHref(of.scope, of.view, row) };
  const lastEventAt = isoIn(of.business, atMs);
  const _links = of.isDocumented ? { self, ...itemOf(of, self) } : { self };
  const labels = valueLabels(of.business.system, of.view, row);
  return Object.keys(labels).length > 0
    ? { ...row, lastEventAt, _labels: labels, _links }
    : { ...row, lastEventAt, _links };
};

/** It is there once, and without a value. */
const pageName = /[?&]page=(?:&|$)/;

type To = { readonly page: number; readonly cursor?: string | undefined };

/**
 * The same list, at other pages; where the page before it ended, if a cursor is given. To read and
 * to write a query takes long: it is done once for all of them.
 */
export const pageHrefs = (
  of: Pick<Representing, 'scope' | 'view'>,
  query: string,
): ((to: To) => string) => {
  const parameters = new URLSearchParams(query);
  parameters.delete('after');
  parameters.delete('cursor');
  parameters.set('page', '');
  const text = `${listHref(of.scope, of.view.view.path)}?${parameters.toString()}`;
  const at = text.search(pageName) + ' page='.length;
  const [before, behind] = [text.slice(0, at), text.slice(at)];
  return ({ page, cursor }) => {
    const from = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    return `${before}${page}${behind}${from}`;
  };
};

export const lastPage = (total: number, size: number): number =>
  Math.max(0, Math.ceil(total / size) - 1);

/** The number of the page before this one; of a list that was counted out, at most its last. */
export const pageBefore = ({ total, hasMore }: FoundPage, { page, size }: ListQuery): number =>
  hasMore ? page - 1 : Math.min(page - 1, lastPage(total, size));

const pageLinks = (
  of: Representing,
  found: FoundPage,
  { list, query }: { readonly list: ListQuery; readonly query: string },
): { readonly [relation: string]: Link } => {
  const { page, size } = list;
  const hrefOf = pageHrefs(of, query);
  const at = (to: number, cursor?: string): Link => ({ href: hrefOf({ page: to, cursor }) });
  return {
    first: at(0),
    ...(page > 0 ? { prev: at(pageBefore(found, list)) } : {}),
    ...(found.hasNext ? { next: at(page + 1, found.cursor) } : {}),
    ...(found.hasMore ? {} : { last: at(lastPage(found.total, size)) }),
  };
};

export const listBody = (
  of: Representing,
  found: FoundPage,
  asked: { readonly list: ListQuery; readonly query: string; readonly templates: Templates },
): object => {
  const { list, query, templates } = asked;
  const { page, size } = list;
  const last = lastPage(found.total, size);
  const href = listHref(of.scope, of.view.view.path);
  const row = `${href}/${of.view.view.key.map((field) => `{${field}}`).join('/')}`;
  return {
    _embedded: { [of.view.view.path]: found.rows.map((one) => listedRow(of, one)) },
    page: {
      size,
      totalElements: found.total,
      totalPages: last + 1,
      number: page,
      ...(found.hasMore ? { hasMore: true } : {}),
    },
    _links: {
      self: { href: query === '' ? href : `${href}?${query}` },
      ...pageLinks(of, found, asked),
      item: { href: row, templated: true },
    },
    ...unlessEmpty('_templates', templates),
  };
};
