// The control room: who waits, what is assigned and collected, and every courier on the map.

import {
  ActionButton,
  Badge,
  Board,
  Button,
  CityMap,
  go,
  Icon,
  Instant,
  LiveColumn,
  LiveList,
  Page,
  Phone,
  Read,
  RowActions,
  Section,
  shortId,
  Since,
  Split,
  textIn,
  Ticket,
  useLabel,
  useList,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Marker, Row } from '@dure/web/kit';
import { courierTone, POOL, typeOf, useWindow } from './parcel.tsx';
import { pickupWords } from './words.ts';
import './pickup.css';

const PARCELS_MAX = 60;
const DONE_MAX = 3;
const COURIERS_MAX = 200;
const FREE = '대기';
const LATE_MINUTES = 10;

type ParcelOf = { readonly row: Row; readonly isNew: boolean; readonly isDone: boolean };

const Head = ({ row, isDone }: Omit<ParcelOf, 'isNew'>) => {
  const say = useWords(pickupWords);
  const at = row.lastEventAt;
  return (
    <>
      <span>{say('pickupOf', { number: shortId(textIn(row, 'pickupId')) })}</span>
      {isDone ? <Instant at={at} /> : <Since at={at} lateMinutes={LATE_MINUTES} />}
    </>
  );
};

/** The control room may hand in for a courier whose phone is silent. */
const HandIn = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  return (
    <RowActions row={row}>
      {(whole) => (
        <ActionButton row={whole} slug="complete-collection" label={say('handIn')} isShownFirst />
      )}
    </RowActions>
  );
};

const Parcel = ({ row, isNew, isDone }: ParcelOf) => {
  const say = useWords(pickupWords);
  const window = useWindow(row);
  const worker = textIn(row, 'worker');
  return (
    <Ticket
      isNew={isNew}
      head={<Head row={row} isDone={isDone} />}
      title={textIn(row, 'location')}
      actions={textIn(row, 'status') === '수거중' ? <HandIn row={row} /> : undefined}
    >
      <p>
        {typeOf(row, say)}
        {window === '' ? '' : ` · ${window}`}
      </p>
      {worker === '' ? null : (
        <p className="faint">
          {worker} <Phone number={textIn(row, 'workertel')} />
        </p>
      )}
    </Ticket>
  );
};

const columns = [
  { title: 'waiting', empty: 'noneWaiting', status: ['할당대기'], tone: 'warn' },
  { title: 'assigned', empty: 'noneAssigned', status: ['할당확정', '할당수락'], tone: undefined },
  { title: 'collecting', empty: 'noneCollecting', status: ['수거중'], tone: undefined },
  { title: 'done', empty: 'noneDone', status: ['수거완료'], tone: 'good' },
] as const;

const Parcels = ({ title, empty, status, tone }: (typeof columns)[number]) => {
  const say = useWords(pickupWords);
  const isDone = title === 'done';
  const list = useList('pickupassigns', {
    status,
    // Whoever asked first is served first; what was handed in last stands on top.
    ...(isDone ? {} : { sort: 'lastEventAt' }),
    size: isDone ? DONE_MAX : PARCELS_MAX,
  });
  return (
    <LiveColumn title={say(title)} of={list} empty={say(empty)} tone={tone} isUncounted={isDone}>
      {(row, isNew) => <Parcel row={row} isNew={isNew} isDone={isDone} />}
    </LiveColumn>
  );
};

const courierMarker = (row: Row): Marker => ({
  key: textIn(row, 'workerid'),
  district: textIn(row, 'location'),
  label: textIn(row, 'worker'),
  tone: courierTone(textIn(row, 'courierStatus')),
});

const waitingMarker = (row: Row): Marker => ({
  key: textIn(row, 'pickupId'),
  district: textIn(row, 'location'),
  label: shortId(textIn(row, 'pickupId')),
  tone: 'bad',
});

type MapOf = { readonly couriers: readonly Row[]; readonly waiting: readonly Row[] };

const CourierMap = ({ couriers, waiting }: MapOf) => {
  const say = useWords(pickupWords);
  const free = couriers.filter((row) => textIn(row, 'courierStatus') === FREE).length;
  return (
    <div className="courier-map">
      <p className="row-title">
        <b>{say('free', { count: free })}</b>
        <span className="map-legend">
          <Badge tone="good">{say('legendFree')}</Badge>
          <Badge tone="warn">{say('assigned')}</Badge>
          <Badge tone="open">{say('collecting')}</Badge>
          <Badge tone="bad">{say('waiting')}</Badge>
        </span>
      </p>
      <CityMap
        label={say('courierMap')}
        markers={[...waiting.map(waitingMarker), ...couriers.map(courierMarker)]}
      />
    </div>
  );
};

const capabilityOf = (row: Row) => (textIn(row, 'capability') === 'FULL' ? 'FULL' : 'LIGHT');

const CourierStatus = ({ row }: { readonly row: Row }) => {
  const label = useLabel();
  const status = textIn(row, 'courierStatus');
  const named = row._labels?.['courierStatus'];
  return <Badge tone={courierTone(status)}>{named ? label(named) : status}</Badge>;
};

const Courier = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  const pickupId = textIn(row, 'pickupId');
  return (
    <div className="row-line">
      <div className="row-title">
        <b>
          {textIn(row, 'worker')} <span className="faint">{textIn(row, 'workerid')}</span>
        </b>
        <CourierStatus row={row} />
      </div>
      <div className="row-title faint">
        <span>
          {say(capabilityOf(row))} · {textIn(row, 'location')}
          {pickupId === '' ? '' : ` · ${say('pickupOf', { number: shortId(pickupId) })}`}
        </span>
        <Phone number={textIn(row, 'workertel')} />
      </div>
    </div>
  );
};

const ToRegister = () => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  return (
    <Button onPress={() => go(`/${business.name}/begin/register-courier?poolId=${POOL}`)}>
      <Icon name="plus" /> {say('register')}
    </Button>
  );
};

export const BoardPage = () => {
  const say = useWords(pickupWords);
  const couriers = useList('courierBoards', { size: COURIERS_MAX, sort: 'workerid' });
  const waiting = useList('pickupassigns', { status: '할당대기', size: PARCELS_MAX });
  return (
    <Page title={say('board')} lead={say('boardLead')} actions={<ToRegister />}>
      <Board>
        {columns.map((column) => (
          <Parcels key={column.title} {...column} />
        ))}
      </Board>
      <Split>
        <Read of={couriers} lines={6}>
          {({ rows }) => <CourierMap couriers={rows} waiting={waiting.data?.rows ?? []} />}
        </Read>
        <Section title={say('couriers')}>
          <LiveList of={couriers} empty={say('noCouriers')} emptyIcon="truck">
            {(row) => <Courier row={row} />}
          </LiveList>
        </Section>
      </Split>
    </Page>
  );
};
