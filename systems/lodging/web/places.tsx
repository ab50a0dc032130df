// The places of an owner: whether they confirm by themselves, and new ones.

import {
  ActionButton,
  Link,
  LiveList,
  Page,
  RowActions,
  textIn,
  useList,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { PlacePicture } from './search.tsx';
import { lodgingWords } from './words.ts';

const PlaceLine = ({ row }: { readonly row: Row }) => {
  const say = useWords(lodgingWords);
  const isInstant = row['instantConfirmation'] === true;
  return (
    <div className="row-line own-place">
      <PlacePicture name={textIn(row, 'placeNm')} />
      <div>
        <h2>{textIn(row, 'placeNm')}</h2>
        <p className="faint">{say(isInstant ? 'instantOn' : 'instantOff')}</p>
        <RowActions row={row}>
          {(read) => (
            <div className="actions">
              <ActionButton
                row={read}
                slug="set-instant-confirmation"
                tone="plain"
                label={say(isInstant ? 'turnOff' : 'turnOn')}
                given={{ instantConfirmation: String(!isInstant) }}
                hidden={['instantConfirmation']}
              />
              <ActionButton row={read} slug="open-stock" tone="plain" label={say('openStock')} />
            </div>
          )}
        </RowActions>
      </div>
    </div>
  );
};

export const Places = () => {
  const say = useWords(lodgingWords);
  const places = useList('reservationManagements', { sort: 'placeId', size: 100 });
  const register = (
    <Link to="/lodging/begin/register-place" className="button">
      {say('register')}
    </Link>
  );
  return (
    <Page title={say('places')} actions={register}>
      <LiveList of={places} empty={say('placesEmpty')} emptyIcon="bed">
        {(row) => <PlaceLine row={row} />}
      </LiveList>
    </Page>
  );
};
