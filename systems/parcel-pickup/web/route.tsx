// What a courier does all day: the pickups that are theirs, one large button at a time, and duty.

import {
  dayOf,
  OpenActions,
  Page,
  Section,
  serverNow,
  shortId,
  Since,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useList,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { Duty } from './duty.tsx';
import { Door, typeOf } from './parcel.tsx';
import { pickupWords } from './words.ts';
import './pickup.css';

const open = ['할당확정', '할당수락', '수거중'];
const PAST_MAX = 50;

const buttons = [
  ['accept-offer', 'accept', 'main'],
  ['start-collection', 'start', 'main'],
  ['complete-collection', 'handIn', 'main'],
  ['decline-offer', 'decline', 'quiet'],
] as const;

const Buttons = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  const of = buttons.map(([slug, label, tone]) => [slug, say(label), tone] as const);
  return <OpenActions row={row} of={of} />;
};

const Errand = ({ row, isNew }: { readonly row: Row; readonly isNew: boolean }) => {
  const say = useWords(pickupWords);
  const number = say('pickupOf', { number: shortId(textIn(row, 'pickupId')) });
  return (
    <TaskCard
      isNew={isNew}
      title={textIn(row, 'location')}
      aside={<Status row={row} />}
      actions={<Buttons row={row} />}
    >
      <Door row={row} />
      <p className="faint">
        <b>{typeOf(row, say)}</b> · {number} · <Since at={row.lastEventAt} />
      </p>
    </TaskCard>
  );
};

const Today = () => {
  const say = useWords(pickupWords);
  const { timeZone } = useVisit().business;
  const today = dayOf(serverNow(), timeZone);
  const past = useList('pickupassigns', { status: '수거완료', size: PAST_MAX });
  const isToday = (row: Row): boolean => dayOf(Date.parse(row.lastEventAt), timeZone) === today;
  const rows = past.data?.rows.filter(isToday) ?? [];
  return (
    <Section title={say('today')} actions={<b>{say('count', { count: rows.length })}</b>}>
      {rows.length === 0 ? <p className="faint">{say('noneToday')}</p> : <Past rows={rows} />}
    </Section>
  );
};

const Past = ({ rows }: { readonly rows: readonly Row[] }) => {
  const say = useWords(pickupWords);
  return (
    <ul className="rows">
      {rows.map((row) => (
        <li key={textIn(row, 'pickupId')} className="row-line">
          <div className="row-title">
            <b>{textIn(row, 'location')}</b>
            <span className="faint">{typeOf(row, say)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
};

export const RoutePage = () => {
  const say = useWords(pickupWords);
  const errands = useList('pickupassigns', { status: open, sort: 'lastEventAt' });
  return (
    <Page title={say('route')} lead={say('routeLead')}>
      <TaskBoard of={errands} empty={say('noErrand')}>
        {(row, isNew) => <Errand row={row} isNew={isNew} />}
      </TaskBoard>
      <Duty of={errands.dataUpdatedAt} />
      <Today />
    </Page>
  );
};
