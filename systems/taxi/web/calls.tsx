// One's calls, and one of them from the call to the door.

import {
  ActionButton,
  Button,
  Card,
  Facts,
  Link,
  LiveList,
  Money,
  Page,
  Phone,
  ReadMeanwhile,
  Status,
  Steps,
  go,
  numberIn,
  shortId,
  textIn,
  useCurrentRow,
  useListOr,
  usePage,
  useVisit,
  useWhyNot,
  useWords,
} from '@dure/web/kit';
import type { PageOf, Row, Say, Step } from '@dure/web/kit';
import { taxiWords } from './words.ts';

type OwnSay = Say<keyof (typeof taxiWords)['ko']>;

const SIZE = 20;

const routeOf = (row: Row, say: OwnSay): string => {
  const [from, to] = [textIn(row, 'location'), textIn(row, 'destination')];
  return to === '' ? from : say('route', { from, to });
};

export const CallsPage = () => {
  const say = useWords(taxiWords);
  const { business } = useVisit();
  const page = usePage();
  const list = useListOr('callstatuses', 'taxicalls', { page, size: SIZE });
  return (
    <Page title={say('myCalls')}>
      <LiveList
        of={list}
        empty={say('noCalls')}
        whenEmpty={<Button onPress={() => go(`/${business.name}`)}>{say('call')}</Button>}
      >
        {(row) => (
          <Link to={`/${business.name}/my/${textIn(row, 'callId')}`} className="row-line">
            <div className="row-title">
              <b>{routeOf(row, say)}</b>
              <Status row={row} field={'callStatus' in row ? 'callStatus' : 'status'} />
            </div>
            <span className="faint">
              {say('callOf', { number: shortId(textIn(row, 'callId')) })}
            </span>
          </Link>
        )}
      </LiveList>
    </Page>
  );
};

const order = ['stepCalled', 'stepFinding', 'stepConfirmed', 'stepRiding', 'stepArrived'] as const;

/** How many steps are behind, by what the customer sees of their call. */
const reached: { readonly [status: string]: number } = {
  호출: 1,
  호출중: 1,
  호출확정: 2,
  운행중: 3,
  운행완료: 5,
};

const ends: { readonly [status: string]: 'stepCancelled' | 'stepFailed' } = {
  호출취소: 'stepCancelled',
  호출실패: 'stepFailed',
};

const stepsOf = (row: Row, say: OwnSay): readonly Step[] => {
  const status = textIn(row, 'callStatus');
  const end = ends[status];
  if (end) {
    return [
      { key: 'called', title: say('stepCalled'), is: 'done' },
      { key: 'end', title: say(end), is: 'failed' },
    ];
  }
  if (status === '호출취소중') {
    return [
      { key: 'called', title: say('stepCalled'), is: 'done' },
      { key: 'end', title: say('stepCancelling'), is: 'now' },
    ];
  }
  const at = reached[status] ?? 0;
  return order.map((key, index): Step => {
    const is = index < at ? 'done' : index === at ? 'now' : 'todo';
    const note = key === 'stepFinding' && is === 'now' ? { note: say('findingHelp') } : {};
    return { key, title: say(key), is, ...note };
  });
};

const Vehicle = ({ row }: { readonly row: Row }) => {
  const say = useWords(taxiWords);
  const fee = numberIn(row, 'lateCancelFee') ?? 0;
  const facts: (readonly [string, React.ReactNode])[] = [
    [say('fare'), <Money key="fare" won={numberIn(row, 'cost') ?? 0} />],
  ];
  if (textIn(row, 'taxiid') !== '') facts.push([say('vehicle'), textIn(row, 'taxiid')]);
  if (textIn(row, 'driver') !== '') {
    const number = textIn(row, 'drivertel');
    facts.push([
      say('driver'),
      <span key="driver">
        {textIn(row, 'driver')} {number === '' ? null : <Phone number={number} />}
      </span>,
    ]);
  }
  if (fee > 0) facts.push([say('lateFee'), <Money key="fee" won={fee} />]);
  return <Facts of={facts} />;
};

const OneCall = ({ row, own }: { readonly row: Row; readonly own: Row | undefined }) => {
  const say = useWords(taxiWords);
  const whyNot = useWhyNot(own, 'cancel-call');
  return (
    <>
      <Card>
        <Steps steps={stepsOf(row, say)} />
      </Card>
      <Card>
        <Vehicle row={row} />
      </Card>
      {own?._templates?.['cancel-call'] ? (
        <ActionButton row={own} slug="cancel-call" label={say('cancel')} whyNot={whyNot} />
      ) : null}
    </>
  );
};

export const OneCallPage = ({ params }: PageOf) => {
  const say = useWords(taxiWords);
  const { business } = useVisit();
  const callId = params['callId'] ?? '';
  // The taxi is known to the page of the customer alone.
  const call = useCurrentRow(callId, {
    view: 'callstatuses',
    own: 'taxicalls',
    status: 'callStatus',
  });
  return (
    <Page
      title={call.data ? routeOf(call.data, say) : say('callOf', { number: shortId(callId) })}
      lead={say('callOf', { number: shortId(callId) })}
      backTo={`/${business.name}/my`}
    >
      <ReadMeanwhile of={call} lines={5}>
        {(row) => <OneCall row={row} own={call.own} />}
      </ReadMeanwhile>
    </Page>
  );
};
