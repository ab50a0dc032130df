// What a customer has reserved, the newest first.

import {
  Day,
  Link,
  LiveList,
  Money,
  numberIn,
  Page,
  Status,
  textIn,
  useListOr,
  usePage,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { lodgingWords } from './words.ts';

const SIZE = 20;

const StayLine = ({ row }: { readonly row: Row }) => (
  <Link to={`/lodging/stays/${textIn(row, 'orderId')}`} className="row-line">
    <div className="row-title">
      <b>{textIn(row, 'placeNm')}</b>
      <Status row={row} />
    </div>
    <div className="row-title faint">
      <span>
        <Day day={textIn(row, 'strDt')} /> – <Day day={textIn(row, 'endDt')} />
      </span>
      <Money won={numberIn(row, 'amount') ?? 0} />
    </div>
  </Link>
);

export const Stays = () => {
  const say = useWords(lodgingWords);
  const query = { page: usePage(), size: SIZE };
  const stays = useListOr('mypages', 'accommodations', query);
  return (
    <Page title={say('stays')}>
      <LiveList
        of={stays}
        empty={say('staysEmpty')}
        emptyIcon="bed"
        whenEmpty={
          <Link to="/lodging" className="button">
            {say('search')}
          </Link>
        }
      >
        {(row) => <StayLine row={row} />}
      </LiveList>
    </Page>
  );
};
