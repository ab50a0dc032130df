// What the world sees of a state, in the reader's words and with a tone by what is owed.

import type { Described, StateKind } from '../described.ts';
import { useLanguage } from '../look/preferences.ts';
import { textIn } from '../requests/hal.ts';
import type { Row } from '../requests/hal.ts';
import { useVisit } from '../requests/who.tsx';

const kindOf = (business: Described, status: string): StateKind => {
  const states = business.aggregates.flatMap(({ lives }) => lives.flatMap((life) => life.states));
  return states.find((state) => state.status.includes(status))?.kind ?? 'rest';
};

type Of = { readonly row: Row; readonly field?: string };

export const Status = ({ row, field = 'status' }: Of) => {
  const { business } = useVisit();
  const language = useLanguage();
  const value = textIn(row, field);
  if (value === '') return null;
  const label = row._labels?.[field]?.[language] ?? value;
  return <Badge tone={kindOf(business, value)}>{label}</Badge>;
};

export type Tone = StateKind | 'good' | 'bad' | 'warn';

export const Badge = (of: { readonly tone?: Tone; readonly children: React.ReactNode }) => (
  <span className="badge" data-tone={of.tone ?? 'rest'}>
    {of.children}
  </span>
);
