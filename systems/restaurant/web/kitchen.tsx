// The display of a kitchen: tickets in three columns, one touch to start and one to finish.

import type { Row } from '@dure/web/kit';
import {
  Board,
  Button,
  LiveColumn,
  numberIn,
  OpenActions,
  Page,
  shortId,
  Since,
  textIn,
  Ticket,
  useList,
  useWords,
} from '@dure/web/kit';
import { useMenuNames } from './menu-names.ts';
import { restaurantWords } from './words.ts';

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

const LATE_MINUTES = 10;

const buttons = [
  ['start-cooking', 'start', 'main'],
  ['finish-cooking', 'finish', 'main'],
  ['reject-cook', 'reject', 'quiet'],
] as const;

const Buttons = ({ row }: { readonly row: Row }) => {
  const say = useWords(restaurantWords);
  const of = buttons.map(([slug, label, tone]) => [slug, say(label), tone] as const);
  return <OpenActions row={row} of={of} />;
};

type OrderOf = { readonly row: Row; readonly menu: string; readonly isNew: boolean };

const OrderTicket = ({ row, menu, isNew }: OrderOf) => {
  const say = useWords(restaurantWords);
  const isHeld = textIn(row, 'status') === 'COOK : CANCEL HOLD';
  const isDone = textIn(row, 'status') === 'COOKED';
  return (
    <Ticket
      isNew={isNew}
      head={
        <>
          <span>{say('orderOf', { number: shortId(textIn(row, 'orderId')) })}</span>
          {isDone ? null : <Since at={row.lastEventAt} lateMinutes={LATE_MINUTES} />}
        </>
      }
      title={
        <>
          {menu} <b>{say('portions', { count: numberIn(row, 'qty') ?? 0 })}</b>
        </>
      }
      actions={isDone ? undefined : <Buttons row={row} />}
    >
      {isHeld ? <p className="faint">{say('held')}</p> : null}
    </Ticket>
  );
};

type TicketsOf = {
  readonly column: (typeof columns)[number];
  readonly menus: ReadonlyMap<string, string>;
};

const Tickets = ({ column, menus }: TicketsOf) => {
  const say = useWords(restaurantWords);
  const isDone = column.key === 'done';
  const list = useList('cooks', {
    status: column.status,
    // Whoever ordered first is cooked for first; what was finished last stands on top.
    ...(isDone ? {} : { sort: 'lastEventAt' }),
    size: isDone ? DONE_MAX : TICKETS_MAX,
  });
  return (
    <LiveColumn
      title={say(column.key)}
      of={list}
      empty={say(column.empty)}
      isUncounted={isDone}
      {...(isDone ? { tone: 'good' } : {})}
    >
      {(row, isNew) => (
        <OrderTicket
          row={row}
          menu={menus.get(textIn(row, 'restaurantMenuId')) ?? ''}
          isNew={isNew}
        />
      )}
    </LiveColumn>
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
      <Board>
        {columns.map((column) => (
          <Tickets key={column.key} column={column} menus={menus} />
        ))}
      </Board>
    </Page>
  );
};
