// The desk of a clerk: what waits for a trainer beside the weeks of all trainers. An application is
// dragged to its trainer, or picked and then given by a button: by mouse, finger or keyboard.

import { useState } from 'react';
import { Answer, Page, Read, Section, textIn, useList, useWish, useWords } from '@dure/web/kit';
import type { Row } from '@dure/web/kit';
import { Applications } from './applications.tsx';
import type { Picked } from './applications.tsx';
import { useDays } from './days.ts';
import { TrainerWeeks } from './trainer-weeks.tsx';
import { WeekTools } from './week-tools.tsx';
import { ptWords } from './words.ts';
import './personal-training.css';

const LIST_MAX = 200;

const useAssigning = () => {
  const say = useWords(ptWords);
  const wish = useWish();
  const [picked, setPicked] = useState<Picked>();
  const [given, setGiven] = useState('');
  const pick = (next: Picked | undefined): void => {
    // What is said above the trainers stays while one drags, so that none of them moves away.
    if (next?.isDragged !== true) wish.reset();
    setGiven('');
    setPicked(next);
  };
  const giveTo = async (trainer: Row): Promise<void> => {
    if (!picked) return;
    const [trainerId, trainerName] = [textIn(trainer, 'trainerId'), textIn(trainer, 'trainerName')];
    const answer = await wish.send({ target: picked.target, body: { trainerId, trainerName } });
    setPicked(undefined);
    if (answer) setGiven(say('given', { trainer: trainerName }));
  };
  return { wish, picked, pick, giveTo, given };
};

export const BoardPage = () => {
  const say = useWords(ptWords);
  const { wish, picked, pick, giveTo, given } = useAssigning();
  const days = useDays();
  const waiting = useList('ptmanagers', {
    status: 'ORDER_RECEIVED',
    sort: 'lastEventAt',
    size: LIST_MAX,
  });
  const trainers = useList('trainers', { sort: 'trainerId', size: LIST_MAX });
  return (
    <Page title={say('board')} lead={say('boardLead')}>
      <div className="pt-board" onKeyDown={({ key }) => key === 'Escape' && pick(undefined)}>
        <Section title={say('waiting')}>
          <Applications of={waiting} picked={picked} onPick={pick} />
        </Section>
        <Section title={say('weeks')} actions={<WeekTools of={days} />}>
          <p role="status" className="pt-picked">
            {picked ? say('picked', { who: picked.who }) : given}
          </p>
          <Answer state={wish.state} />
          <Read of={trainers} lines={5}>
            {({ rows }) => (
              <TrainerWeeks
                trainers={rows}
                days={days.days}
                today={days.today}
                picked={picked}
                onGive={(trainer) => void giveTo(trainer)}
              />
            )}
          </Read>
        </Section>
      </div>
    </Page>
  );
};
