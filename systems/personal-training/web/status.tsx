// Every application and where it stands, for a clerk who is asked about one.

import {
  Instant,
  LiveList,
  Page,
  Status,
  shortId,
  textIn,
  useInAddress,
  useLanguage,
  useList,
  usePage,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { classNameIn } from './classes.ts';
import { ptWords } from './words.ts';
import './personal-training.css';

const SIZE = 20;

const Line = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const [at, trainer] = [textIn(row, 'ptClassDate'), textIn(row, 'trainerName')];
  return (
    <div className="row-line">
      <div className="row-title">
        <b>{textIn(row, 'ptCustomerName')}</b>
        <span className="pt-badges">
          <Status row={row} field="ptManagerStatus" />
          <Status row={row} field="ptTrainerStatus" />
        </span>
      </div>
      <span className="faint">
        {say('applicationOf', { number: shortId(textIn(row, 'ptOrderId')) })} ·{' '}
        {classNameIn(language, textIn(row, 'ptClassName'))}
        {trainer === '' ? null : ` · ${trainer}`}
        {at === '' ? null : (
          <>
            {' · '}
            <Instant at={at} />
          </>
        )}
      </span>
    </div>
  );
};

/** The states of a care case, as the wall names them. */
const useCareStates = () => {
  const { aggregates } = useVisit().business;
  const care = aggregates.find(({ name }) => name === 'Ptmanager');
  const states = care?.lives.flatMap((life) => life.states) ?? [];
  return states.flatMap(({ status, label }) => status.map((value) => ({ value, label }) as const));
};

const StateFilter = (of: { readonly value: string; readonly onChange: (to: string) => void }) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const states = useCareStates();
  return (
    <label className="filter">
      <span>{say('care')}</span>
      <select value={of.value} onChange={({ target }) => of.onChange(target.value)}>
        <option value="">{say('anyStatus')}</option>
        {states.map(({ value, label }) => (
          <option key={value} value={value}>
            {label[language]}
          </option>
        ))}
      </select>
    </label>
  );
};

export const StatusPage = () => {
  const say = useWords(ptWords);
  const [care, setCare] = useInAddress('care');
  const list = useList('ptstatuses', {
    ...(care === '' ? {} : { ptManagerStatus: care }),
    page: usePage(),
    size: SIZE,
  });
  return (
    <Page title={say('status')} lead={say('statusLead')}>
      <StateFilter value={care} onChange={setCare} />
      <LiveList of={list} empty={say('noStatus')}>
        {(row) => <Line row={row} />}
      </LiveList>
    </Page>
  );
};
