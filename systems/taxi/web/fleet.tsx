// The fleet: every taxi on the map and in a list, and the calls that wait for one.

import {
  Badge,
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
  useLabel,
  useList,
  useWords,
} from '@dure/web/kit';
import type { List, Marker, Row, Tone } from '@dure/web/kit';
import { taxiWords } from './words.ts';
import './taxi.css';

const TAXIS_MAX = 200;
const FREE = '대기';

const tones: { readonly [status: string]: Tone } = { 대기: 'good', 배정: 'warn', 운행: 'open' };

/** Those off duty are grey. */
const toneOf = (row: Row): Tone => tones[textIn(row, 'taxiStatus')] ?? 'final';

/** Some taxis drive by themselves, as a pool knows them: `서울/일반`. */
const aboutOf = (row: Row, driverless: string): string =>
  [textIn(row, 'driver') || driverless, textIn(row, 'poolId'), textIn(row, 'location')]
    .filter((part) => part !== '')
    .join(' · ');

const markerOf = (row: Row): Marker => ({
  key: textIn(row, 'taxiid'),
  district: textIn(row, 'location'),
  label: [textIn(row, 'taxiid'), textIn(row, 'driver')].join(' '),
  tone: toneOf(row),
});

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

const Taxi = ({ row }: { readonly row: Row }) => {
  const say = useWords(taxiWords);
  const label = useLabel();
  const status = row._labels?.['taxiStatus'];
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{textIn(row, 'taxiid')}</b>
        <Badge tone={toneOf(row)}>{status ? label(status) : textIn(row, 'taxiStatus')}</Badge>
      </div>
      <span className="faint">{aboutOf(row, say('driverless'))}</span>
    </div>
  );
};

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
