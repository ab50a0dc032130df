// The fleet: every taxi on the map and in a list, and the calls that wait for one.

import {
  CityMap,
  LiveList,
  Page,
  Read,
  Section,
  Split,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useList,
  useWords,
} from '@dure/web/kit';
import type { List, Marker, Row, Tone } from '@dure/web/kit';
import { taxiWords } from './words.ts';
import './taxi.css';

const TAXIS_MAX = 200;
const FREE = '대기';

const tones: { readonly [status: string]: Tone } = { 대기: 'good', 배정: 'warn', 운행: 'open' };

const markerOf = (row: Row): Marker => {
  const tone = tones[textIn(row, 'taxiStatus')];
  return {
    key: textIn(row, 'taxiid'),
    district: textIn(row, 'location'),
    label: [textIn(row, 'taxiid'), textIn(row, 'driver')].join(' '),
    ...(tone ? { tone } : {}),
  };
};

const TaxiMap = ({ data }: { readonly data: List }) => {
  const say = useWords(taxiWords);
  const free = data.rows.filter((row) => textIn(row, 'taxiStatus') === FREE).length;
  return (
    <div className="fleet-map">
      <p>
        <b>{say('free', { count: free })}</b>
      </p>
      <CityMap label={say('fleetMap')} markers={data.rows.map(markerOf)} />
    </div>
  );
};

/** A taxi that is off duty has no driver. */
const facts = ['driver', 'poolId', 'location'];

const Taxi = ({ row }: { readonly row: Row }) => (
  <div className="row-line">
    <div className="row-title">
      <b>{textIn(row, 'taxiid')}</b>
      <Status row={row} field="taxiStatus" />
    </div>
    <span className="faint">
      {facts
        .map((field) => textIn(row, field))
        .filter((fact) => fact !== '')
        .join(' · ')}
    </span>
  </div>
);

export const FleetPage = () => {
  const say = useWords(taxiWords);
  const taxis = useList('taxiBoards', { size: TAXIS_MAX, sort: 'taxiid' });
  const waiting = useList('taxiassigns', { status: '할당대기', sort: 'lastEventAt' });
  return (
    <Page title={say('fleet')} lead={say('fleetLead')}>
      <Split>
        <Read of={taxis} lines={6}>
          {(data) => <TaxiMap data={data} />}
        </Read>
        <div className="fleet-lists">
          <Section title={say('waiting')}>
            <TaskBoard of={waiting} empty={say('noneWaiting')}>
              {(row, isNew) => (
                <TaskCard
                  isNew={isNew}
                  title={textIn(row, 'location')}
                  aside={<Status row={row} />}
                />
              )}
            </TaskBoard>
          </Section>
          <Section title={say('taxis')}>
            <LiveList of={taxis} empty={say('noTaxis')} emptyIcon="car">
              {(row) => <Taxi row={row} />}
            </LiveList>
          </Section>
        </div>
      </Split>
    </Page>
  );
};
