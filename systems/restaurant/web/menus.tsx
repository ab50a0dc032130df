// What can be ordered: each menu with what is left of it, and the order in two touches.

import { useState } from 'react';
import type { List, Row, Template } from '@dure/web/kit';
import {
  Answer,
  Button,
  Empty,
  Icon,
  Page,
  Read,
  Section,
  go,
  numberIn,
  shortId,
  textIn,
  useClaim,
  useLabel,
  useList,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import { useMenus } from './menu-names.ts';
import { restaurantWords } from './words.ts';
import './restaurant.css';

const QTY_MAX = 100;

const byRestaurant = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> =>
  Map.groupBy(rows, (row) => textIn(row, 'restaurantId'));

const Quantity = (of: {
  readonly qty: number;
  readonly max: number;
  readonly onChange: (qty: number) => void;
}) => {
  const say = useWords(restaurantWords);
  const { qty, max, onChange } = of;
  return (
    <div className="quantity">
      <button
        type="button"
        className="icon-button"
        disabled={qty <= 1}
        onClick={() => onChange(qty - 1)}
      >
        <Icon name="minus" label={say('fewer')} />
      </button>
      <output aria-live="polite">{say('portions', { count: qty })}</output>
      <button
        type="button"
        className="icon-button"
        disabled={qty >= max}
        onClick={() => onChange(qty + 1)}
      >
        <Icon name="plus" label={say('moreOf')} />
      </button>
    </div>
  );
};

type DishOf = { readonly row: Row; readonly template: Template | undefined };

const useOrder = ({ row, template }: DishOf) => {
  const wish = useWish();
  const customerId = useClaim('customerId') ?? '';
  const { business } = useVisit();
  const send = async (qty: number): Promise<void> => {
    if (!template) return;
    const { restaurantId, restaurantMenuId } = row;
    const body = { restaurantId, restaurantMenuId, customerId, qty };
    const answer = await wish.send({ target: template.target, method: template.method, body });
    const key = answer?.location?.split('/').at(-1);
    if (key !== undefined) go(`/${business.name}/my/${key}`);
  };
  return { wish, send };
};

const Dish = (of: DishOf) => {
  const say = useWords(restaurantWords);
  const [qty, setQty] = useState(1);
  const { wish, send } = useOrder(of);
  const left = numberIn(of.row, 'left') ?? 0;
  const isGone = left === 0;
  return (
    <li className="dish" data-gone={isGone ? '' : undefined}>
      <div className="dish-name">
        <h3>{textIn(of.row, 'menuNm')}</h3>
        <span className="faint">{isGone ? say('soldOut') : say('left', { count: left })}</span>
      </div>
      {isGone ? null : (
        <div className="dish-order">
          <Quantity qty={qty} max={Math.min(QTY_MAX, left)} onChange={setQty} />
          <Button tone="main" isBusy={wish.state.is === 'underWay'} onPress={() => void send(qty)}>
            {say('order')}
          </Button>
        </div>
      )}
      <Answer state={wish.state} onRetry={() => void send(qty)} />
    </li>
  );
};

const Menu = ({
  data,
  template,
}: {
  readonly data: List;
  readonly template: Template | undefined;
}) => {
  const say = useWords(restaurantWords);
  const label = useLabel();
  const { business } = useVisit();
  if (data.rows.length === 0) return <Empty title={say('noMenus')} icon="food" />;
  return (
    <>
      {[...byRestaurant(data.rows)].map(([restaurantId, rows]) => {
        // The demo knows what a restaurant is called; elsewhere it has its number.
        const name = business.names[restaurantId];
        return (
          <Section
            key={restaurantId}
            title={name ? label(name) : say('restaurantOf', { number: shortId(restaurantId) })}
          >
            <ul className="dishes">
              {rows.map((row) => (
                <Dish key={textIn(row, 'restaurantMenuId')} row={row} template={template} />
              ))}
            </ul>
          </Section>
        );
      })}
    </>
  );
};

export const MenusPage = () => {
  const say = useWords(restaurantWords);
  const menus = useMenus();
  const orders = useList('orders', { size: 1 });
  return (
    <Page title={say('menus')} lead={say('menusLead')}>
      <Read of={menus} lines={6}>
        {(data) => <Menu data={data} template={orders.data?.templates['place-order']} />}
      </Read>
    </Page>
  );
};
