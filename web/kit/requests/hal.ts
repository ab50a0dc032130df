// Rows, lists and forms as the gateway answers them.

import type { InBoth } from '../described.ts';

export type Link = { readonly href: string; readonly templated?: boolean };

export type Option = string | { readonly prompt: string; readonly value: string };

export type Property = {
  readonly name: string;
  readonly prompt: string;
  readonly type: string;
  readonly required: boolean;
  readonly readOnly?: boolean;
  /** It names what is being made, so that there is nothing yet to choose from. */
  readonly isNew?: boolean;
  readonly value?: unknown;
  readonly regex?: string;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly options?: { readonly inline: readonly Option[] };
};

export type Template = {
  readonly title: string;
  readonly method: string;
  readonly target: string;
  readonly properties: readonly Property[];
};

/** A command that is not possible now, and why. */
export type Closed = {
  readonly title: string;
  readonly method: string;
  readonly target: string;
  readonly reason: InBoth;
};

/** A row of a view. Its own fields stand beside these. */
export type Row = {
  readonly lastEventAt: string;
  readonly _links: { readonly [relation: string]: Link };
  readonly _labels?: { readonly [field: string]: InBoth };
  readonly _templates?: { readonly [slug: string]: Template };
  readonly _closed?: { readonly [slug: string]: Closed };
  readonly [field: string]: unknown;
};

export type Counted = {
  readonly size: number;
  readonly number: number;
  /** Up to 1,000; more than that, where `hasMore` is true. */
  readonly totalElements: number;
  readonly totalPages?: number;
  readonly hasMore?: boolean;
};

export type List = {
  readonly rows: readonly Row[];
  readonly page: Counted;
  readonly links: { readonly [relation: string]: Link };
  readonly templates: { readonly [slug: string]: Template };
};

type Embedded = {
  readonly _embedded?: { readonly [path: string]: readonly Row[] };
  readonly page?: Counted;
  readonly _links?: List['links'];
  readonly _templates?: List['templates'];
};

export const listIn = (body: unknown): List => {
  // The gateway's own answer to a list.
  const { _embedded = {}, page, _links = {}, _templates = {} } = (body ?? {}) as Embedded;
  const rows = Object.values(_embedded)[0] ?? [];
  const counted = page ?? { size: rows.length, number: 0, totalElements: rows.length };
  return { rows, page: counted, links: _links, templates: _templates };
};

/** The path of a link: documented lines say the whole address, as another name of the machine. */
export const pathOf = (href: string): string =>
  href.startsWith('/') ? href : new URL(href).pathname + new URL(href).search;

export const selfOf = (row: Row): string => pathOf(row._links['self']?.href ?? '');

export const textIn = (row: Row, field: string): string => {
  const value = row[field];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};

export const numberIn = (row: Row, field: string): number | undefined => {
  const value = row[field];
  return typeof value === 'number' ? value : undefined;
};
