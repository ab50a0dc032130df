// The shop with another board, or with one rule of it changed.

import type { AnyAggregate, BoundedContext, System } from '@dure/domain';
import { ShopByHand } from './shop.testing.ts';

/** The shop, in which people send what was ordered, with one context changed. */
export const shopWith = (
  name: string,
  change: (context: BoundedContext) => BoundedContext,
): System => ({
  ...ShopByHand,
  contexts: ShopByHand.contexts.map((of) => (of.name === name ? change(of) : of)),
});

type Table = { readonly [row: string]: unknown };

type Change = {
  readonly table: 'decide' | 'evolve';
  /** The command or the event. */
  readonly message: string;
  readonly state: string;
  /** What stands there now is given. */
  readonly rule: (before: unknown) => unknown;
};

const changedTable = (table: Table, { message, state, rule }: Change): Table => {
  if (!(message in table)) return table;
  // A row is a table by state, in these boards.
  const row = table[message] as Table;
  return { ...table, [message]: { ...row, [state]: rule(row[state]) } };
};

/** An aggregate with one rule changed. */
export const withRule = (aggregate: AnyAggregate, change: Change): AnyAggregate => ({
  ...aggregate,
  registers: aggregate.registers.map((register) => ({
    ...register,
    // The types of a board's rules are those that `aggregate` has tied; tests break them.
    [change.table]: changedTable(register[change.table] as Table, change),
  })),
});

/** The shop with one rule of one aggregate changed. */
export const shopWithRule = (
  { context, aggregate }: { readonly context: string; readonly aggregate: string },
  change: Change,
): System =>
  shopWith(context, (of) => {
    const before = of.aggregates[aggregate];
    if (!before) throw new Error(`There is no ${aggregate}.`);
    return { ...of, aggregates: { ...of.aggregates, [aggregate]: withRule(before, change) } };
  });
