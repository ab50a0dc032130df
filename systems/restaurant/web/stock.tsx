// What the kitchen has of each dish, and more of it.

import type { Row } from '@dure/web/kit';
import {
  ActionButton,
  Link,
  LiveList,
  Page,
  RowActions,
  numberIn,
  textIn,
  useClaim,
  useList,
  useVisit,
  useWords,
} from '@dure/web/kit';
import { restaurantWords } from './words.ts';
import './restaurant.css';

const Dish = ({ row }: { readonly row: Row }) => {
  const say = useWords(restaurantWords);
  const left = numberIn(row, 'left') ?? 0;
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{textIn(row, 'menuNm')}</b>
        <span className="badge" data-tone={left === 0 ? 'bad' : 'rest'}>
          {left === 0 ? say('soldOut') : say('left', { count: left })}
        </span>
      </div>
      <RowActions row={row}>
        {(whole) => (
          <ActionButton row={whole} slug="add-stock" label={say('addStock')} tone="plain" />
        )}
      </RowActions>
    </div>
  );
};

export const StockPage = () => {
  const say = useWords(restaurantWords);
  const { business } = useVisit();
  const restaurantId = useClaim('restaurantId');
  const list = useList('menuStocks', { restaurantId, sort: 'restaurantMenuId', size: 200 });
  return (
    <Page
      title={say('stock')}
      actions={
        <Link to={`/${business.name}/begin/register-menu`} className="button">
          {say('newMenu')}
        </Link>
      }
    >
      <LiveList of={list} empty={say('noMenus')} emptyIcon="box">
        {(row) => <Dish row={row} />}
      </LiveList>
    </Page>
  );
};
