// What a trainer has to do: a date for what was assigned to them, and a result of what they held.

import { useEffect, useState } from 'react';
import {
  ActionButton,
  Button,
  Instant,
  Page,
  RowActions,
  Section,
  TaskBoard,
  TaskCard,
  localOf,
  instantWithOffset,
  selfOf,
  serverNow,
  textIn,
  useDraft,
  useLanguage,
  useList,
  useVisit,
  useWords,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { ChooseTime } from './choose-time.tsx';
import { classNameIn } from './classes.ts';
import { ptWords } from './words.ts';
import './personal-training.css';

const LIST_MAX = 50;

const useClassName = (row: Row): string => classNameIn(useLanguage(), textIn(row, 'ptClassName'));

type TaskOf = { readonly row: Row; readonly isNew: boolean };

const Decide = ({ row }: { readonly row: Row }) => {
  const say = useWords(ptWords);
  const template = row._templates?.['confirm-schedule'];
  const [isChoosing, setChoosing] = useDraft({ name: `confirm ${selfOf(row)}`, start: false });
  if (!template) return null;
  return (
    <>
      <Button tone="main" onPress={() => setChoosing(true)}>
        {say('confirm')}
      </Button>
      <ActionButton row={row} slug="decline-schedule" label={say('decline')} tone="quiet" />
      {isChoosing ? (
        <ChooseTime row={row} template={template} onClose={() => setChoosing(false)} />
      ) : null}
    </>
  );
};

const ToDate = ({ row, isNew }: TaskOf) => (
  <TaskCard
    isNew={isNew}
    title={textIn(row, 'customerName')}
    aside={<span className="faint">{useClassName(row)}</span>}
    actions={<RowActions row={row}>{(whole) => <Decide row={whole} />}</RowActions>}
  />
);

const ToReport = ({ row, isNew }: TaskOf) => {
  const say = useWords(ptWords);
  return (
    <TaskCard
      isNew={isNew}
      title={textIn(row, 'customerName')}
      aside={<Instant at={textIn(row, 'ptClassDate')} />}
      actions={
        <RowActions row={row}>
          {(whole) => (
            <ActionButton row={whole} slug="register-result" label={say('writeResult')} />
          )}
        </RowActions>
      }
    >
      <span className="faint">{useClassName(row)}</span>
    </TaskCard>
  );
};

/** So long a trainer may take, as the wall says it. */
const useHours = (): number => {
  const { deadlines } = useVisit().business;
  return deadlines.find(({ name }) => name === 'TRAINER_DECISION')?.lasts?.standard ?? 0;
};

const LOOK_MS = 20_000;

/** To the minute, so that the same list is asked for until the next one. */
const useNow = (): string => {
  const { timeZone } = useVisit().business;
  const read = (): string => instantWithOffset(localOf(serverNow(), timeZone), timeZone);
  const [now, setNow] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setNow(read), LOOK_MS);
    return () => clearInterval(timer);
  });
  return now;
};

export const TasksPage = () => {
  const say = useWords(ptWords);
  const toDate = useList('pttrainers', {
    status: 'SCHEDULE_REQUESTED',
    sort: 'lastEventAt',
    size: LIST_MAX,
  });
  const toReport = useList('pttrainers', {
    status: 'SCHEDULE_CONFIRMED',
    'ptClassDate.to': useNow(),
    sort: 'ptClassDate',
    size: LIST_MAX,
  });
  return (
    <Page title={say('tasks')} lead={say('tasksLead', { hours: useHours() })}>
      <Section title={say('toDate')}>
        <TaskBoard of={toDate} empty={say('noTasks')}>
          {(row, isNew) => <ToDate row={row} isNew={isNew} />}
        </TaskBoard>
      </Section>
      <Section title={say('toReport')}>
        <TaskBoard of={toReport} empty={say('noneToReport')}>
          {(row, isNew) => <ToReport row={row} isNew={isNew} />}
        </TaskBoard>
      </Section>
    </Page>
  );
};
