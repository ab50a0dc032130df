// The display of a kitchen: tickets in three columns, one touch to start and one to finish.

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Row } from '@dure/web/kit';
import {
  ActionButton,
  Button,
  Page,
  Read,
  RowActions,
  selfOf,
  serverNow,
  shortId,
  textIn,
  numberIn,
  useList,
  useNewRows,
  useWords,
} from '@dure/web/kit';
import { useMenuNames } from './menu-names.ts';
import { restaurantWords } from './words.ts';
import './restaurant.css';

const MINUTE_MS = 60_000;
const TICKETS_MAX = 60;
const DONE_MAX = 12;

const columns = [
  {
    key: 'received',
    empty: 'noneReceived',
    status: ['COOK : ORDER RECEIPT', 'COOK : CANCEL HOLD'],
  },
  { key: 'cooking', empty: 'noneCooking', status: ['COOK : COOKING'] },
  { key: 'done', empty: 'noneDone', status: ['COOKED'] },
] as const;

type Column = (typeof columns)[number];

/** Counted anew each half minute. */
const useMinutesSince = (at: string): number => {
  const [nowMs, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.floor((nowMs - Date.parse(at)) / MINUTE_MS));
};

const LATE_MINUTES = 10;

const Waited = ({ at }: { readonly at: string }) => {
  const say = useWords(restaurantWords);
  const minutes = useMinutesSince(at);
  return (
    <span className="ticket-time" data-late={minutes >= LATE_MINUTES ? '' : undefined}>
      {say('waited', { time: say('minutes', { count: minutes }) })}
    </span>
  );
};

type TicketOf = { readonly row: Row; readonly menu: string; readonly isNew: boolean };

const Ticket = ({ row, menu, isNew }: TicketOf) => {
  const say = useWords(restaurantWords);
  const isHeld = textIn(row, 'status') === 'COOK : CANCEL HOLD';
  const isDone = textIn(row, 'status') === 'COOKED';
  return (
    <article className="ticket" data-new={isNew ? '' : undefined}>
      <header>
        <span>{say('orderOf', { number: shortId(textIn(row, 'orderId')) })}</span>
        {isDone ? null : <Waited at={row.lastEventAt} />}
      </header>
      <h3>
        {menu} <b>{say('portions', { count: numberIn(row, 'qty') ?? 0 })}</b>
      </h3>
      {isHeld ? <p className="faint">{say('held')}</p> : null}
      {isDone ? null : (
        <RowActions row={row}>
          {(whole) => (
            <footer>
              {whole._templates?.['start-cooking'] ? (
                <ActionButton row={whole} slug="start-cooking" label={say('start')} />
              ) : null}
              {whole._templates?.['finish-cooking'] ? (
                <ActionButton row={whole} slug="finish-cooking" label={say('finish')} />
              ) : null}
              {whole._templates?.['reject-cook'] ? (
                <ActionButton row={whole} slug="reject-cook" label={say('reject')} tone="quiet" />
              ) : null}
            </footer>
          )}
        </RowActions>
      )}
    </article>
  );
};

type ColumnOf = { readonly column: Column; readonly menus: ReadonlyMap<string, string> };

const Tickets = ({ column, menus }: ColumnOf) => {
  const say = useWords(restaurantWords);
  const isDone = column.key === 'done';
  const list = useList('cooks', {
    status: column.status,
    // Whoever ordered first is cooked for first; what was finished last stands on top.
    ...(isDone ? {} : { sort: 'orderId' }),
    size: isDone ? DONE_MAX : TICKETS_MAX,
  });
  const fresh = useNewRows(list.data?.rows);
  const count = list.data?.page.totalElements ?? 0;
  return (
    <section className="tickets" data-of={column.key}>
      <h2>
        {say(column.key)} <span className="ticket-count">{isDone ? '' : count}</span>
      </h2>
      <Read of={list}>
        {({ rows }): ReactNode =>
          rows.length === 0 ? (
            <p className="faint">{say(column.empty)}</p>
          ) : (
            <ul>
              {rows.map((row) => (
                <li key={selfOf(row)}>
                  <Ticket
                    row={row}
                    menu={menus.get(textIn(row, 'restaurantMenuId')) ?? ''}
                    isNew={fresh.has(selfOf(row))}
                  />
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </section>
  );
};

export const KitchenPage = () => {
  const say = useWords(restaurantWords);
  const menus = useMenuNames();
  return (
    <Page
      title={say('display')}
      lead={say('displayLead')}
      actions={
        <Button onPress={() => void document.documentElement.requestFullscreen()}>
          {say('fullScreen')}
        </Button>
      }
    >
      <div className="display">
        {columns.map((column) => (
          <Tickets key={column.key} column={column} menus={menus} />
        ))}
      </div>
    </Page>
  );
};
