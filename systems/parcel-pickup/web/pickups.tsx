// A customer's pickups, and one of them from the request to the centre.

import { useEffect } from 'react';
import {
  ActionButton,
  Button,
  Card,
  Facts,
  go,
  Instant,
  Link,
  LiveList,
  Money,
  Notice,
  numberIn,
  Page,
  Phone,
  shortId,
  ReadMeanwhile,
  Status,
  Steps,
  textIn,
  useCurrentRow,
  useList,
  usePage,
  usePreview,
  useTrail,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { PageOf, Row } from '@dure/web/kit';
import { typeOf, useWindow } from './parcel.tsx';
import { openStatuses, stepsOf, wasRefused } from './steps.ts';
import { pickupWords } from './words.ts';
import type { PickupSay } from './words.ts';

const SIZE = 20;

export const PickupsPage = () => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  const list = useList('pickupcalls', { page: usePage(), size: SIZE });
  return (
    <Page title={say('myPickups')}>
      <LiveList
        of={list}
        empty={say('noPickups')}
        emptyIcon="box"
        whenEmpty={<Button onPress={() => go(`/${business.name}`)}>{say('request')}</Button>}
      >
        {(row) => (
          <Link to={`/${business.name}/my/${textIn(row, 'pickupId')}`} className="row-line">
            <div className="row-title">
              <b>{textIn(row, 'location')}</b>
              <Status row={row} />
            </div>
            <div className="row-title faint">
              <span>
                {say('pickupOf', { number: shortId(textIn(row, 'pickupId')) })} · {typeOf(row, say)}
              </span>
              <Instant at={row.lastEventAt} />
            </div>
          </Link>
        )}
      </LiveList>
    </Page>
  );
};

type Fact = readonly [string, React.ReactNode];

const unended = (row: Row): boolean =>
  !['호출취소', '호출실패'].includes(textIn(row, 'pickupStatus'));

const courierIn = (row: Row, say: PickupSay): readonly Fact[] => {
  const [worker, number] = [textIn(row, 'worker'), textIn(row, 'workertel')];
  if (worker === '' || !unended(row)) return [];
  const phone = number === '' ? null : <Phone number={number} />;
  return [
    [
      say('courier'),
      <span key="courier">
        {worker} {phone}
      </span>,
    ],
  ];
};

/** What is not carried costs nothing but, where it was late, the fee of its cancellation. */
const costIn = (row: Row, say: PickupSay): readonly Fact[] => {
  const [cost, late] = [numberIn(row, 'cost'), numberIn(row, 'lateCancelFee')];
  const fee: readonly Fact[] =
    cost !== undefined && unended(row) ? [[say('fee'), <Money key="fee" won={cost} />]] : [];
  if (late === undefined || unended(row)) return fee;
  return [...fee, [say('lateFee'), <Money key="late" won={late} />]];
};

const textFact = (name: string, text: string): readonly Fact[] =>
  text === '' ? [] : [[name, text]];

const Known = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  const window = useWindow(row);
  return (
    <Card>
      <Facts
        of={[
          ...courierIn(row, say),
          [say('type'), typeOf(row, say)],
          ...textFact(say('address'), textIn(row, 'address')),
          ...textFact(say('window'), window),
          ...costIn(row, say),
        ]}
      />
    </Card>
  );
};

const AGAIN_MS = 20_000;

/** What cancelling would do now: asked for again, since it is free for a while only. */
const useCancelling = (row: Row) => {
  const template = row._templates?.['cancel-pickup'];
  const isConfirmed = textIn(row, 'pickupStatus') === '호출확정';
  const wanted = template && isConfirmed ? { target: template.target, body: {} } : undefined;
  const { data, refetch } = usePreview(wanted);
  useEffect(() => {
    const timer = setInterval(() => void refetch(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return wanted && data?.isPossible ? data : undefined;
};

/** What cancelling costs now, as the server says it. */
const CancelNow = ({ row }: { readonly row: Row }) => {
  const say = useWords(pickupWords);
  const preview = useCancelling(row);
  if (!preview) return null;
  const fee = preview.amounts.find(({ field }) => field === 'lateCancelFee')?.amount ?? 0;
  return (
    <Card tone="accent">
      <div className="row-title">
        <span>{say('cancelNow')}</span>
        <b>{fee === 0 ? say('cancelFree') : <Money won={fee} />}</b>
      </div>
    </Card>
  );
};

const whyNot: { readonly [status: string]: 'tooLate' | 'alreadyCancelling' } = {
  수거중: 'tooLate',
  호출취소중: 'alreadyCancelling',
};

const Cancel = ({ row, status }: { readonly row: Row; readonly status: string }) => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  const why = whyNot[status];
  if (!openStatuses.includes(status)) {
    return <Button onPress={() => go(`/${business.name}`)}>{say('again')}</Button>;
  }
  return (
    <ActionButton
      row={row}
      slug="cancel-pickup"
      label={say('cancel')}
      hidden={['reason']}
      // What the parcel would have cost is not to pay.
      amounts={['lateCancelFee']}
      whyNot={why === undefined ? undefined : say(why)}
    />
  );
};

type OneOf = {
  /** What the page of the customer knows, with the status of the request itself. */
  readonly row: Row;
  /** What may be done with it, and what became of it. */
  readonly own: Row;
  /** The courier is not known, whom only the page of the customer knows. */
  readonly isPlain: boolean;
};

const OnePickup = ({ row, own, isPlain }: OneOf) => {
  const say = useWords(pickupWords);
  const records = useTrail(own).data ?? [];
  return (
    <>
      {isPlain ? <Notice tone="info" title={say('lessKnown')} /> : null}
      {wasRefused(records) ? <Notice tone="warn" title={say('refused')} /> : null}
      <Card>
        <Steps steps={stepsOf({ row, records, say, when: (at) => <Instant at={at} /> })} />
      </Card>
      <Known row={row} />
      <CancelNow row={row} />
      <Cancel row={own} status={textIn(row, 'pickupStatus')} />
    </>
  );
};

export const PickupPage = ({ params }: PageOf) => {
  const say = useWords(pickupWords);
  const { business } = useVisit();
  const pickupId = params['pickupId'] ?? '';
  const pickup = useCurrentRow(pickupId, {
    view: 'pickupstatuses',
    own: 'pickupcalls',
    status: 'pickupStatus',
  });
  const { data: row } = pickup;
  const number = say('pickupOf', { number: shortId(pickupId) });
  return (
    <Page
      title={row ? textIn(row, 'location') : number}
      lead={number}
      backTo={`/${business.name}/my`}
      actions={row ? <Status row={row} field="pickupStatus" /> : null}
    >
      <ReadMeanwhile of={pickup} lines={5}>
        {(known) => <OnePickup row={known} own={pickup.own ?? known} isPlain={pickup.isPlain} />}
      </ReadMeanwhile>
    </Page>
  );
};
