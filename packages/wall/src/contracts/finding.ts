// One thing that a comparison has found: what it is, where, whom it breaks, and what to do.

import type { Words } from '@dure/domain';
import type { Difference, DifferenceKind } from './compare-schemas.ts';
import type { Needs } from './needs.ts';
import { needing } from './needs.ts';
import type { Party } from './record.ts';
import { fieldWords, todoFor } from './words.ts';
import type { Side } from './words.ts';

export type FindingKind = 'breaking' | 'added' | 'harmless';

export type Finding = {
  readonly is: FindingKind;
  /** `place · event ReservationPlaced · fare` */
  readonly where: string;
  readonly what: Words;
  /** Whom it breaks: parts of the wall, and consumers in other repositories. */
  readonly breaks: readonly string[];
  readonly todo?: Words;
};

export const finding = (is: FindingKind, where: string, what: Words): Finding => ({
  is,
  where,
  what,
  breaks: [],
});

/** `payment · policy payForIt` */
export const partyName = ({ context, kind, name }: Party): string => `${context} · ${kind} ${name}`;

const breaking: { readonly [S in Side]: ReadonlySet<DifferenceKind> } = {
  readers: new Set(['removed', 'optional', 'wider', 'other', 'secret', 'personal']),
  senders: new Set(['added', 'required', 'narrower', 'other', 'removed']),
  log: new Set(['added', 'required', 'narrower', 'other']),
};

export type Changed = {
  readonly where: string;
  readonly sides: readonly Side[];
  readonly parties: readonly Party[];
  readonly needs: readonly Needs[];
  readonly group: 'events' | 'commands' | 'views' | 'rejections';
  readonly name: string;
};

/** The findings for the differences of one message, each with those whom it breaks. */
export const fieldFindings = (
  differences: readonly Difference[],
  of: Changed,
): readonly Finding[] => differences.map((difference) => fieldFinding(difference, of));

const fieldFinding = (difference: Difference, of: Changed): Finding => {
  const { is, field } = difference;
  const hurt = of.sides.filter((side) => breaking[side].has(is));
  const where = `${of.where} · ${field}`;
  const what = fieldWords(difference);
  if (hurt.length === 0) {
    const isNew = is === 'added' || is === 'addedOptional';
    return finding(isNew ? 'added' : 'harmless', where, what);
  }
  const others = hurt.some((side) => side !== 'log');
  return {
    is: 'breaking',
    where,
    what,
    breaks: [
      ...(hurt.includes('log') ? [LOG] : []),
      ...(others ? of.parties.map(partyName) : []),
      ...(others ? needing(of.needs, of, topOf(field)) : []),
    ],
    todo: todoFor(hurt),
  };
};

/** How the log is named among those that a change breaks. */
export const LOG = 'log';

/** What a consumer names is a field of the message itself. */
const topOf = (field: string): string => field.split(/[.[]/)[0] ?? field;
