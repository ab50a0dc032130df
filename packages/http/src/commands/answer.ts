// What a command answers: the row, where it is, and the token to read one's own write with.

import { mayIssue, refusalOf, tokenOf } from '@dure/access';
import type { Business, Caller, CommandEntry, Refusal } from '@dure/access';
import type { Outcome } from '@dure/kernel';
import { caseLinks, commandHref, inHeader, instanceHref, itemRelation } from '../hal/paths.ts';
import type { Scope } from '../hal/paths.ts';
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

const headersOf = (done: Done): { readonly [name: string]: string } => ({
  [POSITION_HEADER]: tokenOf(done.position),
  'correlation-id': inHeader(done.caseId),
});

const linkText = (relation: string, href: string): string =>
  `"${relation}":{"href":${JSON.stringify(href)}}`;

const linksOf = (scope: Scope, { command, done, isDocumented }: Answering): string => {
  const { aggregate } = command;
  const self = instanceHref(scope, aggregate.path, done.key);
  let text = linkText('self', self);
  if (isDocumented) text += `,${linkText(itemRelation(aggregate), self)}`;
  const links = caseLinks(scope, done.caseId);
  for (const relation in links) text += `,${linkText(relation, links[relation]?.href ?? '')}`;
  return text;
};

/** The row with its links. It is put together as text, as it is for every command. */
const bodyOf = (scope: Scope, answering: Answering): string => {
  const row = JSON.stringify(answering.done.data);
  const links = `"_links":{${linksOf(scope, answering)}}`;
  return row === '{}' ? `{${links}}` : `${row.slice(0, -1)},${links}}`;
};

export const answerOf = (scope: Scope, of: Answering & { readonly http: number }): Answer => {
  const { done, http, command } = of;
  const headers = headersOf(done);
  if (http === 204) return { http, type: halType, headers };
  const body = bodyOf(scope, of);
  // Where the case was so already, nothing was created.
  const isNew = http === 201 && done.events.length > 0;
  if (!isNew) return { http: http === 201 ? 200 : http, body, type: halType, headers };
  const location = instanceHref(scope, command.aggregate.path, done.key);
  return { http, body, type: halType, headers: { ...headers, location } };
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
