// The weeks of all trainers: a row for each, with what they hold on which day and what they have
// open. An application that is picked may be given to any of them.

import { useState } from 'react';
import type { DragEvent } from 'react';
import {
  Button,
  Empty,
  dayIn,
  textIn,
  timeIn,
  useLanguage,
  useList,
  useVisit,
  useWords,
  weekdayIn,
} from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import type { Picked } from './applications.tsx';
import { heldOn, useWithin } from './days.ts';
import { openIn, useOpenSchedules } from './workload.ts';
import { ptWords } from './words.ts';

const LIST_MAX = 200;

type Of = {
  readonly trainers: readonly Row[];
  readonly days: readonly string[];
  readonly today: string;
  readonly picked: Picked | undefined;
  readonly onGive: (trainer: Row) => void;
};

const Head = ({ days, today }: Pick<Of, 'days' | 'today'>) => {
  const say = useWords(ptWords);
  const language = useLanguage();
  return (
    <thead>
      <tr>
        <th scope="col">{say('trainer')}</th>
        {days.map((day) => (
          <th key={day} scope="col" data-today={day === today ? '' : undefined}>
            <span>{weekdayIn(language, day)}</span> <b>{Number(day.slice(8))}</b>
            <span className="unseen"> {dayIn(language, day)}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
};

const Class = ({ row }: { readonly row: Row }) => {
  const language = useLanguage();
  const { timeZone } = useVisit().business;
  const isHeld = textIn(row, 'ptTrainerStatus') === 'RESULT_CREATED';
  return (
    <li data-held={isHeld ? '' : undefined}>
      <b>{timeIn(language, textIn(row, 'ptClassDate'), timeZone)}</b>{' '}
      {textIn(row, 'ptCustomerName')}
    </li>
  );
};

type WeekOf = Omit<Of, 'trainers' | 'today'> & {
  readonly trainer: Row;
  readonly held: readonly Row[];
  readonly open: ReturnType<typeof openIn>;
};

/** Who it is, how much they have open, and what may be given to them. */
const Trainer = ({ trainer, open, picked, onGive }: WeekOf) => {
  const say = useWords(ptWords);
  const name = textIn(trainer, 'trainerName');
  return (
    <div>
      <b>{name}</b>
      <span className="faint">
        {say('load', { count: open.all })}
        {open.undated === 0 ? null : ` · ${say('undated', { count: open.undated })}`}
      </span>
      {picked && !picked.isDragged ? (
        <Button
          tone="main"
          label={say('giveTo', { trainer: name })}
          onPress={() => onGive(trainer)}
        >
          {say('give')}
        </Button>
      ) : null}
    </div>
  );
};

/** What a row needs to take what is dropped on it. */
const useDrop = (onDrop: () => void) => {
  const [isOver, setOver] = useState(false);
  const target = {
    onDragOver: (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      event.preventDefault();
      setOver(false);
      onDrop();
    },
  };
  return { isOver, target };
};

const TrainerWeek = (of: WeekOf) => {
  const { timeZone } = useVisit().business;
  const { isOver, target } = useDrop(() => of.onGive(of.trainer));
  return (
    <tr data-over={of.picked && isOver ? '' : undefined} {...target}>
      <th scope="row">
        <Trainer {...of} />
      </th>
      {of.days.map((day) => (
        <td key={day}>
          <ul>
            {heldOn(of.held, day, timeZone).map((row) => (
              <Class key={textIn(row, 'ptOrderId')} row={row} />
            ))}
          </ul>
        </td>
      ))}
    </tr>
  );
};

export const TrainerWeeks = ({ trainers, ...of }: Of) => {
  const say = useWords(ptWords);
  const held = useList('ptstatuses', {
    ptTrainerStatus: ['SCHEDULE_CONFIRMED', 'RESULT_CREATED'],
    ...useWithin(of.days),
    size: LIST_MAX,
  });
  const open = useOpenSchedules();
  if (trainers.length === 0) return <Empty title={say('noTrainers')} icon="person" />;
  return (
    <div className="pt-weeks" tabIndex={0} role="region" aria-label={say('weeks')}>
      <table>
        <Head days={of.days} today={of.today} />
        <tbody>
          {trainers.map((trainer) => {
            const trainerId = textIn(trainer, 'trainerId');
            const own = (held.data?.rows ?? []).filter(
              (row) => textIn(row, 'trainerId') === trainerId,
            );
            return (
              <TrainerWeek
                key={trainerId}
                {...of}
                trainer={trainer}
                held={own}
                open={openIn(open, trainerId)}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
};
