// One stay: where it stands, who moves it next and until when, and cancelling with its fee shown.

import {
  ActionButton,
  Card,
  Countdown,
  Day,
  Facts,
  Instant,
  Money,
  Notice,
  numberIn,
  Page,
  shortId,
  ReadMeanwhile,
  Status,
  Steps,
  textIn,
  useRowOr,
  useTrail,
  useWhyNot,
  useWords,
} from '@dure/web/kit';
import type { CaseRecord, PageOf, Preview, Row, Step } from '@dure/web/kit';
import { lodgingWords } from './words.ts';
import type { LodgingSay } from './words.ts';

type Line = { readonly event: string; readonly title: string };

const good = (say: LodgingSay): readonly Line[] => [
  { event: 'ReservationPlaced', title: say('placed') },
  { event: 'PaymentApproved', title: say('approved') },
  { event: 'ReservationStatusChanged', title: say('confirmed') },
  { event: 'StayFinished', title: say('stayed') },
];

const canceling = (say: LodgingSay): readonly Line[] => [
  { event: 'ReservationCancelRequested', title: say('cancelRequested') },
  { event: 'ReservationCancelConfirmed', title: say('released') },
  { event: 'PaymentCancelApproved', title: say('refunded') },
  { event: 'ReservationCanceled', title: say('canceled') },
];

const whenOf = (records: readonly CaseRecord[], event: string): string | undefined =>
  records.find(({ type, kind }) => kind === 'event' && type === event)?.at;

const [placed, paid] = ['ReservationPlaced', 'PaymentApproved'];
const asked = [placed, 'ReservationCancelRequested'];

/** What a status says of what happened before. */
const before: { readonly [status: string]: readonly string[] } = {
  예약처리: [placed],
  결제완료: [placed, paid],
  예약완료: [placed, paid, 'ReservationStatusChanged'],
  이용완료: [placed, paid, 'ReservationStatusChanged', 'StayFinished'],
  취소처리: asked,
  결제취소: [...asked, 'ReservationCancelConfirmed', 'PaymentCancelApproved'],
  예약취소: [placed, 'PaymentCancelApproved', 'ReservationCanceled'],
};

/** By its own records; while they cannot be read, by its status. */
const happenedTo = (row: Row, records: readonly CaseRecord[]): ReadonlySet<string> => {
  const events = records.filter(({ kind }) => kind === 'event').map(({ type }) => type);
  return new Set(events.length === 0 ? before[textIn(row, 'status')] : events);
};

/** The customer's wish is no step of what others have cancelled. */
const linesOf = (happened: ReadonlySet<string>, say: LodgingSay): readonly Line[] => {
  const out = canceling(say);
  if (!out.some(({ event }) => happened.has(event))) return good(say);
  // What did not happen until the end will not happen any more.
  const isOver = happened.has('ReservationCanceled');
  const isShown = ({ event }: Line): boolean =>
    happened.has(event) || (!isOver && event !== 'ReservationCancelRequested');
  return [...good(say).filter(({ event }) => happened.has(event)), ...out.filter(isShown)];
};

/** What happened, and what is to come: the good way, or out of it where it was left. */
const stepsOf = (row: Row, records: readonly CaseRecord[], say: LodgingSay): readonly Step[] => {
  const happened = happenedTo(row, records);
  const lines = linesOf(happened, say);
  const now = lines.findIndex(({ event }) => !happened.has(event));
  return lines.map(({ event, title }, at): Step => {
    const when = whenOf(records, event);
    const isEnd = event === 'ReservationCanceled' && happened.has(event);
    const is = isEnd ? 'failed' : happened.has(event) ? 'done' : at === now ? 'now' : 'todo';
    return { key: event, title, is, ...(when ? { note: <Instant at={when} /> } : {}) };
  });
};

/** Until when the owner has to decide; nothing, where they have. */
const decideBy = (records: readonly CaseRecord[]) => {
  const held = records.find(({ type }) => type === 'ReservationHeld');
  const until = held?.data['decideBy'];
  const isDecided = ['ReservationConfirmed', 'ReservationCancelConfirmed'].some(
    (event) => whenOf(records, event) !== undefined,
  );
  return held && typeof until === 'string' && !isDecided ? { until, since: held.at } : undefined;
};

