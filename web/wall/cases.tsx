// The cases of a business, and one of them by its number.

import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Described, DescribedView } from '../kit/described.ts';
import { go, useInAddress } from '../kit/look/route.ts';
import { useLanguage } from '../kit/look/preferences.ts';
import { useWords } from '../kit/look/words.ts';
import { Button } from '../kit/parts/button.tsx';
import { Link } from '../kit/parts/link.tsx';
import { Page } from '../kit/parts/page.tsx';
import { LiveList, usePage } from '../kit/parts/rows.tsx';
import { Status } from '../kit/parts/status.tsx';
import { Instant } from '../kit/parts/values.tsx';
import { textIn } from '../kit/requests/hal.ts';
import type { Row } from '../kit/requests/hal.ts';
import { useList } from '../kit/requests/live.ts';
import { useVisit } from '../kit/requests/who.tsx';
import { statusField } from '../made/wall.ts';
import { wallWords } from './words.ts';
import './wall.css';

const SIZE = 20;

/** The view that has a row for each case, and says how it stands. */
export const viewOfCases = ({ views, caseLife }: Described): DescribedView | undefined => {
  const one = views.filter(
    ({ caseField, key }) => caseField !== undefined && key.includes(caseField),
  );
  const own = one.find(({ life }) => life !== undefined && life.aggregate === caseLife?.aggregate);
  return own ?? one.find((view) => statusField(view) !== undefined) ?? one[0];
};

const OpenByNumber = () => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const [number, setNumber] = useState('');
  const open = (event: FormEvent): void => {
    event.preventDefault();
    const id = number.trim();
    if (id !== '') go(`/${business.name}/cases/${encodeURIComponent(id)}`);
  };
  return (
    <form className="open-case" onSubmit={open}>
      <label className="filter">
        <span>{say('caseNumber')}</span>
        <input value={number} onChange={({ target }) => setNumber(target.value)} />
      </label>
      <Button type="submit">{say('open')}</Button>
    </form>
  );
};

const CaseLine = ({ view, row }: { readonly view: DescribedView; readonly row: Row }) => {
  const { business } = useVisit();
  const id = textIn(row, view.caseField ?? '');
  const status = statusField(view);
  return (
    <Link to={`/${business.name}/cases/${encodeURIComponent(id)}`} className="row-line">
      <div className="row-title">
        <b>{id}</b>
        {status ? <Status row={row} field={status.name} /> : null}
      </div>
      <span className="faint">
        <Instant at={row.lastEventAt} />
      </span>
    </Link>
  );
};

const Filters = ({ view }: { readonly view: DescribedView }) => {
  const language = useLanguage();
  const [status, setStatus] = useInAddress('status');
  const field = statusField(view);
  if (!field) return null;
  return (
    <label className="filter">
      <span>{field.label[language]}</span>
      <select value={status} onChange={({ target }) => setStatus(target.value)}>
        <option value="">–</option>
        {(field.choices ?? []).map(({ value, label }) => (
          <option key={value} value={value}>
            {label[language]}
          </option>
        ))}
      </select>
    </label>
  );
};

const Cases = ({ view }: { readonly view: DescribedView }) => {
  const say = useWords(wallWords);
  const page = usePage();
  const [status] = useInAddress('status');
  const field = statusField(view)?.name ?? 'status';
  const filter = status === '' ? {} : { [field]: status };
  const list = useList(view.path.slice(1), { ...filter, page, size: SIZE });
  return (
    <>
      <div className="filters">
        <Filters view={view} />
      </div>
      <LiveList of={list} empty={say('noCases')}>
        {(row) => <CaseLine view={view} row={row} />}
      </LiveList>
    </>
  );
};

export const CasesPage = () => {
  const say = useWords(wallWords);
  const { business } = useVisit();
  const view = viewOfCases(business);
  return (
    <Page title={say('cases')} lead={say('casesLead')}>
      <OpenByNumber />
      {view ? <Cases view={view} /> : null}
    </Page>
  );
};
