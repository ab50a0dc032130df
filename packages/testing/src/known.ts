// What a decision knows, given as data.

import { calendarOf, instantOf } from '@dure/domain';
import type { AnyState, By, Known, PolicyKnown } from '@dure/domain';
import { rowKey } from '@dure/kernel/ids';

type Row = { readonly [field: string]: unknown };

/** What is known in a scenario, besides the events; what is left out is as plain as it can be. */
export type KnownData = {
  /** Epoch milliseconds. */
  readonly now?: number;
  /** The time zone of the business; `Asia/Seoul`, where none is named. */
  readonly timeZone?: string;
  /** Who issues the command: a role by its name, or who it is exactly. */
  readonly by?: string | By;
  /** Settings that differ from their standard, by name. */
  readonly settings?: { readonly [name: string]: unknown };
  /** Instances that can be looked up: by aggregate, then by key. */
  readonly find?: { readonly [aggregate: string]: { readonly [key: string]: AnyState } };
  /** Rows that can be looked up: by view, then by key, its parts with `|` between them. */
  readonly row?: { readonly [view: string]: { readonly [key: string]: Row } };
  /** How many instances are in a state: by aggregate, then by state. */
  readonly count?: { readonly [aggregate: string]: { readonly [state: string]: number } };
};

/** The instant of every scenario that does not name one. */
export const SCENARIO_NOW = instantOf('2024-02-20T10:00:00+09:00');

const byOf = (by: KnownData['by'] = 'Anybody'): By =>
  typeof by === 'string' ? { kind: 'actor', name: by, claims: {} } : by;

const minting = (): ((kind: string) => string) => {
  const last = new Map<string, number>();
  return (kind) => {
    const next = (last.get(kind) ?? 0) + 1;
    last.set(kind, next);
    return `${kind}-${next}`;
  };
};

export const knownOf = ({
  now = SCENARIO_NOW,
  timeZone = 'Asia/Seoul',
  by,
  ...data
}: KnownData): Known => ({
  now,
  today: calendarOf(timeZone).dayOf(now),
  by: byOf(by),
  // A test that overrides a setting answers for the type of its value.
  setting: ((setting) => data.settings?.[setting.name] ?? setting.standard) as Known['setting'],
  mint: minting() as Known['mint'], // Every id begins with its kind.
  // A test that gives an instance or a row answers for its shape.
  find: (({ name }, key) => data.find?.[name]?.[key]) as Known['find'],
  row: (({ name }, ...key) => data.row?.[name]?.[rowKey(key)]) as Known['row'],
  count: ({ name }, ...states) => {
    const counts: { readonly [state: string]: number } = data.count?.[name] ?? {};
    return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  },
});

export const policyKnownOf = (data: KnownData): PolicyKnown => {
  const { now, today, setting, find, row } = knownOf(data);
  return { now, today, setting, find, row };
};
