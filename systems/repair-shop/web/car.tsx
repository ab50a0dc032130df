// A customer's car: where it stands, what it costs, and paying; and the repairs before.

import { useState } from 'react';
import {
  Answer,
  Button,
  Card,
  CardChoice,
  Empty,
  Instant,
  Link,
  LiveList,
  moneyIn,
  Notice,
  Page,
  Read,
  Section,
  serverNow,
  shortId,
  Status,
  textIn,
  useLanguage,
  useList,
  usePage,
  useRow,
  useVisit,
  useWish,
  useWords,
} from '@dure/web/kit';
import type { CardToken, PageOf, Row, Wish } from '@dure/web/kit';
import { Plate } from './plate.tsx';
import { cancellingStats, closedStats, openStats } from './stats.ts';
import { Cost, dueOf, Progress } from './receipt.tsx';
import { repairWords } from './words.ts';
import './repair.css';

const SIZE = 10;

type PayOf = {
  readonly row: Row;
  readonly due: number;
  readonly target: string;
  readonly wish: Wish;
};

const Pay = ({ row, due, target, wish }: PayOf) => {
  const say = useWords(repairWords);
  const price = moneyIn(useLanguage(), due);
  const [card, setCard] = useState<CardToken>('card-0001');
  const send = async (): Promise<void> => {
    await wish.send({ target, body: { payAmt: due, cardToken: card } });
  };
  const isFee = textIn(row, 'stat') === 'CANCELFEEREQUESTED';
  return (
    <Card tone="accent">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <div>
          <h2>{say('payTitle', { price })}</h2>
          <p>{say(isFee ? 'feeLead' : 'payLead')}</p>
        </div>
        <CardChoice card={card} onChange={setCard} />
        <Paying wish={wish} due={due} onRetry={() => void send()} />
        <Button type="submit" tone="main" isWide isBusy={wish.state.is === 'underWay'}>
          {say('pay', { price })}
        </Button>
      </form>
    </Card>
  );
};

type PayingOf = { readonly wish: Wish; readonly due: number; readonly onRetry: () => void };

/** What became of a payment; with the amount of now, where another one was sent. */
const Paying = ({ wish: { state }, due, onRetry }: PayingOf) => {
  const say = useWords(repairWords);
  const language = useLanguage();
  const sent = state.is === 'refused' ? Number(state.problem.facts['payAmt']) : due;
  if (state.is !== 'refused' || Number.isNaN(sent) || sent === due) {
    return <Answer state={state} onRetry={onRetry} />;
  }
  return (
    <Notice tone="warn" title={say('notCharged', { price: moneyIn(language, sent) })}>
      {say('dueNow', { price: moneyIn(language, due) })}
    </Notice>
  );
};

/** At the desk, until the delivery was requested; not twice. */
const mayCancel = (stat: string): boolean =>
  openStats.includes(stat) && !stat.startsWith('DELIVERY') && !cancellingStats.includes(stat);

const OneCar = ({ row }: { readonly row: Row }) => {
  const say = useWords(repairWords);
  // Lists have no forms: the row itself says what may be done with it.
  const read = useRow(`receipts/${encodeURIComponent(textIn(row, 'receiptId'))}`);
  const whole = read.data ?? row;
  const due = dueOf(whole);
  const target = whole._templates?.['pay']?.target;
  const wish = useWish();
  return (
    <>
      <div className="row-title">
        <Plate number={textIn(whole, 'vehiNo')} />
        <Status row={whole} field="stat" />
      </div>
      {due !== undefined && target !== undefined ? (
        // Another amount is another payment: no card of the one before is left in its form. What
        // became of a payment under way is said, whatever is due by then.
        <Pay key={due} row={whole} due={due} target={target} wish={wish} />
      ) : (
        <Answer state={wish.state} />
      )}
      <Progress row={whole} />
      <Cost row={whole} />
      {mayCancel(textIn(whole, 'stat')) ? <p className="faint">{say('howToCancel')}</p> : null}
    </>
  );
};

const Past = () => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  const list = useList('receipts', { stat: closedStats, page: usePage(), size: SIZE });
  return (
    <Section title={say('past')}>
      <LiveList of={list} empty={say('noPast')} emptyIcon="wrench">
        {(row) => (
          <Link to={`/${business.name}/receipts/${textIn(row, 'receiptId')}`} className="row-line">
            <div className="row-title">
              <b>{say('receiptOf', { number: shortId(textIn(row, 'receiptId')) })}</b>
              <Status row={row} field="stat" />
            </div>
            <span className="faint">
              <Instant at={row.lastEventAt} />
            </span>
          </Link>
        )}
      </LiveList>
    </Section>
  );
};

const DAY_MS = 86_400_000;

/** What is under way; without that, what came to its end within a day: nobody misses how. */
const shownOf = (rows: readonly Row[]): readonly Row[] => {
  const open = rows.filter((row) => openStats.includes(textIn(row, 'stat')));
  if (open.length > 0) return open;
  return rows
    .slice(0, 1)
    .filter(({ lastEventAt }) => serverNow() - Date.parse(lastEventAt) < DAY_MS);
};

export const MyCarPage = () => {
  const say = useWords(repairWords);
  // What changed last stands first.
  const newest = useList('receipts', { size: SIZE });
  return (
    <Page title={say('myCar')}>
      <Read of={newest} lines={5}>
        {({ rows }) =>
          shownOf(rows).length === 0 ? (
            <Empty title={say('noCar')} icon="car">
              <p>{say('noCarHelp')}</p>
            </Empty>
          ) : (
            shownOf(rows).map((row) => <OneCar key={textIn(row, 'receiptId')} row={row} />)
          )
        }
      </Read>
      <Past />
    </Page>
  );
};

export const MyRepairPage = ({ params }: PageOf) => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  const receiptId = params['receiptId'] ?? '';
  const read = useRow(`receipts/${encodeURIComponent(receiptId)}`);
  return (
    <Page title={say('receiptOf', { number: shortId(receiptId) })} backTo={`/${business.name}`}>
      <Read of={read} lines={5}>
        {(row) => <OneCar row={row} />}
      </Read>
    </Page>
  );
};
