// Every receipt for the desk: found by its vehicle, filtered by where it stands, and one in full.

import {
  Link,
  LiveList,
  numberIn,
  Money,
  Page,
  Read,
  Section,
  shortId,
  Since,
  Status,
  textIn,
  useInAddress,
  useLabel,
  useList,
  usePage,
  useRow,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { PageOf, Row } from '@dure/web/kit';
import { DeskButtons } from './desk-buttons.tsx';
import { Plate } from './plate.tsx';
import { Cost, Progress } from './receipt.tsx';
import { openStats } from './stats.ts';
import { repairWords } from './words.ts';
import './repair.css';

const SIZE = 20;

const useStats = () => {
  const { business } = useVisit();
  const view = business.views.find(({ path }) => path === '/receipts');
  return view?.fields.find(({ name }) => name === 'stat')?.choices ?? [];
};

const useFilters = () => {
  const [vehiNo, setVehicle] = useInAddress('vehicle');
  const [stat, setStat] = useInAddress('stat', 'open');
  const [, setPage] = useInAddress('page');
  const stats = useStats();
  const wanted = stat === 'open' ? openStats : stat === 'all' ? undefined : stat;
  // A page of what was looked for before is none of what is looked for now.
  const anew = (set: (value: string) => void) => (value: string) => {
    setPage('');
    set(value);
  };
  return { vehiNo, setVehicle: anew(setVehicle), stat, setStat: anew(setStat), stats, wanted };
};

const Filters = ({ of }: { readonly of: ReturnType<typeof useFilters> }) => {
  const say = useWords(repairWords);
  const label = useLabel();
  return (
    <div className="filters">
      <label className="filter">
        <span>{say('findVehicle')}</span>
        <input
          type="search"
          value={of.vehiNo}
          placeholder={say('vehiHint')}
          onChange={({ target }) => of.setVehicle(target.value.replaceAll(/\s/g, ''))}
        />
      </label>
      <label className="filter">
        <span>{say('state')}</span>
        <select value={of.stat} onChange={({ target }) => of.setStat(target.value)}>
          <option value="open">{say('openOnes')}</option>
          <option value="all">{say('allOnes')}</option>
          {of.stats.map((one) => (
            <option key={one.value} value={one.value}>
              {label(one.label)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
};

export const ReceiptLine = ({ row }: { readonly row: Row }) => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  const amount = numberIn(row, 'repairAmt');
  return (
    <Link to={`/${business.name}/receipts/${textIn(row, 'receiptId')}`} className="row-line">
      <div className="row-title">
        <Plate number={textIn(row, 'vehiNo')} />
        <Status row={row} field="stat" />
      </div>
      <div className="row-title faint">
        <span>
          {say('receiptOf', { number: shortId(textIn(row, 'receiptId')) })} ·{' '}
          <Since at={row.lastEventAt} />
        </span>
        {amount === undefined ? null : <Money won={amount} />}
      </div>
    </Link>
  );
};

export const ReceiptsPage = () => {
  const say = useWords(repairWords);
  const filters = useFilters();
  const list = useList('receipts', {
    vehiNo: filters.vehiNo === '' ? undefined : filters.vehiNo,
    stat: filters.wanted,
    page: usePage(),
    size: SIZE,
  });
  return (
    <Page title={say('receipts')}>
      <Filters of={filters} />
      <LiveList of={list} empty={say('noReceipts')} emptyIcon="car">
        {(row) => <ReceiptLine row={row} />}
      </LiveList>
    </Page>
  );
};

const Whole = ({ row }: { readonly row: Row }) => (
  <>
    <div className="row-title">
      <Plate number={textIn(row, 'vehiNo')} />
      <Status row={row} field="stat" />
    </div>
    <DeskButtons row={row} />
    <Progress row={row} />
    <Section>
      <Cost row={row} />
    </Section>
  </>
);

export const ReceiptPage = ({ params }: PageOf) => {
  const say = useWords(repairWords);
  const { business } = useVisit();
  const receiptId = params['receiptId'] ?? '';
  const read = useRow(`receipts/${encodeURIComponent(receiptId)}`);
  return (
    <Page
      title={say('receiptOf', { number: shortId(receiptId) })}
      backTo={`/${business.name}/receipts`}
    >
      <Read of={read} lines={5}>
        {(row) => <Whole row={row} />}
      </Read>
    </Page>
  );
};
