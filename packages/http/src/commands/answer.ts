// What a command answers: the row, where it is, and the token to read one's own write with.

import { mayIssue, refusalOf, tokenOf } from '@dure/access';
import type { Business, Caller, CommandEntry, Refusal } from '@dure/access';
import type { Outcome } from '@dure/kernel';
import {
  caseHref,
  commandHref,
  eventsHref,
  inHeader,
  instanceHref,
  itemRelation,
} from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
import { asBytes } from '../server/as-bytes.ts';
import { halType } from '../server/exchange.ts';
import type { Answer } from '../server/exchange.ts';

type Done = Extract<Outcome, { readonly is: 'done' }>;

type Answering = {
  readonly command: CommandEntry;
  readonly done: Done;
  /** Whether a reference document has the line: it names the link to the item. */
  readonly isDocumented: boolean;
};

export const POSITION_HEADER = 'dure-position';

/** @param location where what was created is */
const headersOf = (done: Done, location?: string): { readonly [name: string]: string } => {
  const position = tokenOf(done.position);
  const correlation = inHeader(done.caseId);
  return location === undefined
    ? { [POSITION_HEADER]: position, 'correlation-id': correlation }
    : { [POSITION_HEADER]: position, 'correlation-id': correlation, location };
};

/** In few pieces, as each costs something. An address has no character that JSON escapes. */
const linksOf = (
  scope: Scope,
  self: string,
  { command: { aggregate }, done, isDocumented }: Answering,
): string => {
  const item = isDocumented ? `"},"${asBytes(itemRelation(aggregate))}":{"href":"${self}` : '';
  const own = `{"self":{"href":"${self}${item}"}`;
  if (scope.base === undefined) return `${own}}`;
  const trail = caseHref(scope.base, done.caseId);
  return `${own},"trail":{"href":"${trail}"},"events":{"href":"${eventsHref(trail)}"}}`;
};

/** The row with its links, as bytes. It is put together as text, as it is for every command. */
const bodyOf = (scope: Scope, self: string, answering: Answering): string => {
  const row = asBytes(JSON.stringify(answering.done.data));
  const links = `"_links":${linksOf(scope, self, answering)}`;
  return row === '{}' ? `{${links}}` : `${row.slice(0, -1)},${links}}`;
};

export const answerOf = (scope: Scope, of: Answering & { readonly http: number }): Answer => {
  const { done, http, command } = of;
  if (http === 204) return { http, type: halType, headers: headersOf(done) };
  const self = instanceHref(scope, command.aggregate.path, done.key);
  const body = bodyOf(scope, self, of);
  // Where the case was so already, nothing was created.
  const isNew = http === 201 && done.events.length > 0;
  const headers = headersOf(done, isNew ? self : undefined);
  const status = http === 201 && !isNew ? 200 : http;
  return { http: status, body, isBytes: true, type: halType, headers };
};

/** Why a command was refused, with links to what the caller may do instead. */
export const refusedWith = (
  outcome: Exclude<Outcome, Done>,
  of: {
    readonly business: Business;
    readonly command: CommandEntry;
    readonly scope: Scope;
    readonly caller: Caller;
    readonly key: string | undefined;
  },
): Refusal => {
  const { business, command, scope, caller, key } = of;
  return refusalOf(outcome, {
    business,
    command,
    linkTo: (name) => {
      const other = business.commands.get(name);
      if (key === undefined || !other || !mayIssue(other, caller)) return undefined;
      return { href: commandHref(scope, other, key) };
    },
  });
};
