// What the kernel refused, as a problem document: one table.

import type { Words } from '@dure/domain';
import type { Json, Outcome } from '@dure/kernel';
import type { Business, CommandEntry } from '../business/business.ts';
import { labelOf } from '../business/labels.ts';
import type { Problem } from './problem.ts';
import { invalid, problem, refusals } from './refusals.ts';
import type { RefusalName } from './refusals.ts';
import { stateWords } from './status.ts';

export type Refused = Exclude<Outcome, { readonly is: 'done' }>;

export type About = {
  readonly business: Business;
  readonly command: CommandEntry;
  /** The link to a command on the same instance, if the caller may follow it. */
  readonly linkTo: (command: string) => { readonly href: string } | undefined;
};

const fillIn = (words: string, facts: { readonly [field: string]: Json }): string =>
  words.replace(/\{(\w+)\}/g, (written, field: string) => {
    const fact = facts[field];
    return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : written;
  });

const isPlatform = (type: string): type is RefusalName => Object.hasOwn(refusals, type);

const STANDARD_RETRY_S = 1;
const STANDARD_HTTP = 409;

type Facts = { readonly [field: string]: Json };

/** A rejection says itself when to try again; one of unavailability always does. */
const retryIn = ({ retryAfter }: Facts, http: number): Pick<Problem, 'retryAfter'> => {
  if (typeof retryAfter === 'number') return { retryAfter: Math.max(0, Math.ceil(retryAfter)) };
  return http === 503 ? { retryAfter: STANDARD_RETRY_S } : {};
};

const rejected = ({ rejection }: Refused & { readonly is: 'refused' }, about: About): Problem => {
  const { type, ...facts } = rejection;
  const { business, command } = about;
  // It may come from another context than the command's, passed on as it was.
  const declared = business.rejections.get(type);
  if (!declared && isPlatform(type)) return problem(type, { facts });
  const { note, context } = declared ?? { note: undefined, context: command.context };
  const http = note?.http ?? STANDARD_HTTP;
  const label = labelOf({ system: business.system, context }, 'rejections', type);
  const title: Words = { ko: fillIn(label.ko, facts), en: fillIn(label.en, facts) };
  return { http, rejection: type, title, facts, ...retryIn(facts, http) };
};

const outOfTurn = (outcome: Refused & { readonly is: 'outOfTurn' }, about: About): Problem => {
  if (outcome.isInitial) return problem('NotFound');
  const words = stateWords(about.business, about.command, outcome.state);
  const possible = outcome.possible.flatMap((command) => {
    const link = about.linkTo(command);
    return link ? [{ command, ...link }] : [];
  });
  return problem('OutOfTurn', {
    words: {
      ko: `지금 상태(${words.ko})에서는 할 수 없습니다`,
      en: `Not possible while ${words.en}`,
    },
    facts: { status: outcome.state, possible },
  });
};

const failed = (incident: string): Problem => {
  const { ko, en } = refusals.Failed.title;
  return problem('Failed', {
    words: { ko: `${ko} (사고 번호 ${incident})`, en: `${en} (incident ${incident})` },
    facts: { incident },
  });
};

export { failed as failure };

type Table = {
  readonly [Is in Refused['is']]: (
    outcome: Extract<Refused, { readonly is: Is }>,
    about: About,
  ) => Problem;
};

const table: Table = {
  refused: rejected,
  outOfTurn,
  invalid: ({ mistakes }) => invalid(mistakes),
  forbidden: () => problem('Forbidden'),
  keyReused: () => problem('KeyReused'),
  conflict: () => problem('Conflict'),
  unavailable: ({ retryAfter }) =>
    problem('Unavailable', { retryAfter: Math.max(1, Math.ceil(retryAfter)) }),
  failed: ({ incident }) => failed(incident),
};

export const problemOf = (outcome: Refused, about: About): Problem =>
  // The table's types say which row takes which outcome.
  (table[outcome.is] as (outcome: Refused, about: About) => Problem)(outcome, about);