const reasons: { readonly [by: string]: Parameters<LodgingSay>[0] } = {
  OWNER: 'byOwner',
  LAPSED: 'byLapse',
  NO_STOCK: 'byStock',
  CARD: 'byCard',
  CUSTOMER: 'byCustomer',
};

const WhyCanceled = ({ records }: { readonly records: readonly CaseRecord[] }) => {
  const say = useWords(lodgingWords);
  const by = records.find(({ type }) => type === 'ReservationCanceled')?.data['cancelledBy'];
  const key = typeof by === 'string' ? reasons[by] : undefined;
  return key === undefined ? null : <Notice tone="info" title={say(key)} />;
};

const Progress = ({ row }: { readonly row: Row }) => {
  const say = useWords(lodgingWords);
  const records = useTrail(row).data ?? [];
  const waiting = decideBy(records);
  return (
    <>
      {waiting ? (
        <Card tone="accent">
          <div className="row-title">
            <b>{say('ownerDecides')}</b>
            <Countdown {...waiting} />
          </div>
        </Card>
      ) : null}
      <WhyCanceled records={records} />
      <Card>
        <Steps steps={stepsOf(row, records, say)} />
      </Card>
    </>
  );
};

/** What comes back, beside the fee that the preview says. */
const Refund = ({ row, preview }: { readonly row: Row; readonly preview: Preview | undefined }) => {
  const say = useWords(lodgingWords);
  const fee = preview?.amounts.find(({ field }) => field === 'feeAmt')?.amount;
  if (fee === undefined) return null;
  return (
    <Facts
      of={[[say('refundOf'), <Money key="back" won={(numberIn(row, 'amount') ?? 0) - fee} />]]}
    />
  );
};

/** What was only held on the card was not paid. */
const amountsOf = (row: Row, isPaid: boolean, say: LodgingSay) =>
  (
    [
      ['amount', isPaid ? 'paid' : 'total'],
      ['feeAmt', 'fee'],
      ['refundAmt', 'refund'],
    ] as const
  ).flatMap(([field, key]) => {
    const won = numberIn(row, field);
    return won === undefined ? [] : [[say(key), <Money key={field} won={won} />] as const];
  });

const StayOf = ({ row }: { readonly row: Row }) => {
  const say = useWords(lodgingWords);
  const whyNot = useWhyNot(row, 'cancel-reservation');
  const isPaid = happenedTo(row, useTrail(row).data ?? []).has(paid);
  return (
    <>
      <Progress row={row} />
      <Card>
        <Facts
          of={[
            [say('checkIn'), <Day key="from" day={textIn(row, 'strDt')} />],
            [say('checkOut'), <Day key="to" day={textIn(row, 'endDt')} />],
            [say('rooms'), say('roomsOf', { count: numberIn(row, 'qty') ?? 0 })],
            ...amountsOf(row, isPaid, say),
          ]}
        />
      </Card>
      <ActionButton
        row={row}
        slug="cancel-reservation"
        label={say('cancel')}
        whyNot={whyNot}
        about={(preview) => <Refund row={row} preview={preview} />}
      />
    </>
  );
};

export const Stay = ({ params }: PageOf) => {
  const say = useWords(lodgingWords);
  const id = params['orderId'] ?? '';
  const stay = useRowOr(`mypages/${id}`, `accommodations/${id}`);
  const { data: known } = stay;
  const number = say('stay', { id: shortId(id) });
  return (
    <Page
      title={known ? textIn(known, 'placeNm') : number}
      {...(known ? { lead: number } : {})}
      backTo="/lodging/stays"
      actions={known ? <Status row={known} /> : null}
    >
      <ReadMeanwhile of={stay} lines={5}>
        {(row) => <StayOf row={row} />}
      </ReadMeanwhile>
    </Page>
  );
};
