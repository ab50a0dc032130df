// Where things are: the links of a business, from where a request came in.

import { textOf } from '@dure/access';
import type { CommandEntry, ViewEntry } from '@dure/access';

/** From where a line is served: below the name of its business, or at the root. */
export type Scope = {
  /** `/lodging`, or nothing at the root. */
  readonly prefix: string;
  /** Where cases, operations and pages are; nothing where only resources are served. */
  readonly base: string | undefined;
};

/** Where a reference document has a line, its links say the whole address. */
export const absolute = ({ prefix, base }: Scope, origin: string): Scope => ({
  prefix: `${origin}${prefix}`,
  base: base === undefined ? undefined : `${origin}${base}`,
});

/** As a reference document names the link to an item: `accommodation`. */
export const itemRelation = ({ name }: { readonly name: string }): string =>
  `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** What every encoding leaves as it is: most keys, and most paths. */
const isPlain = (text: string): boolean => /^[\w/.~-]*$/.test(text);

/** Nothing that is in an address needs to be escaped in JSON. */
const inPath = encodeURIComponent;

/** What clients say of where they have reached it is theirs to write. */
export const encodedOrigin = (host: string): string =>
  /^[\x21\x23-\x5b\x5d-\x7e]*$/.test(host) ? host : encodeURI(host);

/** The name of a business may be in Korean. */
export const encodedScope = ({ prefix, base }: Scope): Scope => ({
  prefix: encodedPath(prefix),
  base: base === undefined ? undefined : encodedPath(base),
});

const encodedPath = (path: string): string => (isPlain(path) ? path : encodeURI(path));

/** A business key may be written in Korean; a header is ASCII. */
export const inHeader = encodedPath;

export const instanceHref = ({ prefix }: Scope, path: string, key: string): string =>
  `${prefix}/${encodedPath(path)}/${inPath(key)}`;

export const listHref = ({ prefix }: Scope, path: string): string =>
  `${prefix}/${encodedPath(path)}`;

export const rowHref = (
  { prefix }: Scope,
  { view }: ViewEntry,
  row: { readonly [field: string]: unknown },
): string => {
  const key = view.key.map((field) => inPath(textOf(row[field]) ?? ''));
  return `${prefix}/${encodedPath(view.path)}/${key.join('/')}`;
};

export const commandHref = (scope: Scope, { aggregate, slug }: CommandEntry, key: string): string =>
  `${instanceHref(scope, aggregate.path, key)}/${slug}`;

export type Link = { readonly href: string; readonly title?: string; readonly templated?: boolean };

/** The story of a case. */
export const caseHref = (base: string, caseId: string): string => `${base}/cases/${inPath(caseId)}`;

/** What happens in a case, as it happens. */
export const eventsHref = (trail: string): string => `${trail}/events`;

/** The story of a case: its trail, and its events as they happen. */
export const caseLinks = (
  { base }: Scope,
  caseId: string,
): { readonly [relation: string]: Link } => {
  if (base === undefined) return {};
  const trail = caseHref(base, caseId);
  return { trail: { href: trail }, events: { href: eventsHref(trail) } };
};
