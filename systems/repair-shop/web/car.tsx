// A customer's car: where it stands, what it costs, and paying; and the repairs before.

import { useState } from 'react';
import {
  Answer,
  Button,
  Card,
  CardChoice,
  Empty,
  Link,
  LiveList,
  moneyIn,
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
import type { CardToken, PageOf, Row } from '@dure/web/kit';
import { Plate } from './plate.tsx';
import { closedStats, openStats } from './stats.ts';
import { Cost, dueOf, Progress } from './receipt.tsx';
import { repairWords } from './words.ts';
import './repair.css';

const SIZE = 10;

type PayOf = { readonly row: Row; readonly due: number; readonly target: string };

const Pay = ({ row, due, target }: PayOf) => {
  const say = useWords(repairWords);
  const price = moneyIn(useLanguage(), due);
  const [card, setCard] = useState<CardToken>('card-0001');
  const wish = useWish();
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
        <Answer state={wish.state} onRetry={() => void send()} />
        <Button type="submit" tone="main" isWide isBusy={wish.state.is === 'underWay'}>
          {say('pay', { price })}
        </Button>
      </form>
    </Card>
  );
};

const OneCar = ({ row }: { readonly row: Row }) => {
  const say = useWords(repairWords);
  // Lists have no forms: the row itself says what may be done with it.
  const read = useRow(`receipts/${encodeURIComponent(textIn(row, 'receiptId'))}`);
  const whole = read.data ?? row;
  const due = dueOf(whole);
  const target = whole._templates?.['pay']?.target;
  const isOpen = openStats.includes(textIn(whole, 'stat'));
  return (
    <>
      <div className="row-title">
        <Plate number={textIn(whole, 'vehiNo')} />
        <Status row={whole} field="stat" />
      </div>
      {due !== undefined && target !== undefined ? (
        // Another amount is another payment: nothing of the one before is left in its form.
        <Pay key={due} row={whole} due={due} target={target} />
      ) : null}
      <Progress row={whole} />
      <Cost row={whole} />
      {isOpen ? <p className="faint">{say('howToCancel')}</p> : null}
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
