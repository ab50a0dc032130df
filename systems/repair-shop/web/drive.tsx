// What a driver brings back: what is on the road, what is to be fetched, and what was.

import {
  ActionButton,
  LiveList,
  Page,
  RowActions,
  Section,
  shortId,
  Since,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useList,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { Plate } from './plate.tsx';
import { repairWords } from './words.ts';
import './repair.css';

const PAST_MAX = 10;

const Buttons = ({ row }: { readonly row: Row }) => {
  const say = useWords(repairWords);
  const isOnRoad = textIn(row, 'stat') === 'DELIVERYSTARTED';
  return isOnRoad ? (
    <ActionButton row={row} slug="complete-delivery" label={say('handOver')} />
  ) : (
    <ActionButton row={row} slug="start-delivery" label={say('start')} />
  );
};

const Car = ({ row, isNew }: { readonly row: Row; readonly isNew: boolean }) => {
  const say = useWords(repairWords);
  return (
    <TaskCard
      isNew={isNew}
      title={<Plate number={textIn(row, 'vehiNo')} />}
      aside={<Status row={row} field="stat" />}
      actions={<RowActions row={row}>{(whole) => <Buttons row={whole} />}</RowActions>}
    >
      <span className="faint">
        {say('receiptOf', { number: shortId(textIn(row, 'receiptId')) })} ·{' '}
        <Since at={row.lastEventAt} />
      </span>
    </TaskCard>
  );
};

export const DrivePage = () => {
  const say = useWords(repairWords);
  const carrying = useList('deliveries', { stat: 'DELIVERYSTARTED', sort: 'lastEventAt' });
  const toFetch = useList('deliveries', { stat: 'DELIVERYREQUESTED', sort: 'lastEventAt' });
  const past = useList('deliveries', { stat: 'DELIVERYCOMPLETED', size: PAST_MAX });
  return (
    <Page title={say('drive')} lead={say('driveLead')}>
      {carrying.data?.rows.length === 0 ? null : (
        <Section title={say('carrying')}>
          <TaskBoard of={carrying} empty={say('noneCarrying')}>
            {(row, isNew) => <Car row={row} isNew={isNew} />}
          </TaskBoard>
        </Section>
      )}
      <Section title={say('toFetch')}>
        <TaskBoard of={toFetch} empty={say('noneToFetch')}>
          {(row, isNew) => <Car row={row} isNew={isNew} />}
        </TaskBoard>
      </Section>
      <Section title={say('pastDrives')}>
        <LiveList of={past} empty={say('noPastDrives')} emptyIcon="truck">
          {(row) => (
            <div className="row-line">
              <div className="row-title">
                <Plate number={textIn(row, 'vehiNo')} />
                <Status row={row} field="stat" />
              </div>
            </div>
          )}
        </LiveList>
      </Section>
    </Page>
  );
};
