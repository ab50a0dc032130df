// A board of columns, as a kitchen or a workshop has it: each column is a state, each ticket a
// thing that a person moves to the next one.

import { Children, Fragment } from 'react';
import type { ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { selfOf } from '../requests/hal.ts';
import type { List, Row } from '../requests/hal.ts';
import { OnePlace, useHere } from './one-place.tsx';
import { useNewRows } from './rows.tsx';
import { Read } from './states.tsx';
import type { Tone } from './status.tsx';

/** Each ticket stands in one of its live columns. */
export const Board = ({ children }: { readonly children: ReactNode }) => (
  <OnePlace>
    <div className="board">{children}</div>
  </OnePlace>
);

type ColumnOf = {
  readonly title: string;
  readonly tone?: Tone | undefined;
  /** Beside the title; nothing, where it says nothing. */
  readonly count?: number | undefined;
  /** What stands there while there is no ticket. */
  readonly empty?: string;
  readonly children?: ReactNode;
};

/** Its children are tickets. */
export const Column = ({ title, tone, count, empty, children }: ColumnOf) => (
  <section className="column" data-tone={tone}>
    <h2>
      {title} {count === undefined ? null : <span className="column-count">{count}</span>}
    </h2>
    {Children.count(children) === 0 ? (
      <p className="faint">{empty}</p>
    ) : (
      <ul>
        {Children.map(children, (child) => (
          <li>{child}</li>
        ))}
      </ul>
    )}
  </section>
);

type LiveOf = Pick<ColumnOf, 'title' | 'tone'> & {
  readonly of: UseQueryResult<List>;
  readonly empty: string;
  readonly isUncounted?: boolean;
  readonly children: (row: Row, isNew: boolean) => ReactNode;
};

/** A column whose tickets come, change and go as it happens. */
export const LiveColumn = ({ of, isUncounted = false, children, ...column }: LiveOf) => {
  const rows = useHere(of);
  const fresh = useNewRows(of.data && rows);
  if (!of.data) {
    return (
      <Column {...column}>
        <Read of={of}>{() => null}</Read>
      </Column>
    );
  }
  const elsewhere = of.data.rows.length - rows.length;
  const count = of.data.page.totalElements - elsewhere;
  return (
    <Column {...column} count={isUncounted ? undefined : count}>
      {rows.map((row) => (
        <Fragment key={selfOf(row)}>{children(row, fresh.has(selfOf(row)))}</Fragment>
      ))}
    </Column>
  );
};

type TicketOf = {
  readonly title: ReactNode;
  /** Above the title: a number, and how long it waits. */
  readonly head?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly isNew?: boolean;
};

export const Ticket = ({ title, head, children, actions, isNew = false }: TicketOf) => (
  <article className="ticket" data-new={isNew ? '' : undefined}>
    {head === undefined ? null : <header>{head}</header>}
    <h3>{title}</h3>
    {children}
    {actions === undefined ? null : <footer>{actions}</footer>}
  </article>
);
