// What waits for the owner's word, the most urgent first; and all that was asked before.

import {
  ActionButton,
  Countdown,
  Day,
  Facts,
  LiveList,
  Money,
  numberIn,
  Page,
  RowActions,
  Section,
  shortId,
  Status,
  TaskBoard,
  TaskCard,
  textIn,
  useList,
  usePage,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { lodgingWords } from './words.ts';

const TASKS_MAX = 50;
const SIZE = 10;

type NamesOf = { readonly [placeId: string]: string };

const usePlaceNames = (): NamesOf => {
  const places = useList('reservationManagements', { size: 200 });
  return Object.fromEntries(
    (places.data?.rows ?? []).map((row) => [textIn(row, 'placeId'), textIn(row, 'placeNm')]),
  );
};

const Decide = ({ row }: { readonly row: Row }) => {
  const say = useWords(lodgingWords);
  return (
    <RowActions row={row}>
      {(read) => (
        <>
          <ActionButton row={read} slug="confirm-reservation" label={say('confirm')} />
          <ActionButton row={read} slug="reject-reservation" label={say('reject')} tone="danger" />
        </>
      )}
    </RowActions>
  );
};

type CardOf = { readonly row: Row; readonly names: NamesOf; readonly isNew: boolean };

const RequestCard = ({ row, names, isNew }: CardOf) => {
  const say = useWords(lodgingWords);
  const placeId = textIn(row, 'placeId');
  return (
    <TaskCard
      isNew={isNew}
      title={names[placeId] ?? shortId(placeId)}
      aside={<Countdown until={textIn(row, 'decideBy')} />}
      actions={<Decide row={row} />}
    >
      <Facts
        of={[
          [
            say('dates'),
            <span key="dates">
              <Day day={textIn(row, 'strDt')} /> – <Day day={textIn(row, 'endDt')} />
            </span>,
          ],
          [say('rooms'), say('roomsOf', { count: numberIn(row, 'qty') ?? 0 })],
          [say('paid'), <Money key="paid" won={numberIn(row, 'amount') ?? 0} />],
          [say('guest', { id: shortId(textIn(row, 'usrId')) }), say('stay', { id: stayId(row) })],
        ]}
      />
    </TaskCard>
  );
};

const stayId = (row: Row): string => shortId(textIn(row, 'orderId'));

const PastLine = ({ row, names }: Omit<CardOf, 'isNew'>) => {
  const say = useWords(lodgingWords);
  const placeId = textIn(row, 'placeId');
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{names[placeId] ?? shortId(placeId)}</b>
        <Status row={row} />
      </div>
      <div className="row-title faint">
        <span>
          <Day day={textIn(row, 'strDt')} /> – <Day day={textIn(row, 'endDt')} />
          {' · '}
          {say('guest', { id: shortId(textIn(row, 'usrId')) })}
        </span>
        <Money won={numberIn(row, 'amount') ?? 0} />
      </div>
      {textIn(row, 'status') === '예약확정' ? (
        <RowActions row={row}>
          {(read) => <ActionButton row={read} slug="reject-reservation" label={say('cancel')} />}
        </RowActions>
      ) : null}
    </div>
  );
};

export const Requests = () => {
  const say = useWords(lodgingWords);
  const names = usePlaceNames();
  const tasks = useList('ownerTasks', { status: '확인대기', sort: 'decideBy', size: TASKS_MAX });
  const past = useList('ownerTasks', {
    status: ['예약확정', '객실반환', '이용종료'],
    page: usePage(),
    size: SIZE,
  });
  return (
    <Page title={say('requests')} lead={say('requestsLead')}>
      <TaskBoard of={tasks} empty={say('requestsEmpty')}>
        {(row, isNew) => <RequestCard row={row} names={names} isNew={isNew} />}
      </TaskBoard>
      <Section title={say('reservations')}>
        <LiveList of={past} empty={say('reservationsEmpty')}>
          {(row) => <PastLine row={row} names={names} />}
        </LiveList>
      </Section>
    </Page>
  );
};
