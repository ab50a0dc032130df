// The week of a trainer: a column for each day, and each class with what may be done about it.

import {
  ActionButton,
  Dialog,
  Facts,
  Instant,
  Page,
  Read,
  Status,
  dayIn,
  textIn,
  timeIn,
  useDraft,
  useLanguage,
  useList,
  useRow,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { classNameIn } from './classes.ts';
import { heldOn, useDays, useWithin } from './days.ts';
import { WeekTools } from './week-tools.tsx';
import { ptWords } from './words.ts';
import './personal-training.css';

const LIST_MAX = 200;

type ClassOf = { readonly row: Row; readonly onOpen: () => void };

const Class = ({ row, onOpen }: ClassOf) => {
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  return (
    <button
      type="button"
      className="pt-class"
      data-held={textIn(row, 'status') === 'RESULT_CREATED' ? '' : undefined}
      onClick={onOpen}
    >
      <b>{timeIn(language, textIn(row, 'ptClassDate'), timeZone)}</b>
      <span>{textIn(row, 'customerName')}</span>
      <span className="faint">{classNameIn(language, textIn(row, 'ptClassName'))}</span>
    </button>
  );
};

const OneClass = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const result = textIn(row, 'ptResult');
  return (
    <>
      <Facts
        of={[
          [say('customer'), textIn(row, 'customerName')],
          [say('theClass'), classNameIn(language, textIn(row, 'ptClassName'))],
          [say('date'), <Instant key="date" at={textIn(row, 'ptClassDate')} />],
          [say('state'), <Status key="state" row={row} />],
        ]}
      />
      {result === '' ? (
        <ActionButton row={row} slug="register-result" label={say('writeResult')} />
      ) : (
        <p className="pt-result">{result}</p>
      )}
    </>
  );
};

const ClassDialog = ({ row, onClose }: { readonly row: Row; readonly onClose: () => void }) => {
  const language = useLanguage();
  const read = useRow(`pttrainers/${encodeURIComponent(textIn(row, 'ptTrainerId'))}`);
  return (
    <Dialog title={classNameIn(language, textIn(row, 'ptClassName'))} onClose={onClose}>
      <Read of={read} lines={3}>
        {(whole) => <OneClass row={whole} />}
      </Read>
    </Dialog>
  );
};

type WeekOf = {
  readonly rows: readonly Row[];
  readonly days: readonly string[];
  readonly today: string;
};

const Week = ({ rows, days, today }: WeekOf) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const [openedId, setOpened] = useDraft({ name: 'class', start: '' });
  const opened = rows.find((row) => textIn(row, 'ptTrainerId') === openedId);
  return (
    <>
      <div className="pt-week">
        {days.map((day) => {
          const held = heldOn(rows, day, timeZone);
          return (
            <section key={day} data-today={day === today ? '' : undefined}>
              <h2>{dayIn(language, day)}</h2>
              {held.length === 0 ? <p className="faint">{say('noClass')}</p> : null}
              {held.map((row) => (
                <Class
                  key={textIn(row, 'ptTrainerId')}
                  row={row}
                  onOpen={() => setOpened(textIn(row, 'ptTrainerId'))}
                />
              ))}
            </section>
          );
        })}
      </div>
      {opened ? <ClassDialog row={opened} onClose={() => setOpened('')} /> : null}
    </>
  );
};

export const WeekPage = () => {
  const say = useWords(ptWords);
  const of = useDays();
  const list = useList('pttrainers', {
    status: ['SCHEDULE_CONFIRMED', 'RESULT_CREATED'],
    ...useWithin(of.days),
    size: LIST_MAX,
  });
  return (
    <Page title={say('week')} lead={say('weekLead')} actions={<WeekTools of={of} />}>
      <Read of={list} lines={5}>
        {({ rows }) => <Week rows={rows} days={of.days} today={of.today} />}
      </Read>
    </Page>
  );
};
