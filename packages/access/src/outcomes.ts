// What the kernel refused, in words: one table.

import type { Words } from '@dure/domain';
import type { Json, Outcome } from '@dure/kernel';
import { kindOf } from './catalogue.ts';
import type { Business, CommandEntry } from './catalogue.ts';
import { labelOf } from './labels.ts';
import { invalid, refusal, refusals } from './refusals.ts';
import type { Refusal, RefusalKind, RefusalName } from './refusals.ts';
import { stateWords } from './state-words.ts';

export type Refused = Exclude<Outcome, { readonly is: 'done' }>;

export type About = {
  readonly business: Business;
  readonly command: CommandEntry;
  /** How to reach a command on the same instance, if the caller may issue it. */
  readonly linkTo: (command: string) => { readonly href: string } | undefined;
};

const fillIn = (words: string, facts: { readonly [field: string]: Json }): string =>
  words.replace(/\{(\w+)\}/g, (written, field: string) => {
    const fact = facts[field];
    return typeof fact === 'string' || typeof fact === 'number' ? String(fact) : written;
  });

const isPlatform = (type: string): type is RefusalName => Object.hasOwn(refusals, type);

const STANDARD_RETRY_S = 1;

type Facts = { readonly [field: string]: Json };

/** A rejection says itself when to try again; one of unavailability always does. */
const retryIn = ({ retryAfter }: Facts, kind: RefusalKind): Pick<Refusal, 'retryAfter'> => {
  if (typeof retryAfter === 'number') return { retryAfter: Math.max(0, Math.ceil(retryAfter)) };
  return kind === 'unavailable' ? { retryAfter: STANDARD_RETRY_S } : {};
};

const rejected = ({ rejection }: Refused & { readonly is: 'refused' }, about: About): Refusal => {
  const { type, ...facts } = rejection;
  const { business, command } = about;
  // It may come from another context than the command's, passed on as it was.
  const declared = business.rejections.get(type);
  if (!declared && isPlatform(type)) return refusal(type, { facts });
  const { note, context } = declared ?? { note: undefined, context: command.context };
  const kind = kindOf(note);
  const label = labelOf({ system: business.system, context }, 'rejections', type);
  const title: Words = { ko: fillIn(label.ko, facts), en: fillIn(label.en, facts) };
  return { kind, rejection: type, title, facts, ...retryIn(facts, kind) };
};

const outOfTurn = (outcome: Refused & { readonly is: 'outOfTurn' }, about: About): Refusal => {
  if (outcome.isInitial) return refusal('NotFound');
  const words = stateWords(about.business, about.command, outcome.state);
  const possible = outcome.possible.flatMap((command) => {
    const link = about.linkTo(command);
    return link ? [{ command, ...link }] : [];
  });
  return refusal('OutOfTurn', {
    words: {
      ko: `지금 상태(${words.ko})에서는 할 수 없습니다`,
      en: `Not possible while ${words.en}`,
    },
    facts: { status: outcome.state, possible },
  });
};

const failed = (incident: string): Refusal => {
  const { ko, en } = refusals.Failed.title;
  return refusal('Failed', {
    words: { ko: `${ko} (사고 번호 ${incident})`, en: `${en} (incident ${incident})` },
    facts: { incident },
  });
};

export { failed as failure };

const unavailable = (retryAfter: number): Refusal =>
  refusal('Unavailable', { retryAfter: Math.max(1, Math.ceil(retryAfter)) });

type Table = {
  readonly [Is in Refused['is']]: (
    outcome: Extract<Refused, { readonly is: Is }>,
    about: About,
  ) => Refusal;
};

const table: Table = {
  refused: rejected,
  outOfTurn,
  invalid: ({ mistakes }) => invalid(mistakes),
  forbidden: () => refusal('Forbidden'),
  keyReused: () => refusal('KeyReused'),
  conflict: () => refusal('Conflict'),
  unavailable: ({ retryAfter, retired }) =>
    retired === undefined ? unavailable(retryAfter) : refusal('Retired', { facts: { retired } }),
  failed: ({ incident }) => failed(incident),
};

export const refusalOf = (outcome: Refused, about: About): Refusal =>
  // The table's types say which row takes which outcome.
  (table[outcome.is] as (outcome: Refused, about: About) => Refusal)(outcome, about);
