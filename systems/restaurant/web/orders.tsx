// One's orders, and one of them as it moves from the kitchen to the door.

import type { PageOf, Row, Say, Step } from '@dure/web/kit';
import {
  ActionButton,
  Button,
  Card,
  Link,
  LiveList,
  Notice,
  Page,
  ReadMeanwhile,
  Status,
  Steps,
  go,
  numberIn,
  shortId,
  textIn,
  useCurrentRow,
  useList,
  usePage,
  useVisit,
  useWhyNot,
  useWords,
} from '@dure/web/kit';
import { useMenuNames } from './menu-names.ts';
import { restaurantWords } from './words.ts';
import './restaurant.css';

const SIZE = 20;

type OwnSay = Say<keyof (typeof restaurantWords)['ko']>;

/** Without the kitchen, which knows what they are called, they have their numbers. */
const nameIn = (menus: ReadonlyMap<string, string>, row: Row, say: OwnSay): string => {
  const id = textIn(row, 'restaurantMenuId');
  return menus.get(id) ?? say('menuOf', { number: shortId(id) });
};

export const OrdersPage = () => {
  const say = useWords(restaurantWords);
  const { business } = useVisit();
  const page = usePage();
  const menus = useMenuNames();
  const list = useList('orders', { page, size: SIZE });
  return (
    <Page title={say('myOrders')}>
      <LiveList
        of={list}
        empty={say('noOrders')}
        whenEmpty={<Button onPress={() => go(`/${business.name}`)}>{say('toMenus')}</Button>}
      >
        {(row) => (
          <Link to={`/${business.name}/my/${textIn(row, 'orderId')}`} className="row-line">
            <div className="row-title">
              <b>{nameIn(menus, row, say)}</b>
              <Status row={row} />
            </div>
            <span className="faint">
              {say('orderOf', { number: shortId(textIn(row, 'orderId')) })} ·{' '}
              {say('portions', { count: numberIn(row, 'qty') ?? 0 })}
            </span>
          </Link>
        )}
      </LiveList>
    </Page>
  );
};

const order = ['ordered', 'kitchen', 'cooking', 'cooked', 'shipped', 'delivered'] as const;

const titles = {
  ordered: 'stepOrdered',
  kitchen: 'stepKitchen',
  cooking: 'stepCooking',
  cooked: 'stepCooked',
  shipped: 'stepShipped',
  delivered: 'stepDelivered',
} as const;

/** How far it is, by what my page shows of the order, the kitchen and the delivery. */
const reachedIn = (row: Row): number => {
  const [cook, delivery] = [textIn(row, 'cookStatus'), textIn(row, 'deliveryStatus')];
  if (delivery === 'DELIVERY : DELIVERY FIN') return 6;
  if (delivery === 'DELIVERY : SHIPPED') return 4;
  if (cook === 'COOKED') return 3;
  if (cook === 'COOK : COOKING') return 2;
  if (cook !== '') return 1;
  return fromOrder[textIn(row, 'orderStatus')] ?? 0;
};

/** How far it is at least, by the order alone. */
const fromOrder: { readonly [status: string]: number } = {
  'ORDER : COOKING': 2,
  'ORDER : COMPLETED': 6,
};

const notes: { readonly [at: number]: 'waitKitchen' | 'waitRider' } = {
  1: 'waitKitchen',
  3: 'waitRider',
};

const isCanceled = (row: Row): boolean => textIn(row, 'orderStatus').endsWith('CANCELED');

const stepsOf = (row: Row, say: OwnSay): readonly Step[] => {
  const reached = reachedIn(row);
  const isShort = textIn(row, 'cookStatus') === 'COOK : QTY OVER';
  const steps = order.map((name, at): Step => {
    // The kitchen did not take it; the order itself may not have heard of that yet.
    if (isShort && name === 'kitchen') return { key: name, title: say('stepShort'), is: 'now' };
    const note = notes[at];
    const is = at < reached ? 'done' : at === reached ? 'now' : 'todo';
    return {
      key: name,
      title: say(titles[name]),
      is,
      ...(is === 'now' && note ? { note: say(note) } : {}),
    };
  });
  if (!isCanceled(row)) return steps;
  const ended: Step = { key: 'ended', title: say('stepEnded'), is: 'failed' };
  const past = steps.slice(0, reached + 1).map((step): Step => ({ ...step, is: 'done' }));
  return [...past, ended];
};

const whyOf = (row: Row): 'qtyOver' | 'kitchenCanceled' | 'youCanceled' => {
  const status = textIn(row, 'orderStatus');
  if (status === 'ORDER : QTY OVER CANCELED') return 'qtyOver';
  return status === 'ORDER : COOK CANCELED' ? 'kitchenCanceled' : 'youCanceled';
};

const OneOrder = ({ row, own }: { readonly row: Row; readonly own: Row | undefined }) => {
  const say = useWords(restaurantWords);
  const menus = useMenuNames();
  const whyNot = useWhyNot(own, 'cancel-order');
  return (
    <>
      <Card>
        <div className="row-title">
          <h2>{nameIn(menus, row, say)}</h2>
          <b>{say('portions', { count: numberIn(row, 'qty') ?? 0 })}</b>
        </div>
        <Steps steps={stepsOf(row, say)} />
      </Card>
      {isCanceled(row) ? <Notice tone="info" title={say(whyOf(row))} /> : null}
      {own ? (
        <ActionButton row={own} slug="cancel-order" label={say('cancel')} whyNot={whyNot} />
      ) : null}
    </>
  );
};

export const OrderPage = ({ params }: PageOf) => {
  const say = useWords(restaurantWords);
  const { business } = useVisit();
  const orderId = params['orderId'] ?? '';
  // Without my page nothing is known of the kitchen and the delivery.
  const order = useCurrentRow(orderId, {
    view: 'mypages',
    own: 'orders',
    status: 'orderStatus',
  });
  return (
    <Page title={say('orderOf', { number: shortId(orderId) })} backTo={`/${business.name}/my`}>
      <ReadMeanwhile of={order} lines={5}>
        {(row) => <OneOrder row={row} own={order.own} />}
      </ReadMeanwhile>
    </Page>
  );
};
