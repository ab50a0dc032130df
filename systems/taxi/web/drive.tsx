// What a driver has to do: the call that is theirs, with one large button at a time.

import {
  ActionButton,
  Card,
  LiveList,
  OpenActions,
  Page,
  Phone,
  RowActions,
  Section,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useList,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { taxiWords } from './words.ts';

const open = ['할당확정', '할당수락', '운행중'];
const PAST_MAX = 10;

const buttons = [
  ['accept-offer', 'accept', 'main'],
  ['start-ride', 'start', 'main'],
  ['complete-ride', 'arrive', 'main'],
  ['decline-offer', 'decline', 'quiet'],
] as const;

const Route = ({ row }: { readonly row: Row }) => {
  const say = useWords(taxiWords);
  const tel = textIn(row, 'tel');
  const [from, to] = [textIn(row, 'location'), textIn(row, 'destination')];
  return (
    <p>
      {to === '' ? from : say('route', { from, to })} {tel === '' ? null : <Phone number={tel} />}
    </p>
  );
};

const Ride = ({ row, isNew }: { readonly row: Row; readonly isNew: boolean }) => {
  const say = useWords(taxiWords);
  return (
    <TaskCard
      isNew={isNew}
      title={textIn(row, 'location')}
      aside={<Status row={row} />}
      actions={
        <OpenActions
          row={row}
          of={buttons.map(([slug, label, tone]) => [slug, say(label), tone] as const)}
        />
      }
    >
      <Route row={row} />
    </TaskCard>
  );
};

const OFF = '휴무';

/** Whether they take calls, and where their taxi stands. */
const Duty = ({ row }: { readonly row: Row }) => {
  const say = useWords(taxiWords);
  const location = textIn(row, 'location');
  const isOff = textIn(row, 'taxiStatus') === OFF;
  return (
    <Card>
      <div className="row-title">
        <b>{say(isOff ? 'offDuty' : 'onDuty')}</b>
        <Status row={row} field="taxiStatus" />
      </div>
      <p className="faint">{say('standsAt', { place: location })}</p>
      <div className="actions">
        {isOff ? (
          <ActionButton
            row={row}
            slug="go-on-duty"
            label={say('goOn')}
            given={{ location }}
            hidden={['location']}
          />
        ) : (
          <ActionButton row={row} slug="go-off-duty" label={say('goOff')} tone="plain" />
        )}
        {isOff ? null : (
          <ActionButton row={row} slug="report-position" label={say('report')} tone="plain" />
        )}
      </div>
    </Card>
  );
};

const OwnTaxi = () => {
  const own = useList('taxiBoards', { size: 1 });
  const row = own.data?.rows[0];
  if (!row) return null;
  return <RowActions row={row}>{(whole) => <Duty row={whole} />}</RowActions>;
};

export const DrivePage = () => {
  const say = useWords(taxiWords);
  const rides = useList('taxiassigns', { status: open, sort: 'lastEventAt' });
  const past = useList('taxiassigns', { status: '운행완료', size: PAST_MAX });
  return (
    <Page title={say('drive')} lead={say('driveLead')}>
      <OwnTaxi />
      <TaskBoard of={rides} empty={say('noRide')}>
        {(row, isNew) => <Ride row={row} isNew={isNew} />}
      </TaskBoard>
      <Section title={say('done')}>
        <LiveList of={past} empty={say('noRide')} emptyIcon="car">
          {(row) => (
            <div className="row-line">
              <Route row={row} />
            </div>
          )}
        </LiveList>
      </Section>
    </Page>
  );
};
