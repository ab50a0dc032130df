// The pieces of the kit, each in its states: to be looked at, and to be tested as they are.

import { useState } from 'react';
import { useWords } from '../kit/look/words.ts';
import type { Say } from '../kit/look/words.ts';
import { Answer, Notice, ProblemNotice } from '../kit/parts/answer.tsx';
import { ActionButton } from '../kit/parts/action.tsx';
import { Board, Column, Ticket } from '../kit/parts/board.tsx';
import { Button } from '../kit/parts/button.tsx';
import { Choice } from '../kit/parts/choice.tsx';
import { CityMap } from '../kit/parts/city-map.tsx';
import { Countdown } from '../kit/parts/countdown.tsx';
import { Dialog } from '../kit/parts/dialog.tsx';
import { Card, Facts, Page, Section } from '../kit/parts/page.tsx';
import { Empty, Loading } from '../kit/parts/states.tsx';
import { Since } from '../kit/parts/since.tsx';
import { Badge } from '../kit/parts/status.tsx';
import type { Tone } from '../kit/parts/status.tsx';
import { Steps } from '../kit/parts/steps.tsx';
import type { Step } from '../kit/parts/steps.tsx';
import { TaskCard } from '../kit/parts/tasks.tsx';
import { Day, Instant, Money, Phone, Place } from '../kit/parts/values.tsx';
import { serverNow } from '../kit/requests/connection.ts';
import type { Row } from '../kit/requests/hal.ts';
import { away } from '../kit/requests/problem.ts';
import type { Problem } from '../kit/requests/problem.ts';
import { kitPageWords } from './kit-page-words.ts';

const MINUTE_MS = 60_000;

const tones: readonly Tone[] = ['initial', 'open', 'rest', 'final', 'good', 'warn', 'bad'];

const invalid: Problem = {
  status: 400,
  rejection: 'Invalid',
  ko: '입력값이 올바르지 않습니다',
  en: 'The input is not valid',
  mistakes: [{ path: 'qty', ko: '1 이상이어야 합니다', en: 'must be at least 1' }],
  retryAfter: 5,
  facts: {},
};

const closedRow: Row = {
  lastEventAt: '2026-12-04T15:00:00+09:00',
  _links: {},
  _closed: {
    'cancel-it': {
      title: 'cancel-it',
      method: 'POST',
      target: '',
      reason: { ko: '이미 끝났습니다', en: 'It is over already' },
    },
  },
};

const options = (say: Say<'main' | 'quiet'>) =>
  [
    ['main', say('main')],
    ['quiet', say('quiet')],
  ] as const;

const Buttons = () => {
  const say = useWords(kitPageWords);
  const [isOpen, setOpen] = useState(false);
  const [chosen, choose] = useState<'main' | 'quiet'>('main');
  return (
    <Section title={say('buttons')}>
      <div className="actions">
        <Button tone="main">{say('main')}</Button>
        <Button onPress={() => setOpen(true)}>{say('dialog')}</Button>
        <Button tone="quiet">{say('quiet')}</Button>
        <Button tone="danger">{say('danger')}</Button>
        <Button tone="main" isBusy>
          {say('busy')}
        </Button>
        <ActionButton row={closedRow} slug="cancel-it" label={say('closed')} />
      </div>
      <Choice legend={say('choice')} options={options(say)} chosen={chosen} onChange={choose} />
      {isOpen ? (
        <Dialog title={say('dialog')} onClose={() => setOpen(false)}>
          <p>{say('dialogText')}</p>
        </Dialog>
      ) : null}
    </Section>
  );
};

const Progress = () => {
  const say = useWords(kitPageWords);
  const now = serverNow();
  const at = (minutes: number): string => new Date(now + minutes * MINUTE_MS).toISOString();
  const steps: readonly Step[] = [
    { key: 'a', title: say('stepOne'), is: 'done', note: <Instant at={at(-90)} /> },
    { key: 'b', title: say('stepTwo'), is: 'failed', note: <Instant at={at(-60)} /> },
    { key: 'c', title: say('stepThree'), is: 'now', note: say('waits') },
    { key: 'd', title: say('stepFour'), is: 'todo' },
  ];
  return (
    <Section title={say('progress')}>
      <Card>
        <Steps steps={steps} />
      </Card>
      <div className="actions">
        <Countdown until={at(26 * 60)} since={at(-60)} />
        <Countdown until={at(45)} since={at(-45)} />
        <Countdown until={at(4)} since={at(-56)} />
        <Countdown until={at(-1)} />
      </div>
      <div className="actions">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
    </Section>
  );
};

const Answers = () => {
  const say = useWords(kitPageWords);
  return (
    <Section title={say('answers')}>
      <Notice tone="good" title={say('good')} />
      <Notice tone="info" title={say('info')}>
        {say('dialogText')}
      </Notice>
      <ProblemNotice problem={invalid} onRetry={() => undefined} />
      <Answer state={{ is: 'waiting', problem: away }} />
      <Answer state={{ is: 'refused', problem: away }} onRetry={() => undefined} />
    </Section>
  );
};

const Values = () => {
  const say = useWords(kitPageWords);
  const values = [
    [say('money'), <Money key="money" won={1_234_500} />],
    [say('day'), <Day key="day" day="2026-12-04" />],
    [say('instant'), <Instant key="instant" at="2026-12-04T15:00:00+09:00" />],
    [say('phone'), <Phone key="phone" number="01023456789" />],
    [say('masked'), <Phone key="masked" number="010****6789" />],
    [say('place'), <Place key="place" district="종로구" street={say('street')} />],
  ] as const;
  return (
    <Section title={say('values')}>
      <Card>
        <Facts of={values} />
      </Card>
    </Section>
  );
};

const Lists = () => {
  const say = useWords(kitPageWords);
  return (
    <Section title={say('lists')}>
      <TaskCard title={say('longName')} aside={<Badge tone="open">{say('main')}</Badge>}>
        <p>{say('dialogText')}</p>
      </TaskCard>
      <Loading lines={2} />
      <Empty title={say('nothing')} />
    </Section>
  );
};

const Columns = () => {
  const say = useWords(kitPageWords);
  const at = (minutes: number): string => new Date(serverNow() - minutes * MINUTE_MS).toISOString();
  return (
    <Section title={say('board')}>
      <Board>
        <Column title={say('stepOne')} count={2}>
          <Ticket head={<Since at={at(0)} />} title={say('main')} isNew />
          <Ticket
            head={<Since at={at(32)} lateMinutes={30} />}
            title={say('longName')}
            actions={<Button tone="main">{say('main')}</Button>}
          />
        </Column>
        <Column title={say('stepFour')} count={0} tone="good" empty={say('nothing')} />
      </Board>
    </Section>
  );
};

const City = () => {
  const say = useWords(kitPageWords);
  const markers = ['종로구', '종로구', '마포구', '강남구', '송파구'].map((district, at) => ({
    key: String(at),
    district,
    label: say('vehicle', { number: at + 1 }),
    tone: tones[at] ?? ('open' as const),
  }));
  return (
    <Section title={say('city')}>
      <CityMap label={say('city')} markers={markers} here="종로구" />
    </Section>
  );
};

export const KitPage = () => {
  const say = useWords(kitPageWords);
  return (
    <Page title={say('title')} lead={say('lead')}>
      <Buttons />
      <Progress />
      <Answers />
      <Values />
      <Lists />
      <Columns />
      <City />
    </Page>
  );
};
